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
      `The server does not offer the storage template ${quote(check.providerId)}`,
      'PROVIDER_NOT_FOUND',
      { operation },
    );
  }
}
