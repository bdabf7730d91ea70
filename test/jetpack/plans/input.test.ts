import { Secret } from 'reseller-sdk';
import { buildProvisionFields, parseProductFields } from 'reseller-sdk/jetpack/plans';
import { describe, expect, it } from 'vitest';

const FIELDS = {
  Plan: 'Premium',
  'Site URL': 'https://shop.example.com',
  'Local User': 'admin',
  jetpack_provisioning_details: '',
};
const ORDER = { siteUrl: 'https://shop.example.com', localUser: 'admin', plan: 'premium' };

describe('parseProductFields', () => {
  it('takes credentials in every form in which the client does', () => {
    for (const clientSecret of ['text', new Secret('text'), async () => 'text']) {
      expect(parseProductFields(FIELDS, { credentials: { clientId: 5, clientSecret } }).ok).toBe(true);
    }
    const empty = parseProductFields(FIELDS, { credentials: { clientId: ' ', clientSecret: null } });
    expect(empty).toMatchObject({ issues: [{ field: 'clientId' }, { field: 'clientSecret' }] });
  });
});

describe('parseProductFields of no product', () => {
  it('misses all four fields', () => {
    for (const none of [undefined, JSON.parse('null'), {}]) {
      expect(parseProductFields(none)).toMatchObject({ ok: false, issues: { length: 4 } });
    }
  });
});

describe('buildProvisionFields', () => {
  it('writes no null and no blank onto the wire', () => {
    const nothing = JSON.parse('null');
    const ssh = { user: 'u', pass: nothing, privateKey: 'k', host: nothing };
    const ftp = { user: 'u', pass: 'p', host: ' ' };
    const flags = { forceRegister: nothing, forceConnect: JSON.parse('"false"'), onboarding: nothing };
    const issues = [
      ...['forceRegister', 'forceConnect', 'onboarding', 'ssh.pass', 'ssh.host', 'ftp.host'],
    ].map((path) => ({ path }));
    let error: unknown;
    try {
      buildProvisionFields({ ...ORDER, ...flags, ssh, ftp });
    } catch (reason) {
      error = reason;
    }
    expect(error).toMatchObject({ name: 'InvalidInputError', issues });
    expect(buildProvisionFields({ ...ORDER, ssh: nothing, ftp: nothing })).toHaveLength(4);
  });
});
