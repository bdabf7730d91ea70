import { join } from 'node:path';
import { jetpackFault } from 'reseller-sdk/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runChecks } from '../../../examples/jetpack-plan/demo/checks.ts';
import { openWorld, type World } from '../../../examples/jetpack-plan/demo/world.ts';
import { revokeAgain } from '../../../examples/jetpack-plan/revoke-again.ts';
import { openDatabase } from '../../../examples/jetpack-plan/storage/database.ts';
import { ORDER, SALE, SITE } from './life.ts';

const MINUTE_MS = 60_000;
const LOST = { kind: 'lost-answer', how: 'silence' } as const;
const IMPATIENT = { JETPACK_TIMEOUT_MS: '1000' };

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

async function jsonOf(...args: readonly string[]) {
  const { code, said } = await world.run([...args, '--json']);
  return { code, value: JSON.parse(said) };
}

function operations(): readonly (string | undefined)[] {
  return world.fake.requests.map(({ operation }) => operation).filter((name) => name !== 'oauth2Token');
}

describe('an order', () => {
  it('whose provision timed out is read before it is asked for again', async () => {
    world.fake.addSite({ url: SITE });
    world.fake.inject({ on: 'provision', fault: LOST });
    expect(await world.run(ORDER, IMPATIENT)).toMatchObject({ code: 3 });
    expect(await jsonOf('status', '1042')).toMatchObject({ code: 3, value: { status: 'requesting' } });
    expect(await world.run(ORDER)).toMatchObject({ code: 0 });
    expect(operations()).toEqual(['provision', 'status', 'provision']);
    expect(world.fake.state.activations).toHaveLength(1);
  });

  it('whose provision timed out is not asked for again where the status cannot be read', async () => {
    world.fake.addSite({ url: SITE });
    world.fake.inject({ on: 'provision', fault: LOST });
    await world.run(ORDER, IMPATIENT);
    world.fake.inject({ on: 'status', times: 3, fault: { kind: 'html', status: 400 } });
    world.fake.advance(MINUTE_MS);
    expect(await world.run(['tick'])).toMatchObject({ code: 3 });
    expect(operations()).toEqual(['provision', 'status']);
  });

  it('with a test key is asked for again, since its sites have no status', async () => {
    const test = {
      JETPACK_KEY: 'test',
      JETPACK_CLIENT_ID: '54321',
      JETPACK_CLIENT_SECRET: 'fake-test-secret',
    };
    world.fake.addSite({ url: SITE });
    world.fake.inject({ on: 'provision', fault: LOST });
    await world.run(ORDER, { ...test, ...IMPATIENT });
    expect(await world.run(ORDER, test)).toMatchObject({ code: 0 });
    expect(operations()).toEqual(['provision', 'provision']);
    expect(await world.run(['cancel', '1042'])).toMatchObject({
      code: 2,
      said: expect.stringContaining('test'),
    });
    world.fake.advance(MINUTE_MS);
    expect(await world.run(['tick'])).toMatchObject({
      code: 1,
      said: expect.stringContaining('UNKNOWN_PARTNER_KEY'),
    });
  });

  it('that the vendor refuses sold nothing, and may be given again', async () => {
    world.fake.inject({ on: 'provision', fault: jetpackFault('rest', 400, 'invalid_plan') });
    expect(await world.run(ORDER)).toMatchObject({ code: 2, said: expect.stringContaining('invalid_plan') });
    expect(await world.run(['list'])).toMatchObject({ code: 1 });
    expect(await world.run(ORDER)).toMatchObject({ code: 0 });
    expect(await world.run(['list'])).toMatchObject({ code: 0 });
  });

  it('given again sends nothing, and another one under its key is refused', async () => {
    world.fake.addSite({ url: SITE });
    await world.run(ORDER);
    world.fake.clearRequests();
    expect(await world.run(ORDER)).toMatchObject({ code: 0 });
    const other = ['order', '1042', SITE, 'professional', '--user', 'admin'];
    expect(await world.run(other)).toMatchObject({ code: 2, said: expect.stringContaining('IDEMPOTENCY') });
    expect(world.fake.requests).toEqual([]);
  });

  it('for a plan that somebody else sold needs a look, and is not asked for', async () => {
    world.fake.addSite({ url: SITE });
    world.fake.inject({ on: 'provision', fault: { kind: 'network-error' } });
    await world.run(ORDER);
    world.fake.addPlan(SITE, 'premium');
    expect(await world.run(['recheck', '1042'])).toMatchObject({ code: 1 });
    expect(operations()).toEqual(['provision', 'status']);
  });

  it('is not repeated, and said to be worth another try, where the vendor is down', async () => {
    world.fake.inject({ on: 'oauth2Token', times: 3, fault: { kind: 'network-error' } });
    expect(await world.run(ORDER)).toMatchObject({ code: 3 });
    expect(operations()).toEqual([]);
    expect(await world.run(ORDER)).toMatchObject({ code: 0 });
  });
});

describe('a record of a newer version', () => {
  it('needs a look, and stays as it is', async () => {
    world.fake.addSite({ url: SITE });
    await world.run(ORDER);
    const database = openDatabase(join(world.folder, 'shop.sqlite'));
    const moving = `UPDATE plans SET record = json_set(record, '$.status', 'moving')`;
    database.exec(moving);
    database.close();
    world.fake.advance(MINUTE_MS);
    const said = expect.stringMatching(/moving[\s\S]*unknown_status/);
    expect(await world.run(['tick'])).toMatchObject({ code: 1, said });
    expect(await world.run(['tick'])).toMatchObject({ code: 0, said: 'nothing to do' });
    expect(await world.shop.plans.get('1042')).toMatchObject({ status: 'moving', failure: null });
    expect(operations()).toEqual(['provision']);
  });
});

describe('a cancellation', () => {
  it('that the vendor refuses for good is settled by a person, who sends nothing', async () => {
    world.fake.addSite({ url: SITE, isConnected: true });
    await world.run(ORDER);
    expect(await world.run(['settle', '1042', 'cancelled'])).toMatchObject({ code: 2 });
    world.fake.inject({ on: 'cancel', fault: jetpackFault('rest', 400, 'not_jps_plan') });
    expect(await world.run(['cancel', '1042'])).toMatchObject({ code: 2 });
    expect(await world.run(['status', '1042'])).toMatchObject({ code: 1 });
    expect(await world.run(['settle', '1042', 'provisioned'])).toMatchObject({ code: 3 });
    world.fake.advance(6 * MINUTE_MS);
    expect(await world.run(['settle', '1042', 'kept'])).toMatchObject({ code: 2 });
    expect(await jsonOf('settle', '1042', 'cancelled')).toMatchObject({
      code: 0,
      value: { status: 'cancelled', settled: { as: 'cancelled' } },
    });
    expect(operations()).toEqual(['provision', 'cancel']);
  });
});

describe('a license', () => {
  it('whose sale timed out is never issued again before somebody settles it', async () => {
    world.fake.inject({ on: 'licensing.issue', fault: LOST });
    expect(await world.run(SALE, IMPATIENT)).toMatchObject({ code: 1 });
    for (const args of [SALE, ['tick'], ['license', 'status', '2001']]) {
      expect(await world.run(args), args.join(' ')).toMatchObject({ code: 1 });
    }
    expect(await world.run(['license', 'revoke', '2001'])).toMatchObject({ code: 2 });
    expect(await world.run(['license', 'settle', '2001', 'ffffffffffff'])).toMatchObject({ code: 2 });
    const { value } = await jsonOf('license', 'candidates', '2001');
    expect(value).toEqual([
      { reference: expect.stringMatching(/^[\da-f]{12}$/), issuedAt: expect.any(String) },
    ]);
    const settle = ['license', 'settle', '2001', value[0].reference];
    expect(await world.run(settle)).toMatchObject({ code: 0 });
    expect(operations().filter((name) => name === 'licensing.issue')).toHaveLength(1);
    const [license] = world.fake.state.licenses.values();
    expect((await jsonOf('license', 'key', '2001')).value).toEqual({ licenseKey: license?.key });
  });

  it('of another service or product is no candidate', async () => {
    await world.run(['license', 'sell', '2000', 'jetpack-scan']);
    await world.run(['license', 'sell', '1999', 'jetpack-complete']);
    world.fake.inject({ on: 'licensing.issue', fault: { kind: 'silence' } });
    await world.run(SALE, IMPATIENT);
    expect((await jsonOf('license', 'candidates', '2001')).value).toEqual([]);
    expect(await world.run(['license', 'settle', '2001', 'none'])).toMatchObject({ code: 0 });
    expect(await world.run(SALE)).toMatchObject({ code: 0 });
    expect(world.fake.state.licenses.size).toBe(3);
  });

  it('is attached once, also when the answer to that was lost, and not to a second site', async () => {
    for (const url of [SITE, 'https://blog.example.com']) world.fake.addSite({ url, isConnected: true });
    await world.run(SALE);
    world.fake.inject({ on: 'licensing.attach', fault: LOST });
    const attach = ['license', 'attach', '2001', SITE];
    expect(await world.run(attach, IMPATIENT)).toMatchObject({ code: 3 });
    expect(await jsonOf(...attach)).toMatchObject({ code: 0, value: { how: 'attached before' } });
    expect(await world.run(['license', 'attach', '2001', 'https://blog.example.com'])).toMatchObject({
      code: 2,
    });
    expect(operations().filter((name) => name === 'licensing.attach')).toHaveLength(1);
  });

  it('whose revocation timed out is read before it is revoked again', async () => {
    await world.run(SALE);
    world.fake.inject({ on: 'licensing.revoke', fault: LOST });
    expect(await world.run(['license', 'revoke', '2001'], IMPATIENT)).toMatchObject({ code: 3 });
    expect(await world.run(['license', 'revoke', '2001'])).toMatchObject({ code: 0 });
    expect(operations().filter((name) => name === 'licensing.revoke')).toHaveLength(1);
  });

  it('whose revocation was lost is revoked by a tick, and needs a look where that is refused', async () => {
    await world.run(SALE);
    world.fake.inject({ on: 'licensing.revoke', fault: { kind: 'silence' } });
    expect(await world.run(['license', 'revoke', '2001'], IMPATIENT)).toMatchObject({ code: 3 });
    const refused = jetpackFault('rest', 403, 'rest_forbidden');
    world.fake.inject({ on: 'licensing.revoke', fault: refused });
    expect(await world.run(['tick'])).toMatchObject({ code: 1, said: expect.stringContaining('forbidden') });
    world.fake.inject({ on: 'licensing.get', times: 3, fault: { kind: 'network-error' } });
    expect(await world.run(['tick'])).toMatchObject({ code: 3 });
    expect(await world.run(['tick'])).toMatchObject({ code: 0, said: expect.stringContaining('is revoked') });
    expect(await world.run(['tick'])).toMatchObject({ code: 0, said: 'nothing to do' });
  });

  it('that was sold anew is not revoked by a tick that read an older list', async () => {
    await world.run(SALE);
    const { licenses } = world.shop;
    const sold = await licenses.get('2001');
    if (sold === null) throw new Error('nothing was sold');
    await licenses.revoke('2001');
    await world.run(SALE);
    const older = { ...sold, status: 'revoking' } as const;
    expect(await revokeAgain(world.shop, older)).toMatchObject({
      value: { status: 'issued' },
      lines: [expect.any(String), expect.stringContaining('OTHER_LICENSE')],
    });
    expect(await licenses.get('2001')).toMatchObject({ status: 'issued', failure: null });
  });

  it('that is revoked has no key to show, and may be sold anew', async () => {
    await world.run(SALE);
    expect(await world.run(['license', 'revoke', '2001'])).toMatchObject({ code: 0 });
    expect(await world.run(['license', 'key', '2001'])).toMatchObject({ code: 2 });
    expect(await world.run(SALE)).toMatchObject({ code: 0 });
    expect(world.fake.state.licenses.size).toBe(2);
  });
});

describe('the secrets', () => {
  it('of a customer are shown by one command each, and those of the shop by none', async () => {
    world.fake.addSite({ url: SITE });
    await world.run(ORDER);
    await world.run(SALE);
    const [link, key] = [await world.run(['link', '1042']), await world.run(['license', 'key', '2001'])];
    for (const args of [ORDER, SALE, ['status', '1042'], ['license', 'status', '2001'], ['list'], ['test']]) {
      for (const more of [[], ['--json']]) world.said.push((await world.run([...args, ...more])).said);
    }
    world.fake.advance(MINUTE_MS);
    world.said.push((await world.run(['tick', '--json'])).said);
    expect((await runChecks(world)).at(-1)?.problems).toEqual([]);
    for (const { said } of [link, key]) {
      world.said.push(said);
      expect((await runChecks(world)).at(-1)?.problems).not.toEqual([]);
      world.said.pop();
    }
  });

  it('that the vendor does not take are told', async () => {
    const wrong = { JETPACK_CLIENT_SECRET: 'canary-secret', JETPACK_LICENSING_TOKEN: 'canary-token' };
    const { code, said } = await world.run(['test', '--json'], wrong);
    expect({ code, value: JSON.parse(said) }).toEqual({
      code: 1,
      value: { partnerKey: false, licensingToken: false },
    });
    const refused = await world.run(ORDER, wrong);
    expect(refused).toMatchObject({ code: 2, said: expect.stringContaining('invalid_client') });
    expect(refused.said).not.toContain('canary');
  });
});
