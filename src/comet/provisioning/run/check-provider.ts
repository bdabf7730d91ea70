import { quote } from '../../../core/secret.ts';
import { CometAccountError } from '../account-error.ts';
import type { PlanStep } from '../plan.ts';
import type { AccountCalls } from './calls.ts';

/** C2: the server offers the template. @throws CometAccountError `PROVIDER_NOT_FOUND` */
export async function checkProvider(
  calls: AccountCalls,
  { params, checks, operation }: PlanStep,
): Promise<void> {
  const target = params['TargetOrganization'];
  const offered = await calls.providers(typeof target === 'string' ? target : undefined);
  for (const check of checks ?? []) {
    if (check.kind !== 'provider-offered' || Object.hasOwn(offered, check.providerId)) continue;
    throw new CometAccountError(
      `The server does not offer the storage template ${quote(check.providerId)}. ${whatItOffers(offered)}`,
      'PROVIDER_NOT_FOUND',
      { operation },
    );
  }
}

const MAX_LISTED = 5;

function whatItOffers(offered: Readonly<Record<string, string>>): string {
  const ids = Object.keys(offered);
  if (ids.length === 0) return 'It offers none to this organization';
  const others = ids.length > MAX_LISTED ? `, and ${ids.length - MAX_LISTED} more` : '';
  return `It offers ${ids
    .slice(0, MAX_LISTED)
    .map((id) => quote(id))
    .join(', ')}${others}`;
}
