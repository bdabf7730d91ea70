/** The record that `docs/coming-from-whmcs-katapult.md` tells users to write for a machine of their old shop. */
import { SecretBox } from 'reseller-sdk';
import { KatapultConnection } from 'reseller-sdk/katapult';
import { InMemoryVmRepository, newVmRecord, VmProvisioner } from 'reseller-sdk/katapult/vm';
import { DEFAULT_KATAPULT_TOKEN, FakeClock, FakeKatapult } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';

const MINUTE_MS = 60_000;
const REQUEST = {
  kind: 'package',
  package: { permalink: 'small-1' },
  data_center: { permalink: 'xe-one' },
  disk_template: { permalink: 'templates/debian-12' },
} as const;

function shopOn(fake: FakeKatapult, clock: FakeClock) {
  const repository = new InMemoryVmRepository();
  const secretBox = new SecretBox({ keys: [{ id: 'k1', key: new Uint8Array(32).fill(7) }] });
  const katapult = new KatapultConnection({ token: DEFAULT_KATAPULT_TOKEN, fetch: fake.fetch });
  const shop = new VmProvisioner({ katapult, repository, secretBox, clock, sleep: clock.sleep });
  const pass = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute += 1) {
      clock.advance(MINUTE_MS);
      await shop.tickDue();
    }
  };
  return { repository, secretBox, shop, pass };
}

/** A machine that an old shop built, and a new shop that has the record of the documentation for it. */
async function broughtAlong() {
  const clock = new FakeClock();
  const fake = new FakeKatapult({ clock });
  const [organizationId = ''] = fake.state.organizations.keys();
  const old = shopOn(fake, clock);
  await old.shop.request('old', { organizationId, hostname: 'web1', request: REQUEST });
  await old.pass(5);
  const { vmId = null, fqdn = null, ips = [] } = (await old.shop.record('old')) ?? {};
  const opened = shopOn(fake, clock);
  const rootPassword = await opened.secretBox.seal('old password', 'katapult/root-password/svc-1');
  const builtAt = '2026-01-05T08:00:00Z';
  const request = {
    attempt: 1,
    requestId: 'whmcs-svc-1',
    requestedAt: builtAt,
    organizationId,
  };
  const addresses = { hostname: 'web1', fqdn, ips, primaryIp: ips[0] ?? null };
  const built = { state: 'built', vmId, builtAt, ...addresses, rootPassword, version: 1 } as const;
  await opened.repository.save({ ...newVmRecord('svc-1'), ...request, ...built }, 0, []);
  return { fake, ...opened };
}

describe('a machine of the old shop', () => {
  it('has a view, its password and its actions', async () => {
    const { shop } = await broughtAlong();
    expect(await shop.view('svc-1')).toMatchObject({ vm: { state: 'started' }, actions: { stop: true } });
    expect((await shop.revealRootPassword('svc-1'))?.reveal()).toBe('old password');
    expect(await shop.shutdown('svc-1', { actor: 'client 7' })).toMatchObject({ refused: null });
  });

  it('can be terminated to the end', async () => {
    const { shop, pass, fake } = await broughtAlong();
    await shop.terminate('svc-1', { mode: 'purge' });
    await pass(30);
    expect(await shop.record('svc-1')).toMatchObject({ state: 'gone' });
    expect(fake.state.virtualMachines.size).toBe(0);
  });

  it('comes back from the trash', async () => {
    const { shop, pass } = await broughtAlong();
    await shop.terminate('svc-1');
    await pass(10);
    expect(await shop.record('svc-1')).toMatchObject({ state: 'trashed' });
    expect(await shop.restore('svc-1')).toMatchObject({ refused: null, record: { state: 'built' } });
  });
});
