import type { GroupPolicy } from '../../../comet/admin/types/index.ts';
import { jsonAnswer } from '../../api/answers.ts';
import { randomGuid } from '../../random.ts';
import type { CometCall, CometEndpoint } from '../endpoint.ts';
import { done, Refusal } from '../refusal.ts';
import { type CometPolicy, hashOf, storeProfile } from '../state.ts';
import { nowSeconds } from '../world.ts';

function policyNamed({ world }: CometCall, id: string): CometPolicy {
  const policy = world.state.policies.get(id);
  if (policy === undefined) throw new Refusal(400, 'Policy not found');
  return policy;
}

/** Policies of one organization, or of all when none is named; null when there are none. */
function list<T>({ world, params }: CometCall, show: (policy: GroupPolicy) => T): Response {
  const everywhere = !params.has('TargetOrganization');
  const organization = params.text('TargetOrganization');
  const found = [...world.state.policies]
    .filter(([, { policy }]) => everywhere || (policy.OrganizationID ?? '') === organization)
    .map(([id, { policy }]) => [id, show(policy)] as const);
  return jsonAnswer(found.length === 0 ? null : Object.fromEntries(found));
}

/** Creates or replaces a policy and brings the profiles that follow it up to date. */
function store({ world }: CometCall, id: string, sent: GroupPolicy): CometPolicy {
  const { state } = world;
  const known = state.policies.get(id);
  const created = known === undefined ? { CreatedDate: nowSeconds(world) } : {};
  const policy = { ...sent, ...created, ModifiedDate: nowSeconds(world) };
  const stored: CometPolicy = { policy, revision: (known?.revision ?? 0) + 1 };
  state.policies.set(id, stored);
  for (const user of state.users.values()) {
    if (user.profile.PolicyID === id) storeProfile(state, user, user.profile);
  }
  return stored;
}

function set(call: CometCall): Response {
  const id = call.params.text('PolicyID');
  const known = call.world.state.policies.get(id);
  if (id === '') throw new Refusal(400, 'PolicyID is empty');
  if (call.params.has('CheckPolicyHash')) {
    const hash = known === undefined ? '' : hashOf(known.policy, known.revision);
    if (call.params.text('CheckPolicyHash') !== hash) {
      throw new Refusal(400, 'The policy was changed in the meantime');
    }
  }
  store(call, id, call.params.object('Policy', 'GroupPolicy'));
  return done();
}

/** Group policies. */
export const POLICY_ENDPOINTS: readonly CometEndpoint[] = [
  {
    name: 'AdminPoliciesList',
    path: '/api/v1/admin/policies/list',
    auth: 'admin',
    since: '18.3.11',
    params: { TargetOrganization: 'string? 22.3.7' },
    run: (call) => list(call, (policy) => policy.Description),
  },
  {
    name: 'AdminPoliciesListFull',
    path: '/api/v1/admin/policies/list-full',
    auth: 'admin',
    since: '18.3.11',
    params: { TargetOrganization: 'string? 22.3.7' },
    run: (call) => list(call, (policy) => policy),
  },
  {
    name: 'AdminPoliciesGet',
    path: '/api/v1/admin/policies/get',
    auth: 'admin',
    since: '18.3.11',
    params: { PolicyID: 'string' },
    run: (call) => {
      const { policy, revision } = policyNamed(call, call.params.text('PolicyID'));
      return done({ Policy: policy, PolicyHash: hashOf(policy, revision) });
    },
  },
  {
    name: 'AdminPoliciesSet',
    path: '/api/v1/admin/policies/set',
    auth: 'admin',
    since: '18.3.11',
    params: {
      PolicyID: 'string',
      Policy: 'json:GroupPolicy',
      CheckPolicyHash: 'string?',
      Options: 'json:PolicyOptions? 24.12.5',
    },
    run: set,
  },
  {
    name: 'AdminPoliciesNew',
    path: '/api/v1/admin/policies/new',
    auth: 'admin',
    since: '18.3.11',
    params: { Policy: 'json:GroupPolicy' },
    // The new id is not part of the answer, on the real server neither.
    run: (call) => {
      const { policy, revision } = store(
        call,
        randomGuid(call.world.random),
        call.params.object('Policy', 'GroupPolicy'),
      );
      return done({ PolicyHash: hashOf(policy, revision) });
    },
  },
  {
    name: 'AdminPoliciesDelete',
    path: '/api/v1/admin/policies/delete',
    auth: 'admin',
    since: '18.3.11',
    params: { PolicyID: 'string' },
    run: (call) => {
      const id = call.params.text('PolicyID');
      policyNamed(call, id);
      call.world.state.policies.delete(id);
      return done();
    },
  },
];
