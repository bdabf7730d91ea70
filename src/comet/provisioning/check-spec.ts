import type { Issue } from '../../core/errors/input.ts';
import { Secret } from '../../core/secret.ts';
import type { AccountRef } from './account-ref.ts';
import {
  type CheckedPolicy,
  checkPolicy,
  limitIssues,
  organizationIssues,
  passwordLockIssues,
  profileIssues,
  textIssues,
  vaultIssues,
  versionIssues,
} from './check-parts.ts';
import { candidateIssues } from './derive-username.ts';
import { passwordIssues } from './password.ts';
import { refuse } from './refuse.ts';
import type {
  AccountChange,
  AccountSpec,
  AccountTermination,
  PasswordChange,
  UsernameChoice,
  VaultScope,
} from './spec.ts';
import { minLengthIssues, serviceKeyIssues, usableMinLength, usernameIssues } from './username.ts';

/**
 * Checks the spec of an account to create.
 *
 * @returns what its policy says, where it is managed
 * @throws InvalidInputError with every issue; `INVALID_SPEC`, or what all of them are
 */
export function checkSpec(spec: AccountSpec): CheckedPolicy {
  const policy = checkPolicy(spec.policy, spec.capabilities);
  const issues: Issue[] = [
    ...serviceKeyIssues(spec.serviceKey, 'serviceKey'),
    ...organizationIssues(spec.organizationId, spec.capabilities),
    ...choiceIssues(spec.username),
    ...passwordIssues(spec.password, 'password'),
    ...policy.issues,
    ...passwordLockIssues(spec.requirePasswordChange, policy),
    ...(spec.vault === undefined ? [] : vaultIssues(spec.vault, true)),
    ...limitIssues(spec.limits, spec.capabilities),
    ...profileIssues(spec.profile),
    ...scopeIssues(spec.vaultQuotaScope, false),
    ...versionIssues(spec.capabilities?.serverVersion),
  ];
  if (issues.length > 0) throw refuse('The account', issues);
  return policy;
}

/** Checks a change of an account. @throws InvalidInputError with every issue */
export function checkChange(account: AccountRef, change: AccountChange): CheckedPolicy {
  const { vault = {}, ensureVault = false } = change;
  const policy = checkPolicy(change.policy, change.capabilities);
  const issues: Issue[] = [
    ...refIssues(account),
    ...organizationIssues(change.organizationId, change.capabilities),
    ...policy.issues,
    ...vaultIssues(vault, ensureVault),
    ...limitIssues(change.limits, change.capabilities),
    ...profileIssues(change.profile),
    ...scopeIssues(change.vaultQuotaScope, true),
    ...(change.destinationId === undefined ? [] : textIssues(change.destinationId, 'destinationId')),
    ...versionIssues(change.capabilities?.serverVersion),
  ];
  if (issues.length > 0) throw refuse('The change', issues);
  return policy;
}

/** Checks which account is meant. @throws InvalidInputError with every issue */
export function checkRef(account: AccountRef): void {
  const issues = refIssues(account);
  if (issues.length > 0) throw refuse('The account', issues);
}

/** Checks how an account is to be deleted. @throws InvalidInputError with every issue */
export function checkTermination(account: AccountRef, { maxDevices }: AccountTermination): void {
  const issues = refIssues(account);
  if (maxDevices !== undefined && !(Number.isSafeInteger(maxDevices) && maxDevices >= 0)) {
    issues.push({ path: 'maxDevices', message: 'expected a whole number from 0 on', code: 'INVALID_SPEC' });
  }
  if (issues.length > 0) throw refuse('The termination', issues);
}

/** Checks a new password. @throws InvalidInputError with every issue */
export function checkPassword(account: AccountRef, { newPassword, oldPassword }: PasswordChange): void {
  const issues = [
    ...refIssues(account),
    ...passwordIssues(newPassword, 'newPassword'),
    ...(oldPassword === undefined || oldPassword instanceof Secret
      ? []
      : textIssues(oldPassword, 'oldPassword')),
  ];
  if (issues.length > 0) throw refuse('The new password', issues);
}

function choiceIssues(choice: UsernameChoice): Issue[] {
  const minLength = choice.minLength ?? 1;
  const length = minLengthIssues(minLength, 'username.minLength');
  if (choice.mode === 'explicit') {
    return [...length, ...usernameIssues(choice.value, usableMinLength(minLength), 'username.value')];
  }
  if (choice.mode === 'derive')
    return [...length, ...candidateIssues(choice.candidates, 'username.candidates')];
  return [{ path: 'username.mode', message: "expected 'explicit' or 'derive'", code: 'INVALID_SPEC' }];
}

/** The ids of vaults are not known before there are any. */
function scopeIssues(scope: VaultScope | undefined, takesIds: boolean): Issue[] {
  if (scope === undefined || scope === 'initial' || scope === 'all') return [];
  const isList = typeof scope === 'object' && Array.isArray(scope?.ids) && scope.ids.length > 0;
  if (takesIds && isList) return scope.ids.flatMap((id, at) => textIssues(id, `vaultQuotaScope.ids[${at}]`));
  const message = takesIds ? "expected 'initial', 'all' or ids of vaults" : "expected 'initial' or 'all'";
  return [{ path: 'vaultQuotaScope', message, code: 'INVALID_SPEC' }];
}

function refIssues({ username, expect, allowUnverifiedOwner }: AccountRef): Issue[] {
  const issues = textIssues(username, 'username');
  if (expect !== undefined) return [...issues, ...textIssues(expect.creationGuid, 'expect.creationGuid')];
  if (allowUnverifiedOwner === true) return issues;
  const message = 'is missing; pass the creationGuid of the account, or allowUnverifiedOwner';
  return [...issues, { path: 'expect', message, code: 'INVALID_SPEC' }];
}
