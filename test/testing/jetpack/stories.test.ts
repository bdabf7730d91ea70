import { InMemoryLicenseRepository, JetpackLicenses } from 'reseller-sdk/jetpack/licenses';
import { InMemoryPlanRepository, JetpackPlans } from 'reseller-sdk/jetpack/plans';
import { DEFAULT_JETPACK_TEST_KEY } from 'reseller-sdk/testing';
import { expect, test } from 'vitest';
import { DAY_MS, SITE, world } from './world.ts';

test('a plan is sold before its domain is there, lost on the way, connected, and cancelled', async () => {
  const { fake, clock, jetpack } = world({ sites: [] });
  const repository = new InMemoryPlanRepository();
  const plans = new JetpackPlans({ repository, partnerKeys: { live: jetpack }, clock });
  const sell = () => plans.sell('service-42', { siteUrl: SITE, localUser: 'admin', plan: 'premium' });

  fake.inject({ on: 'provision', fault: { kind: 'lost-answer' } });
  expect(await sell()).toMatchObject({ status: 'requesting', failure: { code: 'NETWORK' } });
  expect(fake.state.activations).toHaveLength(1);
  clock.advance(60_000);
  await plans.recheckDue();
  expect(await plans.get('service-42')).toMatchObject({ status: 'waiting_for_domain', attempts: 2 });

  expect(fake.state.activations).toHaveLength(1);

  fake.addSite({ url: SITE });
  clock.advance(15 * DAY_MS);
  await plans.recheckDue();
  const waiting = await plans.get('service-42');
  expect(waiting).toMatchObject({ status: 'awaiting_connection', nextUrl: expect.any(String) });
  fake.authorize(waiting?.nextUrl ?? '');
  clock.advance(DAY_MS);
  await plans.recheckDue();
  expect(await plans.get('service-42')).toMatchObject({ status: 'provisioned' });
  const open = () => fake.state.activations.filter(({ endedAt }) => endedAt === null);
  expect(open()).toMatchObject([{ plan: 'premium' }]);

  fake.inject({ on: 'cancel', fault: { kind: 'lost-answer' } });
  expect(await plans.cancel('service-42')).toMatchObject({ status: 'cancelling' });
  clock.advance(5 * 60_000);
  expect(await plans.cancel('service-42')).toMatchObject({ status: 'nothing_to_cancel' });
  expect(open()).toEqual([]);
});

test('a plan of a test key is looked after without a status', async () => {
  const { fake, clock, connect } = world();
  const partnerKeys = { test: connect(DEFAULT_JETPACK_TEST_KEY) };
  const repository = new InMemoryPlanRepository();
  const plans = new JetpackPlans({ repository, partnerKeys, testKeys: ['test'], clock });
  const order = { siteUrl: SITE, localUser: 'admin', plan: 'premium' };
  const { nextUrl } = await plans.sell('service-1', order);
  fake.authorize(nextUrl ?? '');
  expect(await plans.recheck('service-1')).toMatchObject({ status: 'provisioned' });
  expect(fake.requests.some(({ operation }) => operation === 'status')).toBe(false);
});

test('a license whose answer was lost is found, and no second one is issued', async () => {
  const { fake, clock, jetpack } = world();
  const repository = new InMemoryLicenseRepository();
  const licenses = new JetpackLicenses({ jetpack, repository, clock });
  const sell = () => licenses.sell('service-42', { product: 'jetpack-scan' });
  fake.addLicense('jetpack-anti-spam');

  fake.state.partner.hasPaymentMethod = false;
  await expect(sell()).rejects.toMatchObject({ code: 'missing_valid_payment_method' });
  fake.state.partner.hasPaymentMethod = true;
  fake.inject({ on: 'licensing.issue', fault: { kind: 'lost-answer' } });
  expect(await sell()).toMatchObject({ status: 'unsettled' });
  expect(await sell()).toMatchObject({ status: 'unsettled' });
  expect(fake.state.licenses.size).toBe(2);

  const [candidate, ...others] = await licenses.candidates('service-42');
  expect(others).toEqual([]);
  const { licenseKey = '' } = candidate ?? {};
  expect(await licenses.settle('service-42', { licenseKey })).toMatchObject({ status: 'issued', licenseKey });
  expect(await licenses.revoke('service-42')).toMatchObject({ status: 'revoked' });
  expect(fake.state.licenses.get(licenseKey)?.revokedAt).toEqual(clock.now());
});
