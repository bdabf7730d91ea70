import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { serviceKeyIssues } from '../lifecycle/service-key.ts';
import { siteIdentifier } from '../site-identifier.ts';
import { normalizeSiteUrl } from '../site-url.ts';
import type { PlanOrder } from './options.ts';
import { isClassicPlan, planSlug } from './plan-slug.ts';
import { orderIssues } from './provision-fields.ts';
import type { PlanRecord, PlanTerms } from './record.ts';

/** An order in the one form in which it is kept. @throws InvalidInputError with every issue */
export function readTerms(
  serviceKey: string,
  order: PlanOrder,
  partnerKeys: ReadonlyMap<string, unknown>,
): PlanTerms {
  const [onlyKey, ...otherKeys] = [...partnerKeys.keys()];
  const partnerKey = order?.partnerKey ?? (otherKeys.length === 0 ? onlyKey : undefined);
  const issues: Issue[] = [...serviceKeyIssues(serviceKey), ...orderIssues(order)];
  if (partnerKey === undefined || !partnerKeys.has(partnerKey)) {
    issues.push({ path: 'partnerKey', message: `must be one of ${[...partnerKeys.keys()].join(', ')}` });
  }
  if (partnerKey === undefined || issues.length > 0) throw new InvalidInputError('The order', issues);
  const { siteUrl, localUser, plan, forceRegister = true } = order;
  const user = String(localUser).trim();
  return {
    partnerKey,
    siteUrl: normalizeSiteUrl(siteUrl),
    localUser: user,
    plan: planSlug(plan),
    forceRegister,
  };
}

/** Whether a record is about the same plan for the same site and user. */
export function isSameOrder(record: PlanRecord, terms: PlanTerms): boolean {
  return (['partnerKey', 'siteUrl', 'localUser', 'plan'] as const).every(
    (name) => record[name] === terms[name],
  );
}

/** What no two services may have: a site, however its address is written, or one product of it. */
export function claimOf({ siteUrl, plan }: PlanTerms, exclusive: 'site' | 'product'): string {
  const site = siteIdentifier(siteUrl);
  if (exclusive === 'site') return site;
  return `${site} ${isClassicPlan(plan) ? 'classic' : plan}`;
}
