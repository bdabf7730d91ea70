import { quote } from '../../core/secret.ts';
import { nameOfOrganization } from '../policy/assignment.ts';
import { type AccountErrorCode, CometAccountError } from './account-error.ts';
import type { AccountRef } from './account-ref.ts';
import type { StepCheck } from './plan.ts';
import type { AccountProfile } from './profile.ts';

/** Why a profile does not pass a check. */
interface Refusal {
  readonly code: AccountErrorCode;
  readonly reason: string;
}

/**
 * Refuses a profile that does not pass the checks of a step. Those that are about something else than a profile pass.
 *
 * Source: contract 2.5 and 2.6.
 * @throws CometAccountError `OWNERSHIP_MISMATCH`, `ORGANIZATION_MISMATCH`, `TERMINATION_REFUSED`, `RECOVERY_CODE_MISSING`, `SSO_NOT_ALLOWED`
 */
export function assertChecks(profile: AccountProfile, checks: readonly StepCheck[] = []): void {
  const username = profile.Username ?? '';
  for (const check of checks) {
    const refusal = refusalOf(profile, check);
    if (refusal === undefined) continue;
    const creationGuid = profile.CreationGUID ?? undefined;
    throw new CometAccountError(`The account ${quote(username)} ${refusal.reason}`, refusal.code, {
      step: 'read',
      exists: { account: 'exists', username, creationGuid },
    });
  }
}

/** Refuses the account of somebody else. @throws CometAccountError `OWNERSHIP_MISMATCH` */
export function assertOwner(profile: AccountProfile, { expect }: AccountRef): void {
  if (expect !== undefined) assertChecks(profile, [{ kind: 'owner', creationGuid: expect.creationGuid }]);
}

function refusalOf(profile: AccountProfile, check: StepCheck): Refusal | undefined {
  switch (check.kind) {
    case 'owner':
      if (profile.CreationGUID === check.creationGuid) return undefined;
      return {
        code: 'OWNERSHIP_MISMATCH',
        reason: 'is not the one that was meant: its CreationGUID is another. Nothing was changed',
      };
    case 'organization':
      if ((profile.OrganizationID ?? '') === check.organizationId) return undefined;
      return {
        code: 'ORGANIZATION_MISMATCH',
        reason: `belongs to ${nameOfOrganization(profile.OrganizationID ?? '')}, and the policy to ${nameOfOrganization(check.organizationId)}. Pass the organizationId of the account, and a policy of it`,
      };
    case 'suspended':
      if (profile.IsSuspended === true) return undefined;
      return { code: 'TERMINATION_REFUSED', reason: 'is not suspended. Suspend it before it is deleted' };
    case 'max-devices': {
      const devices = Object.keys(profile.Devices ?? {}).length;
      if (devices <= check.devices) return undefined;
      return {
        code: 'TERMINATION_REFUSED',
        reason: `has ${devices} devices, more than ${check.devices}. Revoke them, or allow as many`,
      };
    }
    case 'recovery-code':
      if (profile.PasswordRecovery) return undefined;
      return { code: 'RECOVERY_CODE_MISSING', reason: 'has no recovery code. Pass the old password' };
    case 'not-suspended':
      if (profile.IsSuspended !== true) return undefined;
      return { code: 'SSO_NOT_ALLOWED', reason: 'is suspended, so it cannot log in' };
    case 'web-ui-open':
      if (!isWebUiClosed(profile)) return undefined;
      return {
        code: 'SSO_NOT_ALLOWED',
        reason: 'has a policy that closes the web interface (PreventOpenWebUI)',
      };
    default:
      return undefined;
  }
}

function isWebUiClosed({ Policy }: AccountProfile): boolean {
  return typeof Policy === 'object' && Policy !== null && Reflect.get(Policy, 'PreventOpenWebUI') === true;
}
