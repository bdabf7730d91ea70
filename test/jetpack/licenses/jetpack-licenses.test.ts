import { JetpackPartnerClient } from 'reseller-sdk/jetpack';
import { JetpackLicenses } from 'reseller-sdk/jetpack/licenses';
import { describe, expect, it } from 'vitest';
import { gate } from '../../support/gate.ts';
import { LicenseWorld, MINUTE_MS } from './world.ts';

const ORDER = { product: 'jetpack-scan' };

/** A world in which the first license is issued, but its answer is on the way until it is let go. */
async function atWork() {
  const world = new LicenseWorld();
  const { pass, isIn, letGo } = gate();
  world.fake.hook({ on: 'licensing.issue', after: pass });
  const sale = world.licenses.sell('s1', ORDER);
  await isIn;
  return { world, sale, letGo };
}

describe('JetpackLicenses', () => {
  it('refuses options that cannot work', () => {
    const { jetpack, repository } = new LicenseWorld();
    expect(() => new JetpackLicenses({ jetpack: JSON.parse('{}'), repository })).toThrow(/jetpack must be/);
    expect(() => new JetpackLicenses({ jetpack, repository, leaseMs: 1.5 })).toThrow(/leaseMs/);
  });

  it('keeps others out while a license is being issued', async () => {
    const { world, sale, letGo } = await atWork();
    const busy = { code: 'VERSION_CONFLICT', retryable: true };
    await expect(world.licenses.sell('s1', ORDER)).rejects.toMatchObject(busy);
    await expect(world.licenses.settle('s1', 'not-issued')).rejects.toMatchObject(busy);
    await expect(world.licenses.candidates('s1')).rejects.toMatchObject(busy);
    await expect(world.licenses.revoke('s1')).rejects.toMatchObject(busy);
    letGo();
    expect(await sale).toMatchObject({ status: 'issued' });
  });

  it('notes the license of a worker that was taken for dead', async () => {
    const { world, sale, letGo } = await atWork();
    world.clock.advance(5 * MINUTE_MS);
    expect(await world.licenses.sell('s1', ORDER)).toMatchObject({ status: 'unsettled' });
    letGo();
    const [license] = world.issued;
    expect(await sale).toMatchObject({ status: 'issued', licenseKey: license?.key });
    expect(world.issued).toHaveLength(1);
  });

  it('notes it also after a human said that none was issued', async () => {
    const { world, sale, letGo } = await atWork();
    world.clock.advance(5 * MINUTE_MS);
    await world.licenses.settle('s1', 'not-issued');
    letGo();
    expect(await sale).toMatchObject({ status: 'issued' });
  });

  it('tells of a license whose sale went on without it', async () => {
    const { world, sale, letGo } = await atWork();
    world.clock.advance(5 * MINUTE_MS);
    await world.licenses.settle('s1', 'not-issued');
    const second = await world.licenses.sell('s1', ORDER);
    letGo();
    const error: unknown = await sale.catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
      retryable: false,
      message: expect.stringContaining('jetpack-scan came for it'),
    });
    for (const { key } of world.issued) expect(String(error)).not.toContain(key);
    expect(await world.licenses.get('s1')).toEqual(second);
  });

  it('knows that nothing was issued when its token was not to be had', async () => {
    const world = new LicenseWorld();
    const { repository, clock, fetch } = world;
    const licensingToken = () => Promise.reject(new Error('the vault is sealed'));
    const jetpack = new JetpackPartnerClient({ licensingToken, fetch });
    const sale = new JetpackLicenses({ jetpack, repository, clock }).sell('s1', ORDER);
    await expect(sale).rejects.toMatchObject({ code: 'CREDENTIAL_UNAVAILABLE', retryable: true });
    expect(await world.licenses.get('s1')).toMatchObject({ status: 'refused', licenseKey: null });
    expect(await world.licenses.sell('s1', ORDER)).toMatchObject({ status: 'issued' });
    expect(world.issued).toHaveLength(1);
  });

  it('takes nothing but the word for a sale that issued nothing', async () => {
    const world = new LicenseWorld();
    world.trouble('issue', 'lost');
    await world.licenses.sell('s1', ORDER);
    for (const verdict of ['{"licenseKey":null}', '{}', 'null', '"not_issued"']) {
      const said = world.licenses.settle('s1', JSON.parse(verdict));
      await expect(said).rejects.toMatchObject({ issues: [{ path: 'verdict' }] });
    }
    expect(await world.licenses.get('s1')).toMatchObject({ status: 'unsettled' });
  });

  it('notes a license in the spelling of the vendor, so that no two services have it', async () => {
    const world = new LicenseWorld();
    for (const key of ['s1', 's2']) {
      world.trouble('issue', 'network');
      await world.licenses.sell(key, ORDER);
    }
    const { key } = world.fake.addLicense(ORDER.product);
    const alter = (text: string) => text.replace(/"license_key":"[^"]+"/, `"license_key":"${key}"`);
    world.fake.inject({ on: 'licensing.get', times: 2, fault: { kind: 'altered', alter } });
    const typed = { licenseKey: ` ${key}\n` };
    expect(await world.licenses.settle('s1', typed)).toMatchObject({ licenseKey: key });
    expect(await world.licenses.settle('s1', typed)).toMatchObject({ licenseKey: key });
    world.fake.addLicense(ORDER.product);
    const other = world.issued[1]?.key ?? '';
    const taken = { code: 'LICENSE_TAKEN' };
    await expect(world.licenses.settle('s2', { licenseKey: other })).rejects.toMatchObject(taken);
  });

  it('refuses a key that no record can have, rather than find nothing to revoke', async () => {
    const { licenses } = new LicenseWorld();
    const wrong = { issues: [{ path: 'serviceKey' }] };
    const key: string = JSON.parse('42');
    await expect(licenses.get(key)).rejects.toMatchObject(wrong);
    await expect(licenses.revoke(key)).rejects.toMatchObject(wrong);
    await expect(licenses.candidates(key)).rejects.toMatchObject(wrong);
    await expect(licenses.settle(key, 'not-issued')).rejects.toMatchObject(wrong);
  });

  it('refuses no order at all, and options that are none, before it writes or asks anything', async () => {
    const world = new LicenseWorld();
    const nothing = JSON.parse('null');
    const issues = [{ path: 'product' }];
    for (const none of [nothing, undefined, {}]) {
      await expect(world.licenses.sell('s1', none)).rejects.toMatchObject({ issues });
    }
    await expect(world.licenses.sell('s1', ORDER, nothing)).rejects.toBeInstanceOf(TypeError);
    expect([await world.licenses.get('s1'), world.calls]).toEqual([null, []]);
    const record = await world.licenses.sell('s1', ORDER);
    const email = { cancellationEmail: JSON.parse('"no"') };
    const wrong = { issues: [{ path: 'cancellationEmail' }] };
    await expect(world.licenses.revoke('s1', email)).rejects.toMatchObject(wrong);
    for (const none of ['null', '""', '7']) {
      const both = { licenseKey: JSON.parse(none), ...email };
      const issues = [{ path: 'licenseKey' }, { path: 'cancellationEmail' }];
      await expect(world.licenses.revoke('s1', both)).rejects.toMatchObject({ issues });
    }
    expect([await world.licenses.get('s1'), world.calls]).toEqual([record, ['issue']]);
  });

  it('believes no refusal that comes after a lost answer: the license may be revoked all the same', async () => {
    const world = new LicenseWorld();
    await world.licenses.sell('s1', ORDER);
    world.trouble('revoke', 'network');
    expect(await world.licenses.revoke('s1')).toMatchObject({ status: 'revoking' });
    world.trouble('revoke', { status: 400, body: { code: 'already_revoked', message: 'x' } });
    await expect(world.licenses.revoke('s1')).rejects.toMatchObject({ code: 'already_revoked' });
    expect(await world.licenses.listOpen()).toMatchObject([{ status: 'revoking' }]);
    expect(await world.licenses.revoke('s1')).toMatchObject({ status: 'revoked' });
  });

  it('tells neither license where another one is meant', async () => {
    const world = new LicenseWorld();
    const { licenseKey } = await world.licenses.sell('s1', ORDER);
    await world.licenses.revoke('s1');
    const second = await world.licenses.sell('s1', ORDER);
    const old = { licenseKey: licenseKey ?? '' };
    const error: unknown = await world.licenses.revoke('s1', old).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'OTHER_LICENSE', retryable: false });
    for (const { key } of world.issued) expect(JSON.stringify(error) + String(error)).not.toContain(key);
    expect(await world.licenses.get('s1')).toEqual(second);
  });

  it('reads every page of the vendor, and no more than it is told to', async () => {
    const world = new LicenseWorld();
    world.trouble('issue', 'lost');
    await world.licenses.sell('s1', ORDER);
    for (let count = 0; count < 200; count += 1) world.fake.addLicense(ORDER.product);
    expect(await world.licenses.candidates('s1')).toHaveLength(201);
    await expect(world.licenses.candidates('s1', { maxPages: 2 })).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
    });
  });

  it('mails the customer only where it is told to', async () => {
    const world = new LicenseWorld();
    for (const [key, options] of [
      ['a', {}],
      ['b', { cancellationEmail: false }],
    ] as const) {
      await world.licenses.sell(key, ORDER);
      await world.licenses.revoke(key, options);
    }
    const asked = world.fake.requests.filter(({ method }) => method === 'DELETE');
    expect(asked.map(({ query }) => query['cancellation_email'])).toEqual([undefined, '0']);
  });
});
