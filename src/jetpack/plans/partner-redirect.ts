import { InvalidInputError } from '../../core/errors/input.ts';
import type { PlanStanding } from './provisioning-details.ts';

/**
 * The same outcome, or record, with a link that brings the customer back to you once the connection is authorised. The
 * vendor must have allow-listed the address. Whatever waits for no authorisation comes back as it is.
 *
 * @throws InvalidInputError when the address is no http or https URL
 */
export function withPartnerRedirect<Standing extends PlanStanding>(plan: Standing, url: string): Standing {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target?.protocol !== 'https:' && target?.protocol !== 'http:') {
    throw new InvalidInputError('The partner redirect', [{ path: 'url', message: 'must be an http(s) URL' }]);
  }
  if (plan.status !== 'awaiting_connection' || !plan.nextUrl) return plan;
  const next = new URL(plan.nextUrl);
  next.searchParams.set('partner_redirect', url);
  return { ...plan, nextUrl: next.href };
}
