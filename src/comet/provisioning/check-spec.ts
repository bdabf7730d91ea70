import type { Issue } from '../../core/errors/input.ts';
import { Secret } from '../../core/secret.ts';
import type { AccountRef } from './account-ref.ts';
import {
  type CheckedPolicy,
  capabilityIssues,
  checkPolicy,
  limitIssues,
  optionalTextIssues,
  organizationIssues,
  passwordLockIssues,
  profileIssues,
  textIssues,
  vaultIssues,
} from './check-parts.ts';
import { flagIssues, shapeIssues } from './check-shape.ts';
import { candidateIssues } from './derive-username.ts';
import { passwordIssues } from './password.ts';
import { refuse } from './refuse.ts';
import type {
  AccountChange,
  AccountSpec,
  AccountTermination,
  PasswordChange,
  ServerCapabilities,
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
  refuseShape('The account', spec);
  const capabilities = usable(spec.capabilities);
  const policy = checkPolicy(spec.policy, capabilities);
  const issues: Issue[] = [
    ...serviceKeyIssues(spec.serviceKey, 'serviceKey'),
    ...organizationIssues(spec.organizationId, capabilities),
    ...choiceIssues(spec.username),
    ...passwordIssues(spec.password, 'password'),
    ...flagIssues(spec.requirePasswordChange, 'requirePasswordChange'),
    ...flagIssues(spec.storeRecoveryCode, 'storeRecoveryCode'),
    ...policy.issues,
    ...passwordLockIssues(spec.requirePasswordChange, policy),
    ...(spec.vault === undefined ? [] : vaultIssues(spec.vault, true)),
    ...limitIssues(spec.limits, capabilities),
    ...profileIssues(spec.profile),
    ...scopeIssues(spec.vaultQuotaScope, false),
    ...capabilityIssues(spec.capabilities),
  ];
  if (issues.length > 0) throw refuse('The account', issues);
  return policy;
}

/** Checks a change of an account. @throws InvalidInputError with every issue */
export function checkChange(account: AccountRef, change: AccountChange): CheckedPolicy {
  refuseShape('The change', change);
  const { vault = {}, ensureVault } = change;
  const capabilities = usable(change.capabilities);
  const policy = checkPolicy(change.policy, capabilities);
  const issues: Issue[] = [
    ...refIssues(account),
    ...organizationIssues(change.organizationId, capabilities),
    ...policy.issues,
    ...flagIssues(ensureVault, 'ensureVault'),
    ...vaultIssues(vault, ensureVault === true),
    ...limitIssues(change.limits, capabilities),
    ...profileIssues(change.profile),
    ...scopeIssues(change.vaultQuotaScope, true),
    ...optionalTextIssues(change.destinationId, 'destinationId'),
    ...downgradeIssues(change.onDowngrade),
    ...capabilityIssues(change.capabilities),
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
export function checkTermination(account: AccountRef, termination: AccountTermination): void {
  refuseShape('The termination', termination);
  const { requireSuspended, maxDevices, uninstall } = termination;
  const issues = [
    ...refIssues(account),
    ...flagIssues(requireSuspended, 'requireSuspended'),
    ...uninstallIssues(uninstall),
  ];
  if (maxDevices !== undefined && !(Number.isSafeInteger(maxDevices) && maxDevices >= 0)) {
    issues.push({ path: 'maxDevices', message: 'expected a whole number from 0 on', code: 'INVALID_SPEC' });
  }
  if (issues.length > 0) throw refuse('The termination', issues);
}

function uninstallIssues(uninstall: AccountTermination['uninstall']): Issue[] {
  if (uninstall === undefined) return [];
  const shape = shapeIssues(uninstall, 'uninstall');
  if (shape.length > 0) return shape;
  const path = 'uninstall.removeConfig';
  if (typeof uninstall.removeConfig === 'boolean') return [];
  return [{ path, message: 'expected true or false', code: 'INVALID_SPEC' }];
}

/** Checks a new password. @throws InvalidInputError with every issue */
export function checkPassword(account: AccountRef, change: PasswordChange): void {
  refuseShape('The new password', change);
  const { newPassword, oldPassword } = change;
  const issues = [
    ...refIssues(account),
    ...passwordIssues(newPassword, 'newPassword'),
    ...oldPasswordIssues(oldPassword),
  ];
  if (issues.length > 0) throw refuse('The new password', issues);
}

/** Whatever the old password is, the server judges it. */
function oldPasswordIssues(oldPassword: unknown): Issue[] {
  const text = oldPassword instanceof Secret ? oldPassword.reveal() : oldPassword;
  if (text === undefined || (typeof text === 'string' && text !== '')) return [];
  return [{ path: 'oldPassword', message: 'expected a text or a Secret', code: 'INVALID_SPEC' }];
}

/** @throws InvalidInputError for what is no object at all */
function refuseShape(what: string, value: unknown): void {
  const issues = shapeIssues(value, '');
  if (issues.length > 0) throw refuse(what, issues);
}

/** Capabilities to go on with after impossible ones were noted. */
function usable(capabilities: ServerCapabilities | undefined): ServerCapabilities {
  return capabilities !== undefined && capabilityIssues(capabilities).length === 0 ? capabilities : {};
}

function downgradeIssues(onDowngrade: unknown): Issue[] {
  if (onDowngrade === undefined || onDowngrade === 'warn' || onDowngrade === 'refuse') return [];
  return [{ path: 'onDowngrade', message: "expected 'warn' or 'refuse'", code: 'INVALID_SPEC' }];
}

function choiceIssues(choice: UsernameChoice): Issue[] {
  const shape = shapeIssues(choice, 'username');
  if (shape.length > 0) return shape;
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

function refIssues(account: AccountRef): Issue[] {
  const shape = shapeIssues(account, 'account');
  if (shape.length > 0) return shape;
  const { username, expect, allowUnverifiedOwner } = account;
  const issues = textIssues(username, 'username');
  if (expect !== undefined) {
    const wrong = shapeIssues(expect, 'expect');
    return [
      ...issues,
      ...(wrong.length > 0 ? wrong : textIssues(expect.creationGuid, 'expect.creationGuid')),
    ];
  }
  if (allowUnverifiedOwner === true) return issues;
  const message = 'is missing; pass the creationGuid of the account, or allowUnverifiedOwner';
  return [...issues, { path: 'expect', message, code: 'INVALID_SPEC' }];
}
