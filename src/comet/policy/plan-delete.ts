import { InvalidInputError } from '../../core/errors/input.ts';
import { quote } from '../../core/secret.ts';
import { CometPolicyError } from './error.ts';
import { requiredObject, said } from './given.ts';
import { memberOf, membersOf } from './json.ts';

/** A policy that may be deleted, and the call that does it. */
export interface PolicyDeletion {
  /** The vendor's name of the endpoint: `comet.policies.delete(params)`. */
  readonly operation: 'AdminPoliciesDelete';
  readonly params: { readonly PolicyID: string };
}

const MAX_NAMED = 5;

/**
 * The call that deletes a policy, if no account follows it. What becomes of accounts of a deleted policy is not known.
 *
 * Source: companion section 8.
 * @param profiles all accounts by name, as `users.listFull()` answers them. A tenant's login sees its own alone
 * @throws InvalidInputError for an empty id, or accounts that are no map
 * @throws CometPolicyError `POLICY_IN_USE` with the names of all accounts that follow it
 */
export function planDeletePolicy(
  policyId: string,
  profiles: Readonly<Record<string, object>>,
): PolicyDeletion {
  if (typeof policyId !== 'string' || policyId === '') {
    const message = `must be the id of a policy, not ${said(policyId)}`;
    throw new InvalidInputError('the policy to delete', [{ path: 'policyId', message }]);
  }
  const usernames = membersOf(requiredObject(profiles, 'the accounts of the server'))
    .filter(([, profile]) => memberOf(profile, 'PolicyID') === policyId)
    .map(([name]) => name)
    .sort();
  if (usernames.length === 0) return { operation: 'AdminPoliciesDelete', params: { PolicyID: policyId } };
  const named = usernames.slice(0, MAX_NAMED).join(', ');
  const more = usernames.length > MAX_NAMED ? ` and ${usernames.length - MAX_NAMED} more` : '';
  throw new CometPolicyError(
    `The policy ${quote(policyId)} is that of ${quote(named)}${more}. Give these accounts another policy first`,
    'POLICY_IN_USE',
    { policyIds: [policyId], usernames },
  );
}
