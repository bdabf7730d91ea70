import { FakeClock, FakeJetpack, type FakeJetpackOptions, type JetpackSeedSite } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import * as operations from '../../../src/jetpack/operations/index.ts';
import { ORDER, SITE, send, world } from './world.ts';

describe('the fake', () => {
  test('plays every operation of the client, at its method and path', async () => {
    const { fake } = world();
    for (const { name, method, path } of Object.values(operations)) {
      fake.clearRequests();
      await send(fake, method, path.replace(/\{\w+\}/g, '7'));
      expect(fake.requests).toMatchObject([{ operation: name, status: expect.any(Number) }]);
    }
  });

  test('takes parameters in any encoding of the framework', async () => {
    const { fake, jetpack } = world();
    const authorization = `Bearer ${(await jetpack.token()).reveal()}`;
    const path = '/rest/v1.3/jpphp/provision';
    for (const [body, type] of [
      [new URLSearchParams(ORDER), 'application/x-www-form-urlencoded'],
      [JSON.stringify({ ...ORDER, force_register: true }), 'application/json'],
    ] as const) {
      const headers = { authorization, 'content-type': type };
      expect(await send(fake, 'POST', path, { headers, body })).toMatchObject([200, { success: true }]);
    }
    const headers = { authorization, 'content-type': 'application/json' };
    const broken = { error: 'invalid_siteurl' };
    expect(await send(fake, 'POST', path, { headers, body: '{' })).toMatchObject([400, broken]);
  });

  test('is broken by operation, and by hooks', async () => {
    const { fake, jetpack } = world();
    fake.hook({ on: 'cancel', before: () => void fake.connect(SITE) });
    await jetpack.provision(ORDER);
    expect(await jetpack.cancel(SITE)).toEqual({ success: true });
    expect(fake.state.activations).toMatchObject([
      { activatedAt: expect.any(Date), endedAt: expect.any(Date) },
    ]);
    expect(() => fake.inject({ on: 'siteStatus', fault: { kind: 'empty' } })).toThrow('siteStatus');
  });

  test('shares nothing with another, and does the same for the same seed', async () => {
    const site: JetpackSeedSite = { url: SITE, users: [{ id: 7, login: 'ada', email: 'ada@example.com' }] };
    const keys = [{ clientId: '12345', clientSecret: 'fake-client-secret', allowances: { premium: 1 } }];
    const [one, two] = [world({ sites: [site], keys }), world({ sites: [site], keys })];
    const order = { ...ORDER, local_user: 'ada' };
    expect(await one.jetpack.provision(order)).toEqual(await two.jetpack.provision(order));
    for (const key of one.fake.state.keys.values()) key.allowances['premium'] = 0;
    expect(keys[0]?.allowances).toEqual({ premium: 1 });
    one.fake.connect(SITE);
    expect(two.fake.site(SITE).isConnected).toBe(false);
  });

  test('refuses what no server could have', () => {
    const wrong: readonly FakeJetpackOptions[] = [
      { tokenSeconds: 0 },
      { sites: [{ url: 'shop.example.com' }] },
      { sites: [{ url: SITE }, { url: `${SITE}/` }] },
      { keys: [{ clientId: '1', clientSecret: 's', allowances: { 'unheard-of': 1 } }] },
      {
        keys: [
          { clientId: '1', clientSecret: 's' },
          { clientId: '1', clientSecret: 't' },
        ],
      },
    ];
    for (const options of wrong) expect(() => new FakeJetpack(options)).toThrow('FakeJetpack');
    const fake = new FakeJetpack({ clock: { now: () => new Date(0) } });
    expect(() => fake.advance(1)).toThrow('FakeClock');
    expect(() => fake.site(SITE)).toThrow(SITE);
    expect(() => fake.addPlan(SITE, 'unheard-of')).toThrow('unheard-of');
    expect(() => fake.addPlan(SITE, 'premium', 7)).toThrow('7');
    expect(() => fake.addLicense('unheard-of')).toThrow('unheard-of');
    expect(fake.authorize('https://wordpress.example.com/?secret=none')).toBeUndefined();
    expect(new FakeJetpack({ clock: new FakeClock() }).state.sites.size).toBe(0);
  });
});
