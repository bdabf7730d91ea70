import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { compareVersions } from '../admin/index.ts';
import { type BuiltPolicy, policyFacts } from '../policy/index.ts';
import { flagIssues, shapeIssues } from './check-shape.ts';
import { type AccountLimits, COUNT_FIELDS, readCount } from './limits.ts';
import { managedDraft } from './managed-policy.ts';
import { readQuota } from './quota.ts';
import type { PolicyChoice, ProfileFields, ServerCapabilities, VaultChange } from './spec.ts';

/** What is wrong with a text that must say something. */
export function textIssues(text: unknown, path: string): Issue[] {
  if (typeof text === 'string' && text.trim() !== '') return [];
  return [{ path, message: 'expected a text that is not blank', code: 'INVALID_SPEC' }];
}

/** As `textIssues`, where the text may be left out. */
export function optionalTextIssues(text: unknown, path: string): Issue[] {
  return text === undefined ? [] : textIssues(text, path);
}

/** What is wrong with limits, also on a server of the declared version. */
export function limitIssues(limits: AccountLimits = {}, { serverVersion }: ServerCapabilities = {}): Issue[] {
  const shape = shapeIssues(limits, 'limits');
  if (shape.length > 0) return shape;
  const counts = COUNT_FIELDS.flatMap(({ limit, since }): Issue[] => {
    const wanted = limits[limit];
    if (wanted === undefined) return [];
    const path = `limits.${limit}`;
    const count = readCount(wanted, path);
    if (typeof count !== 'number') return [count];
    if (count === 0 || since === undefined || !isOlder(serverVersion, since)) return [];
    const message = `needs server ${since} or later, this one is ${serverVersion}`;
    return [{ path, message, code: 'INVALID_SPEC' }];
  });
  return [...counts, ...quotaIssues(limits.protectedItems, 'limits.protectedItems')];
}

function isOlder(version: string | undefined, since: string): boolean {
  return version !== undefined && versionIssues(version).length === 0 && compareVersions(version, since) < 0;
}

/** What is wrong with a size. */
export function quotaIssues(quota: unknown, path: string): Issue[] {
  const read = quota === undefined ? undefined : readQuota(quota, path);
  return read === undefined || 'bytes' in read ? [] : [read];
}

/** What is wrong with a vault; a new one needs a template. */
export function vaultIssues(vault: VaultChange, isNew: boolean): Issue[] {
  const shape = shapeIssues(vault, 'vault');
  if (shape.length > 0) return shape;
  return [
    ...(isNew ? textIssues : optionalTextIssues)(vault.providerId, 'vault.providerId'),
    ...optionalTextIssues(vault.label, 'vault.label'),
    ...quotaIssues(vault.quota, 'vault.quota'),
    ...flagIssues(vault.detachSharedQuota, 'vault.detachSharedQuota'),
  ];
}

/** What is wrong with what an account says of its owner. */
export function profileIssues(profile: ProfileFields = {}): Issue[] {
  const shape = shapeIssues(profile, 'profile');
  if (shape.length > 0) return shape;
  const { accountName = '', emails = [], languageCode, sendEmailReports, timezone } = profile;
  const issues = [
    ...emailIssues(emails),
    ...optionalTextIssues(languageCode, 'profile.languageCode'),
    ...optionalTextIssues(timezone, 'profile.timezone'),
    ...flagIssues(sendEmailReports, 'profile.sendEmailReports'),
  ];
  if (typeof accountName === 'string') return issues;
  return [...issues, { path: 'profile.accountName', message: 'expected a text', code: 'INVALID_SPEC' }];
}

function emailIssues(emails: unknown): Issue[] {
  const path = 'profile.emails';
  if (Array.isArray(emails)) return emails.flatMap((email, at) => textIssues(email, `${path}[${at}]`));
  return [{ path, message: 'expected a list of texts', code: 'INVALID_SPEC' }];
}

/** What is wrong with what was said of server and login. */
export function capabilityIssues(capabilities: ServerCapabilities = {}): Issue[] {
  const shape = shapeIssues(capabilities, 'capabilities');
  if (shape.length > 0) return shape;
  const { serverVersion, loginOrganizationId } = capabilities;
  return [
    ...versionIssues(serverVersion),
    ...organizationIdIssues(loginOrganizationId, 'capabilities.loginOrganizationId'),
  ];
}

function versionIssues(version: unknown): Issue[] {
  if (version === undefined || (typeof version === 'string' && /^\d+(?:\.\d+)*$/.test(version))) return [];
  const message = 'expected numbers and dots, such as 25.9.8';
  return [{ path: 'capabilities.serverVersion', message, code: 'INVALID_SPEC' }];
}

/** The id of an organization; empty for the top level, as results have it. */
function organizationIdIssues(id: unknown, path: string): Issue[] {
  return id === '' ? [] : optionalTextIssues(id, path);
}

/** What is wrong with the organization that was asked for; the organization of the login binds it. */
export function organizationIssues(
  organizationId: unknown,
  { loginOrganizationId = '' }: ServerCapabilities,
): Issue[] {
  const path = 'organizationId';
  const issues = organizationIdIssues(organizationId, path);
  if (issues.length > 0 || organizationId === undefined || loginOrganizationId === '') return issues;
  if (organizationId === loginOrganizationId) return [];
  const message = 'is not the organization of the login, which works in its own alone';
  return [{ path, message, code: 'CONTRADICTORY_SPEC' }];
}

/** The organization that an account is wanted in; empty for the top level. Source: contract 2.2. */
export function wantedOrganization(
  organizationId: string | undefined,
  { loginOrganizationId = '' }: ServerCapabilities = {},
): string {
  return organizationId ?? loginOrganizationId;
}

/** What is wrong with the choice of a policy, and what the draft says where it is managed. */
export interface CheckedPolicy {
  readonly issues: readonly Issue[];
  readonly built?: BuiltPolicy | undefined;
}

/** Checks the choice of a policy; a managed one is built. */
export function checkPolicy(
  choice: PolicyChoice | null | undefined,
  capabilities?: ServerCapabilities,
): CheckedPolicy {
  if (choice === undefined || choice === null) return { issues: [] };
  const shape = shapeIssues(choice, 'policy');
  if (shape.length > 0) return { issues: shape };
  if (choice.managed === undefined) return { issues: textIssues(choice.id, 'policy.id') };
  if (typeof choice.managed?.build !== 'function') return { issues: [noDraft()] };
  const both = Reflect.get(choice, 'id') === undefined ? [] : [onePolicy()];
  const key = optionalTextIssues(choice.key, 'policy.key');
  try {
    return { issues: [...both, ...key], built: managedDraft(choice, capabilities).build() };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    const issues = error.issues.map((issue) => ({ ...issue, path: `policy.managed.${issue.path}` }));
    return { issues: [...both, ...key, ...issues] };
  }
}

function noDraft(): Issue {
  const message = 'expected a draft of comet/policy, such as policy(description)';
  return { path: 'policy.managed', message, code: 'INVALID_SPEC' };
}

function onePolicy(): Issue {
  return {
    path: 'policy',
    message: 'names an id and a managed policy; give one of them',
    code: 'CONTRADICTORY_SPEC',
  };
}

/** A password that must be changed, under a policy that forbids it, would lock the user out. */
export function passwordLockIssues(requirePasswordChange: unknown, { built }: CheckedPolicy): Issue[] {
  if (requirePasswordChange !== true || built === undefined) return [];
  if (!policyFacts(built.policy).isPasswordLocked) return [];
  const message = 'the policy does not let the user change the password';
  return [{ path: 'requirePasswordChange', message, code: 'CONTRADICTORY_SPEC' }];
}
