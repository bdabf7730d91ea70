import type { AccountRef } from './account-ref.ts';
import { checkPassword, checkRef, checkTermination } from './check-spec.ts';
import type { AccountPlan, PlanStep, StepCheck } from './plan.ts';
import { ownerChecks, ownerWarnings, readStep, writeStep } from './plan-steps.ts';
import type { AccountTermination, PasswordChange } from './spec.ts';
import type { AccountWarning } from './warning.ts';

/**
 * The suspension of an account as data: it can neither back up nor restore nor log in, and keeps costing Comet charges.
 *
 * Source: contract 2.6. @throws InvalidInputError with every issue
 */
export function planSuspend(account: AccountRef): AccountPlan {
  const message = 'The account keeps costing Comet charges until it is deleted';
  return suspension(account, true, [{ code: 'STILL_CHARGED', message }]);
}

/** The end of a suspension as data. Source: contract 2.6. @throws InvalidInputError with every issue */
export function planUnsuspend(account: AccountRef): AccountPlan {
  return suspension(account, false, []);
}

function suspension(
  account: AccountRef,
  suspended: boolean,
  warnings: readonly AccountWarning[],
): AccountPlan {
  checkRef(account);
  const { username } = account;
  const steps = [
    readStep('read', username, { checks: ownerChecks(account) }),
    ...writeStep(suspended ? 'suspend' : 'unsuspend', 'read', username, { suspended }),
  ];
  return { steps, warnings: [...ownerWarnings(account), ...warnings] };
}

/**
 * The deletion of an account as data. It cannot be undone: without the profile, nobody can read the stored data again.
 *
 * Source: contract 2.6 (TERMINATE). @throws InvalidInputError with every issue
 */
export function planTerminate(account: AccountRef, options: AccountTermination = {}): AccountPlan {
  checkTermination(account, options);
  const { username } = account;
  const { requireSuspended, maxDevices, uninstall } = options;
  const checks: StepCheck[] = [
    ...ownerChecks(account),
    ...(requireSuspended === true ? [{ kind: 'suspended' } as const] : []),
    ...(maxDevices === undefined ? [] : [{ kind: 'max-devices', devices: maxDevices } as const]),
  ];
  const UninstallConfig = uninstall && { UninstallFlag: true, RemoveConfigFile: uninstall.removeConfig };
  const remove: PlanStep = {
    id: 'delete',
    operation: 'AdminDeleteUser',
    params: { TargetUser: username, ...(UninstallConfig && { UninstallConfig }) },
    retry: 'probe',
    skip: 'already-gone',
  };
  const message = 'The data in its vaults stays where it is, cannot be read any more, and still takes space';
  return {
    steps: [readStep('read', username, { checks }), remove],
    warnings: [...ownerWarnings(account), { code: 'STORAGE_KEPT', message }],
  };
}

/**
 * A new password as data. A reset may be repeated; a change with the old password may not, because the old one is wrong
 * once it happened.
 *
 * Source: contract 2.6 (PASSWORD). @throws InvalidInputError with every issue
 */
export function planPassword(account: AccountRef, change: PasswordChange): AccountPlan {
  checkPassword(account, change);
  const { username } = account;
  const hasOld = change.oldPassword !== undefined;
  const reset: PlanStep = {
    id: 'reset-password',
    operation: 'AdminResetUserPassword',
    params: {
      TargetUser: username,
      NewPassword: { secret: 'newPassword' },
      ...(hasOld && { OldPassword: { secret: 'oldPassword' } }),
    },
    retry: hasOld ? 'never' : 'safe',
  };
  const checks: StepCheck[] = [
    ...ownerChecks(account),
    ...(hasOld ? [] : [{ kind: 'recovery-code' } as const]),
  ];
  return { steps: [readStep('read', username, { checks }), reset], warnings: ownerWarnings(account) };
}

/**
 * A login to Comet's web interface as data: of the administrator, or of the user where an account is given.
 *
 * Source: contract 2.6 (SSO). @throws InvalidInputError with every issue
 */
export function planSso(account?: AccountRef): AccountPlan {
  if (account === undefined) {
    const operation = 'AdminAccountSessionStart';
    return { steps: [{ id: 'session', operation, params: {}, retry: 'never' }], warnings: [] };
  }
  checkRef(account);
  const { username } = account;
  const checks: StepCheck[] = [...ownerChecks(account), { kind: 'not-suspended' }, { kind: 'web-ui-open' }];
  const session: PlanStep = {
    id: 'session',
    operation: 'AdminAccountSessionStartAsUser',
    params: { TargetUser: username },
    retry: 'never',
  };
  return { steps: [readStep('read', username, { checks }), session], warnings: ownerWarnings(account) };
}
