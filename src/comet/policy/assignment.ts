import { InvalidInputError } from '../../core/errors/input.ts';
import { quote } from '../../core/secret.ts';
import { CometPolicyError } from './error.ts';
import { groupPolicy, said } from './given.ts';
import { itemsOf, memberOf } from './json.ts';
import { MODES } from './names.ts';

/** The organization of a policy or an account; empty for the top level. */
export function organizationOf(group: object): string {
  const id = memberOf(group, 'OrganizationID');
  return typeof id === 'string' ? id : '';
}

/**
 * Refuses a policy for an account of another organization.
 *
 * Source: companion section 8.
 * @param policy the vendor's `GroupPolicy`
 * @param organizationId the organization of the account; empty for the top level
 * @throws CometPolicyError `ORGANIZATION_MISMATCH`
 * @throws InvalidInputError for what is no `GroupPolicy`
 */
export function assertAssignable(policy: object, organizationId: string): void {
  const owner = organizationOf(groupPolicy(policy));
  if (owner === organizationId) return;
  if (typeof organizationId !== 'string') {
    const message = `must be text, not ${said(organizationId)}; empty is the top level`;
    throw new InvalidInputError('the organization of the account', [{ path: 'organizationId', message }]);
  }
  throw new CometPolicyError(
    `The policy belongs to ${nameOfOrganization(owner)} and cannot be given to an account of ${nameOfOrganization(organizationId)}`,
    'ORGANIZATION_MISMATCH',
  );
}

/** An organization as messages name it. */
export function nameOfOrganization(id: string): string {
  return id === '' ? 'the top level' : `organization ${quote(id)}`;
}

/** What a policy means for the work of a billing system on the accounts that follow it. */
export interface PolicyFacts {
  readonly organizationId: string;
  /** Users may not change the password, so a required change could never be made. */
  readonly isPasswordLocked: boolean;
  /** Users cannot open the web interface, so nobody can be logged in to it. */
  readonly isWebUiClosed: boolean;
  /** The vault types (numbers) that are allowed; undefined where all are. */
  readonly vaultTypes: readonly number[] | undefined;
  /** Whether new users of the server get it. */
  readonly isServerDefault: boolean;
  /** Administrators can never reset a password. */
  readonly isAdminResetOff: boolean;
}

/**
 * Reads what a billing system must know of a policy.
 *
 * @param policy the vendor's `GroupPolicy`
 * @throws InvalidInputError for what is none
 */
export function policyFacts(policy: object): PolicyFacts {
  const user = memberOf(groupPolicy(policy), 'Policy');
  const allowed = memberOf(user, 'StorageVaultProviders');
  const isRestricted = memberOf(allowed, 'ShouldRestrictProviderList') === true;
  const types = itemsOf(memberOf(allowed, 'AllowedProvidersWhenRestricted'));
  return {
    organizationId: organizationOf(policy),
    isPasswordLocked: memberOf(user, 'PreventChangeAccountPassword') === true,
    isWebUiClosed: memberOf(user, 'PreventOpenWebUI') === true,
    vaultTypes: isRestricted ? types.filter((type) => typeof type === 'number') : undefined,
    isServerDefault: memberOf(policy, 'DefaultUserPolicy') === true,
    isAdminResetOff: memberOf(user, 'ModeAdminResetPassword') === MODES.alwaysOff,
  };
}
