import type { GroupPolicy } from '../../comet/admin/types/index.ts';
import { type CometPolicy, type CometState, type CometUser, storeProfile } from './state.ts';
import { nowSeconds, type World } from './world.ts';

/** Creates or replaces a policy and brings the profiles that follow it up to date. */
export function storePolicy(world: World, id: string, sent: GroupPolicy): CometPolicy {
  const { state } = world;
  const known = state.policies.get(id);
  const created = known === undefined ? { CreatedDate: nowSeconds(world) } : {};
  const policy = { ...sent, ...created, ModifiedDate: nowSeconds(world) };
  const stored: CometPolicy = { policy, revision: (known?.revision ?? 0) + 1 };
  state.policies.set(id, stored);
  if (policy.DefaultUserPolicy === true) takeDefault(state, id, policy);
  for (const user of followers(state, id)) storeProfile(state, user, user.profile);
  return stored;
}

/** Takes the items out of profiles that were made from items of the policy which are named. */
export function dropSources({ state }: World, id: string, dropped: readonly string[] | null): void {
  const gone = new Set(dropped ?? []);
  for (const user of followers(state, id)) {
    const { Sources } = user.profile;
    const kept = Object.entries(Sources ?? {}).filter(
      ([, { PolicySourceID }]) => !gone.has(PolicySourceID ?? ''),
    );
    if (Sources === null || kept.length === Object.keys(Sources ?? {}).length) continue;
    storeProfile(state, user, { ...user.profile, Sources: Object.fromEntries(kept) });
  }
}

/** There is one default at most: the new one takes the role away. That it is one per organization is a guess. */
function takeDefault(state: CometState, id: string, taker: GroupPolicy): void {
  for (const [other, loser] of state.policies) {
    const { policy, revision } = loser;
    const rivals = other !== id && (policy.OrganizationID ?? '') === (taker.OrganizationID ?? '');
    if (!rivals || policy.DefaultUserPolicy !== true) continue;
    state.policies.set(other, { policy: { ...policy, DefaultUserPolicy: false }, revision: revision + 1 });
  }
}

function followers(state: CometState, id: string): CometUser[] {
  return [...state.users.values()].filter(({ profile }) => profile.PolicyID === id);
}
