import { JetpackPartnerClient } from 'reseller-sdk/jetpack';
import { JetpackPlans, type PlanVerdict, terminatePlan } from 'reseller-sdk/jetpack/plans';
import { describe, expect, it } from 'vitest';
import { atWork } from './at-work.ts';
import { MINUTE_MS, PlanWorld } from './world.ts';

function refuse(world: PlanWorld, on: 'token' | 'cancel', status: number, error: string): undefined {
  world.trouble(on, { status, body: { error, message: 'x' } });
}

/** The process is told to stop while the token of its next call is fetched. */
function abortAt({ fake }: PlanWorld, stop: AbortController): AbortSignal {
  fake.hook({ on: 'oauth2Token', before: () => stop.abort() });
  return stop.signal;
}

/** The same store, on a client that can send nothing. */
function withoutCredentials({ repository, clock, fetch }: PlanWorld): JetpackPlans {
  const live = new JetpackPartnerClient({ fetch });
  return new JetpackPlans({ repository, clock, partnerKeys: { live } });
}

describe('a cancellation', () => {
  it('cancels with the key that sold, and says which one is missing', async () => {
    const world = new PlanWorld();
    await world.plans.sell('s1', world.order());
    world.options = { partnerKeys: { other: world.jetpack } };
    const missing = { name: 'ConfigError', code: 'UNKNOWN_PARTNER_KEY' };
    await expect(world.plans.cancel('s1')).rejects.toMatchObject(missing);
    expect(await world.record('s1')).toMatchObject({ status: 'awaiting_connection', partnerKey: 'live' });
  });

  it('goes on with a cancellation that a re-check could not finish, whatever kept it from that', async () => {
    const stop = new AbortController();
    const refusals: [string, (world: PlanWorld) => AbortSignal | undefined][] = [
      ['invalid_client', (world) => refuse(world, 'token', 400, 'invalid_client')],
      ['partner_key_disabled', (world) => refuse(world, 'cancel', 400, 'partner_key_disabled')],
      ['ABORTED', (world) => abortAt(world, stop)],
    ];
    for (const [code, trouble] of refusals) {
      const world = new PlanWorld();
      world.setMood('shop.example.com', 'connected');
      await world.plans.sell('s1', world.order());
      world.trouble('cancel', 'network');
      expect(await world.plans.cancel('s1')).toMatchObject({ status: 'cancelling' });
      world.jetpack.invalidateToken();
      world.clock.advance(MINUTE_MS);
      const signal = trouble(world);
      expect(await world.plans.recheckDue({ signal })).toMatchObject([{ failure: { code } }]);
      expect(await world.record('s1')).toMatchObject({ nextCheckAt: '2026-01-01T00:06:00.000Z' });
      world.clock.advance(5 * MINUTE_MS);
      expect(await world.plans.recheckDue()).toMatchObject([{ to: 'cancelled' }]);
    }
  });

  it('finishes a cancellation whose record lacks what later versions added', async () => {
    const world = new PlanWorld();
    world.setMood('shop.example.com', 'connected');
    await world.plans.sell('s1', world.order());
    world.trouble('cancel', 'network');
    await world.plans.cancel('s1');
    const { failure: _failure, ...older } = await world.record('s1');
    const record = JSON.parse(JSON.stringify({ ...older, version: older.version + 1 }));
    await world.repository.save(record, older.version);
    expect(await world.plans.cancel('s1')).toMatchObject({ status: 'cancelled', claim: null });
  });

  it('sells a site to nobody while a cancellation of it may come through late', async () => {
    const world = new PlanWorld();
    await world.plans.sell('s1', world.order());
    let comesThrough = async (): Promise<unknown> => undefined;
    const late = async (): Promise<never> => {
      comesThrough = () => terminatePlan(world.jetpack, { site: 'shop.example.com' });
      throw new Error('lost');
    };
    world.fake.hook({ on: 'cancel', before: late });
    expect(await world.plans.cancel('s1')).toMatchObject({ status: 'cancelling' });
    world.clock.advance(MINUTE_MS);
    await world.plans.recheckDue();
    const taken = { code: 'SITE_TAKEN' };
    await expect(world.plans.sell('s2', world.order())).rejects.toMatchObject(taken);
    await comesThrough();
    world.clock.advance(5 * MINUTE_MS);
    await world.plans.recheckDue();
    expect(await world.plans.sell('s2', world.order())).toMatchObject({ status: 'awaiting_connection' });
    expect(world.sold).toHaveLength(1);
  });

  it('leaves a cancellation that was refused for good to a human', async () => {
    const world = new PlanWorld();
    await world.plans.sell('s1', world.order());
    world.trouble('cancel', 'network');
    await world.plans.cancel('s1');
    world.clock.advance(MINUTE_MS);
    refuse(world, 'cancel', 403, 'incorrect_partner_key');
    expect(await world.plans.recheckDue()).toMatchObject([{ failure: { code: 'incorrect_partner_key' } }]);
    expect(await world.record('s1')).toMatchObject({ status: 'cancelling', nextCheckAt: null });
  });

  it('leaves a record as it was whose first cancellation ended here before anything was sent', async () => {
    const stop = new AbortController();
    for (const [code, cancel] of [
      ['ABORTED', (world: PlanWorld) => world.plans.cancel('s1', { signal: AbortSignal.abort() })],
      ['ABORTED', (world: PlanWorld) => world.plans.cancel('s1', { signal: abortAt(world, stop) })],
      ['missing_credentials', (world: PlanWorld) => withoutCredentials(world).cancel('s1')],
    ] as const) {
      const world = new PlanWorld();
      const before = await world.plans.sell('s1', world.order());
      world.jetpack.invalidateToken();
      await expect(cancel(world)).rejects.toMatchObject({ code });
      const { version } = await world.record('s1');
      expect(await world.record('s1')).toEqual({ ...before, version });
      expect(version).toBe(before.version + 2);
      expect(world.calls).toEqual(['provision shop.example.com']);
      world.clock.advance(MINUTE_MS);
      expect(await world.plans.recheckDue()).toMatchObject([{ to: 'awaiting_connection' }]);
    }
  });

  it('leaves a cancellation open that was sent when it was stopped, or for which no token was given', async () => {
    const stop = new AbortController();
    const sent = new PlanWorld();
    sent.fake.hook({ on: 'cancel', before: () => stop.abort() });
    await sent.plans.sell('s1', sent.order());
    const left = await sent.plans.cancel('s1', stop);
    expect(left).toMatchObject({ status: 'cancelling', nextCheckAt: '2026-01-01T00:01:00.000Z' });
    const refused = new PlanWorld();
    await refused.plans.sell('s1', refused.order());
    refused.jetpack.invalidateToken();
    refuse(refused, 'token', 400, 'invalid_client');
    await expect(refused.plans.cancel('s1')).rejects.toMatchObject({ code: 'invalid_client' });
    expect(await refused.record('s1')).toMatchObject({ status: 'cancelling', nextCheckAt: null });
  });

  it('keeps why a cancellation waits for a human where another one ends here', async () => {
    const world = new PlanWorld();
    await world.plans.sell('s1', world.order());
    refuse(world, 'cancel', 400, 'not_jps_plan');
    await expect(world.plans.cancel('s1')).rejects.toMatchObject({ code: 'not_jps_plan' });
    const again = world.plans.cancel('s1', { signal: AbortSignal.abort() });
    await expect(again).rejects.toMatchObject({ code: 'ABORTED' });
    const failure = { code: 'not_jps_plan' };
    expect(await world.record('s1')).toMatchObject({ status: 'cancelling', nextCheckAt: null, failure });
  });

  it('takes no verdict but the two, and none while a call may come through', async () => {
    const { world, sale, letGo } = await atWork();
    const word = world.plans.settle('s1', JSON.parse('"kept"'));
    await expect(word).rejects.toMatchObject({ issues: [{ path: 'verdict' }] });
    world.options = { partnerKeys: { other: world.jetpack } };
    const busy = { code: 'VERSION_CONFLICT', retryable: true };
    await expect(world.plans.settle('s1', 'cancelled')).rejects.toMatchObject(busy);
    letGo();
    await sale;
    await expect(world.plans.settle('s1', 'cancelled')).rejects.toMatchObject(busy);
    expect(await world.record('s1')).toMatchObject({ status: 'awaiting_connection' });
  });

  it('lets a human settle what was sold with a key that is gone, without a call', async () => {
    for (const verdict of ['cancelled', 'provisioned'] as const) {
      const world = new PlanWorld();
      await world.plans.sell('s1', world.order());
      world.options = { partnerKeys: { other: world.jetpack } };
      world.clock.advance(5 * MINUTE_MS);
      const claim = verdict === 'cancelled' ? null : 'shop.example.com';
      const rest = { nextUrl: null, nextCheckAt: null, failure: null };
      const settled = { as: verdict, at: '2026-01-01T00:05:00.000Z' };
      const record = await world.plans.settle('s1', verdict);
      expect(record).toMatchObject({ status: verdict, claim, ...rest, settled });
      world.clock.advance(MINUTE_MS);
      expect(await world.plans.settle('s1', verdict)).toEqual(record);
      expect(world.calls).toEqual(['provision shop.example.com']);
    }
  });

  it('cancels a plan that comes after a human said that it was over', async () => {
    const { world, sale, letGo } = await atWork();
    world.clock.advance(5 * MINUTE_MS);
    refuse(world, 'cancel', 400, 'not_jps_plan');
    await expect(world.plans.cancel('s1')).rejects.toMatchObject({ code: 'not_jps_plan' });
    world.clock.advance(5 * MINUTE_MS);
    expect(await world.plans.settle('s1', 'cancelled')).toMatchObject({ claim: null });
    letGo();
    await expect(sale).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(await world.record('s1')).toMatchObject({
      ...{ status: 'cancelling', claim: 'shop.example.com', settled: { as: 'cancelled' } },
    });
  });

  it('leaves a plan as it was when its secret was not to be had, and cancels it for good right after', async () => {
    const world = new PlanWorld();
    world.setMood('shop.example.com', 'connected');
    await world.plans.sell('s1', world.order());
    const before = await world.record('s1');
    const clientSecret = () => Promise.reject(new Error('the vault is sealed'));
    const sealed = new JetpackPartnerClient({ clientId: '12345', clientSecret, fetch: world.fetch });
    world.options = { partnerKeys: { live: sealed } };
    world.clock.advance(6 * MINUTE_MS);
    await expect(world.plans.cancel('s1')).rejects.toMatchObject({ code: 'CREDENTIAL_UNAVAILABLE' });
    expect(await world.record('s1')).toEqual({ ...before, version: before.version + 2 });
    world.options = {};
    expect(await world.plans.cancel('s1')).toMatchObject({ status: 'cancelled', claim: null });
  });

  it('keeps what a human decided until the service is sold anew', async () => {
    const world = await settledAs('provisioned');
    await world.plans.cancel('s1');
    expect(await world.record('s1')).toMatchObject({ status: 'cancelled', settled: { as: 'provisioned' } });
    expect(await world.plans.sell('s1', world.order())).toMatchObject({ settled: null });
  });

  it('goes on with records from before decisions were noted', async () => {
    const world = await settledAs('provisioned');
    const { settled: _settled, ...before } = await world.record('s1');
    await world.repository.save({ ...before, version: before.version + 1 }, before.version);
    expect(await world.plans.get('s1')).not.toHaveProperty('settled');
    expect(await world.plans.cancel('s1')).toMatchObject({ status: 'cancelled' });
  });
});

/** A plan of a key that was gone, about which a human decided, and whose key came back. */
async function settledAs(verdict: PlanVerdict) {
  const world = new PlanWorld();
  await world.plans.sell('s1', world.order());
  world.clock.advance(5 * MINUTE_MS);
  world.options = { partnerKeys: { other: world.jetpack } };
  await world.plans.settle('s1', verdict);
  world.options = {};
  return world;
}
