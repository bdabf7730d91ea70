import { describe, expect, test } from 'vitest';
import { CometConnection } from '../../../src/comet/admin/index.ts';
import {
  assertAssignable,
  CometPolicyError,
  describe as describeChanges,
  diffPolicy,
  ensurePolicy,
  type PolicyCaller,
  policy,
  policyId,
} from '../../../src/comet/policy/index.ts';
import { AuthenticationError } from '../../../src/core/errors/api.ts';
import { UnexpectedResponseError } from '../../../src/core/errors/response.ts';
import { AbortedError, TimeoutError } from '../../../src/core/errors/transport.ts';
import { FakeCometServer } from '../../../src/testing/index.ts';

const gold = policy('Gold backup').key('gold').vaults({ edit: 'deny' });

function connect(fake: FakeCometServer, options: { authCooldown?: number } = {}): CometConnection {
  return new CometConnection({
    ...options,
    baseUrl: 'https://backup.example.com/',
    auth: { type: 'password', username: 'admin', password: 'fake-password' },
    retry: { limit: 0 },
    fetch: fake.fetch,
  });
}

describe('ensurePolicy', () => {
  test('works over a connection that carries no other operation', async () => {
    const fake = new FakeCometServer();
    expect(await ensurePolicy(connect(fake), gold)).toMatchObject({
      id: await policyId({ key: 'gold' }),
      outcome: 'created',
    });
  });

  test('tells what it warned about', async () => {
    const { warnings } = await ensurePolicy(connect(new FakeCometServer()), gold.asServerDefault());
    expect(warnings.map(({ code }) => code)).toContain('TAKES_SERVER_DEFAULT');
  });

  test('keeps integers beyond 2^53 that it does not know', async () => {
    const id = await policyId({ key: 'gold' });
    const fake = new FakeCometServer({ policies: { [id]: { Description: 'Gold backup', Policy: {} } } });
    Object.assign(fake.state.policies.get(id)?.policy.Policy ?? {}, { Later: 18446744073709551615n });
    expect((await ensurePolicy(connect(fake), gold)).outcome).toBe('updated');
    expect(fake.state.policies.get(id)?.policy.Policy).toMatchObject({
      Later: 18446744073709551615n,
      PreventEditStorageVault: true,
    });
  });

  test('writes nothing over a policy whose answer names no hash', async () => {
    const id = await policyId({ key: 'gold' });
    const fake = new FakeCometServer({ policies: { [id]: { Description: 'Gold backup', Policy: {} } } });
    const comet = connect(fake);
    const hashless: PolicyCaller = {
      call: async (operation, params, options) => {
        const answer = await comet.call(operation, params, options);
        return operation.name === 'AdminPoliciesGet' ? { ...answer, PolicyHash: '' } : answer;
      },
    };
    await expect(ensurePolicy(hashless, gold)).rejects.toThrow(UnexpectedResponseError);
    expect(fake.requests.map(({ operation }) => operation)).not.toContain('AdminPoliciesSet');
  });

  test('takes a refused login for no word about an id, even where the client would go on', async () => {
    const fake = new FakeCometServer();
    fake.inject({ on: 'AdminPoliciesGet', times: 1, fault: { kind: 'enveloped-error', status: 401 } });
    const run = ensurePolicy(connect(fake, { authCooldown: 0 }), policy('Gold backup').id('mine'));
    await expect(run).rejects.toThrow(AuthenticationError);
    expect(fake.requests.map(({ operation }) => operation)).not.toContain('AdminPoliciesSet');
  });

  test('sends nothing when it is aborted before', async () => {
    const fake = new FakeCometServer();
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(ensurePolicy(connect(fake), gold, { signal })).rejects.toThrow(AbortedError);
    expect(fake.requests).toEqual([]);
  });

  test('stops while it waits to write again', async () => {
    const id = await policyId({ key: 'gold' });
    const fake = new FakeCometServer({ policies: { [id]: { Description: 'Gold backup', Policy: {} } } });
    const controller = new AbortController();
    fake.inject({ on: 'AdminPoliciesSet', fault: { kind: 'network-error' } });
    const run = ensurePolicy(connect(fake), gold, {
      signal: controller.signal,
      sleep: async (ms, signal) => {
        expect(ms).toBeLessThanOrEqual(200);
        controller.abort();
        signal?.throwIfAborted();
      },
    });
    await expect(run).rejects.toThrow(AbortedError);
    expect(fake.requests.filter(({ operation }) => operation === 'AdminPoliciesSet')).toHaveLength(1);
  });

  test('shares one deadline among its calls', async () => {
    const fake = new FakeCometServer();
    fake.inject({ on: 'AdminPoliciesSet', fault: { kind: 'silence' } });
    await expect(ensurePolicy(connect(fake), gold, { deadline: 150 })).rejects.toThrow(TimeoutError);
  });

  test('never takes the role of the default policy unasked', async () => {
    const fake = new FakeCometServer({
      policies: { first: { Description: 'First', DefaultUserPolicy: true, Policy: {} } },
    });
    const { id } = await ensurePolicy(connect(fake), gold);
    expect(fake.state.policies.get(id)?.policy.DefaultUserPolicy).toBe(false);
  });
});

describe('what people read', () => {
  test('shows no property of an item and no command', () => {
    const draft = policy('Gold').defaultItem('db', {
      engine: 'mysql',
      description: 'Database',
      props: { PASSWORD: 'canary-secret' },
      commands: { before: ['login canary-secret'] },
    });
    const old = { EngineProps: { PASSWORD: 'old-canary-secret' }, PreExec: ['login old-canary-secret'] };
    const created = diffPolicy(draft, { Description: 'Gold', Policy: {} });
    const changed = diffPolicy(draft, { Description: 'Gold', Policy: { DefaultSources: { db: old } } });
    expect(describeChanges([...created, ...changed]).join()).not.toContain('canary');
    expect(describeChanges(changed)).toEqual([expect.stringContaining('default item db: changed')]);
  });

  test('an account of another organization is refused its policy', () => {
    expect(() => assertAssignable({ OrganizationID: 'org-b', Policy: {} }, '')).toThrow(CometPolicyError);
    expect(() => assertAssignable({ OrganizationID: 'org-b', Policy: {} }, 'org-b')).not.toThrow();
    expect(() => assertAssignable({ Policy: {} }, '')).not.toThrow();
    expect(() => assertAssignable({ Policy: {} }, 'org-b')).toThrow(CometPolicyError);
  });
});
