import type { UserProfileConfig } from '../../comet/admin/types/index.ts';
import type { CometCall } from './endpoint.ts';
import { Refusal, unauthorised } from './refusal.ts';

/**
 * Refuses a profile that brings a policy which its user cannot have: one of another organization, or one that the
 * administrator may not assign. How servers answer is a guess; so is that an id nobody knows is taken.
 *
 * @param before the policy that the user has
 * @throws Refusal
 */
export function requireAssignable(call: CometCall, profile: UserProfileConfig, before: string): void {
  const { PolicyID: id, OrganizationID } = profile;
  if (id === '' || id === before) return;
  const { policies, admins } = call.world.state;
  const policy = policies.get(id)?.policy;
  if (policy !== undefined && (policy.OrganizationID ?? '') !== (OrganizationID ?? '')) {
    throw new Refusal(400, 'Policy not found');
  }
  const admin = call.principal?.kind === 'admin' ? admins.get(call.principal.name) : undefined;
  const { allowedUserPolicies: allowed = [] } = admin ?? {};
  if (allowed.length > 0 && !allowed.includes(id)) throw unauthorised();
}
