import type { GroupPolicy } from '../../../comet/admin/types/index.ts';
import { jsonAnswer } from '../../api/answers.ts';
import { randomGuid } from '../../random.ts';
import { owned, sees, targetOrganization } from '../access.ts';
import type { CometCall, CometEndpoint } from '../endpoint.ts';
import { dropSources, storePolicy } from '../policies.ts';
import { done, Refusal, unauthorised } from '../refusal.ts';
import { type CometPolicy, hashOf } from '../state.ts';

/** A policy that the caller may see. What a server says of another tenant's is a guess. @throws Refusal */
function policyNamed(call: CometCall, id: string): CometPolicy {
  const known = call.world.state.policies.get(id);
  if (known === undefined || !sees(call, known.policy.OrganizationID)) {
    throw new Refusal(400, 'Policy not found');
  }
  return known;
}

/** Policies of one organization, or of all when the top level names none; null when there are none. */
function list<T>(call: CometCall, show: (policy: GroupPolicy) => T): Response {
  const organization = targetOrganization(call);
  const found = [...call.world.state.policies]
    .filter(([, { policy }]) => organization === undefined || (policy.OrganizationID ?? '') === organization)
    .map(([id, { policy }]) => [id, show(policy)] as const);
  return jsonAnswer(found.length === 0 ? null : Object.fromEntries(found));
}

function set(call: CometCall): Response {
  const { params, world } = call;
  const id = params.text('PolicyID');
  const known = world.state.policies.get(id);
  if (id === '') throw new Refusal(400, 'PolicyID is empty');
  const foreign = known !== undefined && !sees(call, known.policy.OrganizationID);
  if (foreign && world.behaviour.foreignPolicyId === 'refused') throw unauthorised();
  if (params.has('CheckPolicyHash')) {
    const hash = known === undefined ? '' : hashOf(known.policy, known.revision);
    if (params.text('CheckPolicyHash') !== hash) {
      throw new Refusal(world.behaviour.conflictStatus, 'The policy was changed in the meantime');
    }
  }
  storePolicy(world, id, owned(call, params.object('Policy', 'GroupPolicy')));
  if (params.has('Options')) dropSources(world, id, params.object('Options', 'PolicyOptions').DeleteSources);
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
      const sent = call.params.object('Policy', 'GroupPolicy');
      const { policy, revision } = storePolicy(call.world, randomGuid(call.world.random), owned(call, sent));
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
