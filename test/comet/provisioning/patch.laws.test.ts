import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UserProfileConfig } from '../../../src/comet/admin/index.ts';
import { applyPatch, diffProfile, type ProfilePatch } from '../../../src/comet/provisioning/index.ts';
import { stringifyJson } from '../../../src/core/http/json.ts';
import { FakeCometServer } from '../../../src/testing/index.ts';

const count = fc.oneof(
  fc.constant('unlimited' as const),
  fc.integer({ min: 1, max: 1000 }),
  fc.constant('7'),
);
const quota = fc.oneof(
  fc.constant('unlimited' as const),
  fc.bigInt({ min: 1n, max: 2n ** 53n - 1n }).map((bytes) => ({ bytes })),
  fc.integer({ min: 1, max: 8191 }).map((tib) => ({ tib })),
  fc.constant({ gib: '1.9' }),
);
const text = fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' });

function sparse<Members extends object>(model: { [K in keyof Members]: fc.Arbitrary<Members[K]> }) {
  return fc.record(model, { requiredKeys: [] });
}

const patches: fc.Arbitrary<ProfilePatch> = sparse<ProfilePatch>({
  policyId: fc.option(text),
  suspended: fc.boolean(),
  limits: sparse({ devices: count, protectedItems: quota, office365: count, hyperv: count, vmware: count }),
  profile: sparse({
    accountName: text,
    emails: fc.array(text, { maxLength: 3 }),
    sendEmailReports: fc.boolean(),
    languageCode: text,
    timezone: text,
  }),
  vault: sparse({
    quota,
    label: text,
    scope: fc.oneof(
      fc.constant('initial' as const),
      fc.constant('all' as const),
      fc.constant({ ids: ['v2'] }),
    ),
    destinationId: fc.constant('v1'),
    detachSharedQuota: fc.constant(true),
  }).map((vault) => ({ ...vault, destinationId: 'v1', detachSharedQuota: true })),
});

/** JSON as a server may send it in members that this package does not know, with awkward names and big integers. */
const unknown = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false, 0, -1, '', 'text', 9223372036854775807n, -(2n ** 60n)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', '__proto__', 'constructor', 'Enabled'), tie('value'), { maxKeys: 3 }),
  ),
})).value;

const unknownMembers = fc.dictionary(fc.constantFrom('New', '__proto__', 'Later', 'toString'), unknown, {
  maxKeys: 4,
});

function vault(extra: object) {
  return { Description: '', StorageLimitEnabled: false, StorageLimitBytes: 0, ...extra };
}

const SERVER = new FakeCometServer({ users: [{ Username: 'acme' }] });

/** A whole profile, as the server would send it, with members and vaults of a later server. */
function profileWith(extra: object, inVault: object): UserProfileConfig {
  const profile = structuredClone(SERVER.profile('acme'));
  const destinations = { v1: vault(inVault), v2: vault({ StorageLimitID: 'team', StorageLimitBytes: 9 }) };
  const members = [...Object.entries({ ...profile, Destinations: destinations }), ...Object.entries(extra)];
  return Object.fromEntries(members) as UserProfileConfig;
}

const profiles = fc
  .tuple(unknownMembers, unknownMembers)
  .map(([extra, inVault]) => profileWith(extra, inVault));

/** Everything but what a patch can be about. */
function rest(profile: UserProfileConfig): unknown {
  const own = new Set([
    'AccountName',
    'AllProtectedItemsQuotaBytes',
    'AllProtectedItemsQuotaEnabled',
    'Emails',
    'IsSuspended',
    'LanguageCode',
    'LocalTimezone',
    'MaximumDevices',
    'Policy',
    'PolicyID',
    'QuotaHyperVGuests',
    'QuotaOffice365ProtectedAccounts',
    'QuotaVMwareGuests',
    'SendEmailReports',
  ]);
  const ofVault = new Set(['Description', 'StorageLimitBytes', 'StorageLimitEnabled', 'StorageLimitID']);
  return Object.entries(profile)
    .filter(([name]) => !own.has(name))
    .map(([name, value]): unknown => {
      if (name !== 'Destinations') return [name, value];
      return Object.entries(profile.Destinations ?? {}).map(([id, destination]) => [
        id,
        Object.entries(destination).filter(([member]) => !ofVault.has(member)),
      ]);
    });
}

describe('a patch', () => {
  test('law of convergence: once applied, nothing is left to change', async () => {
    await fc.assert(
      fc.property(profiles, patches, (profile, patch) => {
        expect(diffProfile(applyPatch(profile, patch), patch).changes).toEqual([]);
      }),
    );
  });

  test('law of idempotence: applied twice is applied once', async () => {
    await fc.assert(
      fc.property(profiles, patches, (profile, patch) => {
        const once = applyPatch(profile, patch);
        expect(stringifyJson(applyPatch(once, patch))).toBe(stringifyJson(once));
      }),
    );
  });

  test('law of the bystander: what a patch is not about stays, whatever it is', async () => {
    await fc.assert(
      fc.property(profiles, patches, (profile, patch) => {
        expect(stringifyJson(rest(applyPatch(profile, patch)))).toBe(stringifyJson(rest(profile)));
      }),
    );
  });

  test('law of the untouched input', async () => {
    await fc.assert(
      fc.property(profiles, patches, (profile, patch) => {
        const before = stringifyJson(profile);
        applyPatch(profile, patch);
        expect(stringifyJson(profile)).toBe(before);
      }),
    );
  });
});

test('a limit that was read as a bigint is the same limit', () => {
  const profile = { AllProtectedItemsQuotaEnabled: true, AllProtectedItemsQuotaBytes: 5n };
  expect(diffProfile(profile, { limits: { protectedItems: { bytes: 5 } } }).changes).toEqual([]);
});

test('a patched profile shares nothing with the patch', () => {
  const emails = ['ada@acme.example'];
  const patched = applyPatch(SERVER.profile('acme'), { profile: { emails } });
  expect(patched.Emails).toEqual(emails);
  expect(patched.Emails).not.toBe(emails);
});
