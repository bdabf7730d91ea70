import { JetpackPartnerClient } from 'reseller-sdk/jetpack';
import { createPlan, JetpackPlans } from 'reseller-sdk/jetpack/plans';
import { describe, expect, it } from 'vitest';
import { atWork } from './at-work.ts';
import { MINUTE_MS, PlanWorld } from './world.ts';

describe('JetpackPlans', () => {
  it('refuses options that cannot work', () => {
    const { jetpack, repository } = new PlanWorld();
    expect(() => new JetpackPlans({ repository, partnerKeys: {} })).toThrow(/partnerKeys is empty/);
    const partnerKeys = { live: jetpack };
    expect(() => new JetpackPlans({ repository, partnerKeys, testKeys: ['test'] })).toThrow(/testKeys/);
    expect(() => new JetpackPlans({ repository, partnerKeys, leaseMs: 0 })).toThrow(/leaseMs/);
    const noClient = { live: JSON.parse('null') };
    expect(() => new JetpackPlans({ repository, partnerKeys: noClient })).toThrow(/partnerKeys.live must be/);
    const exclusive = JSON.parse('"sites"');
    expect(() => new JetpackPlans({ repository, partnerKeys, exclusive })).toThrow(/exclusive/);
  });

  it('keeps other workers out while one is at a service', async () => {
    const { world, sale, letGo } = await atWork();
    const busy = { code: 'VERSION_CONFLICT', retryable: true };
    await expect(world.plans.sell('s1', world.order())).rejects.toMatchObject(busy);
    await expect(world.plans.cancel('s1')).rejects.toMatchObject(busy);
    await expect(world.plans.recheck('s1')).rejects.toMatchObject(busy);
    world.clock.advance(4 * MINUTE_MS);
    expect(await world.plans.recheckDue()).toEqual([]);
    letGo();
    expect(await sale).toMatchObject({ status: 'awaiting_connection', attempts: 1 });
    expect(world.calls).toEqual(['provision shop.example.com']);
  });

  it('takes over from a worker that is late, who then changes nothing', async () => {
    const { world, sale, letGo } = await atWork();
    world.clock.advance(5 * MINUTE_MS);
    const over = await world.plans.recheckDue();
    expect(over).toMatchObject([{ from: 'requesting', to: 'awaiting_connection' }]);
    letGo();
    await expect(sale).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(await world.record('s1')).toMatchObject({ status: 'awaiting_connection', attempts: 2 });
    expect(world.sold).toHaveLength(1);
  });

  it('cancels once more where a plan comes after its cancellation was over', async () => {
    const { world, sale, letGo } = await atWork();
    world.clock.advance(5 * MINUTE_MS);
    expect(await world.plans.cancel('s1')).toMatchObject({ status: 'nothing_to_cancel', claim: null });
    letGo();
    await expect(sale).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(world.sold).toHaveLength(1);
    const claim = 'shop.example.com';
    expect(await world.record('s1')).toMatchObject({ status: 'cancelling', claim, busyUntil: null });
    world.clock.advance(MINUTE_MS);
    expect(await world.plans.recheckDue()).toMatchObject([{ from: 'cancelling', to: 'cancelling' }]);
    expect(world.sold).toEqual([]);
    world.clock.advance(5 * MINUTE_MS);
    expect(await world.plans.recheckDue()).toMatchObject([{ to: 'nothing_to_cancel' }]);
  });

  it('tells of a plan that came too late for the record, and what to do about it', async () => {
    for (const goOn of [
      (world: PlanWorld) => world.plans.sell('s1', world.order('other.example.com')),
      (world: PlanWorld) => world.plans.sell('s2', world.order()),
    ]) {
      const { world, sale, letGo } = await atWork();
      world.clock.advance(5 * MINUTE_MS);
      await world.plans.cancel('s1');
      await goOn(world);
      letGo();
      await expect(sale).rejects.toMatchObject({
        code: 'IDEMPOTENCY_CONFLICT',
        retryable: false,
        message: expect.stringContaining('cancel it there by terminatePlan with the partner key live'),
      });
    }
  });

  it('refuses a key that no record can have, rather than find nothing to cancel', async () => {
    const world = new PlanWorld();
    const key: string = JSON.parse('42');
    const wrong = { issues: [{ path: 'serviceKey' }] };
    await expect(world.plans.get(key)).rejects.toMatchObject(wrong);
    await expect(world.plans.cancel(key)).rejects.toMatchObject(wrong);
    await expect(world.plans.recheck('')).rejects.toMatchObject(wrong);
    const order = { ...world.order(), forceRegister: JSON.parse('null') };
    await expect(world.plans.sell(key, order)).rejects.toMatchObject({
      issues: [{ path: 'serviceKey' }, { path: 'forceRegister' }],
    });
    expect(await world.repository.load('s1')).toBeNull();
    await expect(world.plans.recheckDue({ limit: 0 })).rejects.toMatchObject({ issues: [{ path: 'limit' }] });
  });

  it('refuses no order at all, and options that are none, before it writes or asks anything', async () => {
    const world = new PlanWorld();
    const nothing = JSON.parse('null');
    const issues = ['siteUrl', 'localUser', 'plan'].map((path) => ({ path }));
    for (const none of [nothing, undefined, {}]) {
      await expect(world.plans.sell('s1', none)).rejects.toMatchObject({ issues });
      await expect(createPlan(world.jetpack, none)).rejects.toMatchObject({ issues });
    }
    await expect(world.plans.sell('s1', world.order(), nothing)).rejects.toBeInstanceOf(TypeError);
    expect([await world.plans.get('s1'), world.log]).toEqual([null, []]);
  });

  it('says of a re-check that its partner key is missing', async () => {
    const world = new PlanWorld();
    await world.plans.sell('s1', world.order());
    world.options = { partnerKeys: { other: world.jetpack } };
    await expect(world.plans.recheck('s1')).rejects.toMatchObject({ code: 'UNKNOWN_PARTNER_KEY' });
  });

  it('does not believe a lease that no clock of this lifecycle set', async () => {
    const world = new PlanWorld();
    world.trouble('provision', 'lost');
    const record = await world.plans.sell('s1', world.order());
    const wrong = { ...record, busyUntil: '2099-01-01T00:00:00.000Z', version: record.version + 1 };
    await world.repository.save(wrong, record.version);
    expect(await world.plans.recheck('s1')).toMatchObject({ status: 'awaiting_connection' });
  });

  it('puts a check back that failed before it began, so that it blocks no others', async () => {
    const world = new PlanWorld();
    await world.plans.sell('s1', world.order());
    world.trouble('cancel', 'lost');
    await world.plans.cancel('s1');
    world.options = { partnerKeys: { other: world.jetpack } };
    world.clock.advance(MINUTE_MS);
    const failure = { code: 'UNKNOWN_PARTNER_KEY' };
    const [check] = await world.plans.recheckDue();
    expect(check).toMatchObject({ from: 'cancelling', to: 'cancelling', failure });
    expect(await world.plans.recheckDue()).toEqual([]);
    expect(await world.record('s1')).toMatchObject({ nextCheckAt: '2026-01-01T00:06:00.000Z', failure });
  });

  it('tells of a status that it does not know, keeps all of it, and lets others have their turn', async () => {
    const world = new PlanWorld();
    const { version, ...known } = await world.plans.sell('s1', world.order());
    const newer = JSON.parse(
      JSON.stringify({ ...known, status: 'moving', movesTo: 'there', version: version + 1 }),
    );
    await world.repository.save(newer, version);
    await world.plans.sell('s2', world.order('other.example.com'));
    world.clock.advance(MINUTE_MS);
    expect(await world.plans.recheck('s1')).toEqual(newer);
    const failure = { code: 'unknown_status', message: expect.stringContaining('the status moving.') };
    const told = [{ serviceKey: 's1', from: 'moving', to: 'moving', failure }];
    expect(await world.plans.recheckDue({ limit: 1 })).toMatchObject(told);
    expect(await world.plans.recheckDue({ limit: 1 })).toMatchObject([{ serviceKey: 's2', failure: null }]);
    const putOff = { nextCheckAt: '2026-01-01T00:06:00.000Z', version: version + 2 };
    expect(await world.record('s1')).toEqual({ ...newer, ...putOff });
    world.clock.advance(5 * MINUTE_MS);
    expect(await world.plans.recheckDue({ limit: 1 })).toMatchObject(told);
  });

  it('looks at as many services as it is told, the longest waiting first, and stops at the signal', async () => {
    const world = new PlanWorld();
    for (const key of ['s1', 's2', 's3']) {
      await world.plans.sell(key, world.order(`${key}.example.com`));
      world.clock.advance(1000);
    }
    world.clock.advance(MINUTE_MS);
    const keysOf = async (options: Parameters<JetpackPlans['recheckDue']>[0]) =>
      (await world.plans.recheckDue(options)).map(({ serviceKey }) => serviceKey);
    expect(await keysOf({ signal: AbortSignal.abort() })).toEqual([]);
    expect(await keysOf({ limit: 2 })).toEqual(['s1', 's2']);
    expect(await keysOf({})).toEqual(['s3']);
  });

  it('knows that nothing was ordered when its secret was not to be had', async () => {
    const world = new PlanWorld();
    const clientSecret = () => Promise.reject(new Error('the vault is sealed'));
    const jetpack = new JetpackPartnerClient({ clientId: '12345', clientSecret, fetch: world.fetch });
    world.options = { partnerKeys: { live: jetpack } };
    await expect(world.plans.sell('s1', world.order())).rejects.toMatchObject({
      ...{ code: 'CREDENTIAL_UNAVAILABLE', operation: 'oauth2Token', retryable: true },
    });
    expect(await world.record('s1')).toMatchObject({ status: 'refused', claim: null });
    expect(world.log).toEqual([]);
  });

  it('finds out later what an aborted call did', async () => {
    const { world, sale, letGo } = await atWork();
    letGo();
    await sale;
    const other = new PlanWorld();
    const aborted = other.plans.sell('s1', other.order(), { signal: AbortSignal.abort('enough') });
    await expect(aborted).rejects.toMatchObject({ code: 'ABORTED' });
    expect(await other.record('s1')).toMatchObject({ status: 'refused', claim: null });
    expect(world.sold).toHaveLength(1);
  });
});
