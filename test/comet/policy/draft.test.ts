import { describe, expect, test } from 'vitest';
import { DESTINATIONTYPE, ENGINE_BUILTIN } from '../../../src/comet/admin/constants/index.ts';
import {
  diffPolicy,
  enforcedSchedule,
  keepOnly,
  mergePolicy,
  POLICY_ENGINES,
  policy,
  times,
  type VaultType,
  whmcsCompatible,
} from '../../../src/comet/policy/index.ts';

const file = { engine: 'file', description: 'Documents' } as const;

describe('a draft', () => {
  test('never changes: each call gives a new one', () => {
    const plain = policy('Gold');
    const locked = plain.vaults({ edit: 'deny' });
    locked.vaults({ edit: 'allow' });
    locked.with(policy('Other').key('other'));
    expect(plain.build().owns).toEqual(['Description']);
    expect(locked.build().policy).toEqual({ Description: 'Gold', Policy: { PreventEditStorageVault: true } });
    expect(locked.build().key).toBeUndefined();
  });

  test('copies what it is given', () => {
    const types: VaultType[] = ['s3'];
    const props: Record<string, string> = { INCLUDE0: 'C:\\' };
    const ranges = [{ Type: 900, Jobs: 3 }];
    const raw = { deep: [1] };
    const draft = policy('Gold')
      .vaultTypes(types)
      .defaultItem('docs', { ...file, props })
      .retention(keepOnly(ranges))
      .raw('Policy.Something', raw);
    types.push('b2');
    props['INCLUDE1'] = 'D:\\';
    ranges.push({ Type: 904, Jobs: 0 });
    raw.deep.push(2);
    expect(draft.build().policy.Policy).toMatchObject({
      StorageVaultProviders: { AllowedProvidersWhenRestricted: [1000] },
      DefaultSources: { docs: { EngineProps: { INCLUDE0: 'C:\\' } } },
      DefaultStorageVaultRetention: { Ranges: [{ Type: 900, Jobs: 3 }] },
      Something: { deep: [1] },
    });
  });

  test('is frozen at every depth when it is built', () => {
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      expect(Object.isFrozen(value)).toBe(true);
      for (const member of Object.values(value)) walk(member);
    };
    walk(
      whmcsCompatible('WHMCS_1')
        .with(
          enforcedSchedule({
            r: { description: '', destination: 'all', times: [times.daily({ at: '01:00' })] },
          }),
        )
        .exclude({ glob: 'a' })
        .build(),
    );
  });

  test('writes the body of the WHMCS module byte for byte', () => {
    expect(JSON.stringify(whmcsCompatible('WHMCS_67d1a2b3c4d5e6.12345678').build().policy)).toBe(
      '{"Description":"WHMCS_67d1a2b3c4d5e6.12345678","Policy":{"PreventChangeAccountPassword":true,' +
        '"ModeAdminResetPassword":3,"PreventDeleteStorageVault":true,"PreventAddCustomStorageVault":true,' +
        '"PreventRequestStorageVault":true,"StorageVaultProviders":{"ShouldRestrictProviderList":true,' +
        '"AllowedProvidersWhenRestricted":[1003]},"ProtectedItemEngineTypes":' +
        '{"ShouldRestrictEngineTypeList":false,"AllowedEngineTypeWhenRestricted":[]}}}',
    );
  });

  test('knows every vault type and engine that the vendor publishes', () => {
    const none = new Set<number>([0, 1, 1100, 1101]);
    const numbers = Object.values(DESTINATIONTYPE).filter((number) => !none.has(number));
    const { policy: body } = policy('All')
      .vaultTypes(numbers as VaultType[])
      .build();
    expect(body.Policy).toEqual({
      StorageVaultProviders: { ShouldRestrictProviderList: true, AllowedProvidersWhenRestricted: numbers },
    });
    expect(POLICY_ENGINES.map((name) => `engine1/${name}`)).toEqual(Object.values(ENGINE_BUILTIN).sort());
  });

  test('takes ids that are names of the language', () => {
    const draft = policy('Gold')
      .defaultItem('__proto__', file)
      .schedule('constructor', {
        description: 'Nightly',
        source: '__proto__',
        destination: 'latest',
        times: [times.daily({ at: '21:00' })],
      });
    const merged = mergePolicy(draft, { Description: 'Gold', Policy: {} });
    expect(Object.entries(Reflect.get(Reflect.get(merged, 'Policy'), 'DefaultSources'))).toHaveLength(1);
    expect(diffPolicy(draft, merged)).toEqual([]);
    expect(Reflect.get({}, 'Engine')).toBeUndefined();
  });

  test('compares long lists in the time of their length', { timeout: 20_000 }, () => {
    const globs = Array.from({ length: 5000 }, (_, at) => ({ glob: `*.${at}` }));
    const draft = policy('Gold').exclude(...globs);
    const found = mergePolicy(policy('Gold').exclude(...globs.toReversed(), { glob: '*' }), { Policy: {} });
    expect(diffPolicy(draft, found)).toHaveLength(1);
    expect(diffPolicy(draft, mergePolicy(draft, found))).toEqual([]);
  });

  test('has types that catch mistakes', () => {
    const draft = policy('Gold');
    // @ts-expect-error a permission has two words
    draft.vaults({ edit: 'no' });
    // @ts-expect-error there is no such permission
    draft.vaults({ rename: 'deny' });
    // @ts-expect-error a pseudo type cannot be allowed
    draft.vaultTypes([1100]);
    // @ts-expect-error there is no such engine
    draft.engines(['floppy']);
    // @ts-expect-error only failed jobs are run again
    draft.mode('adminResetPassword', 'alwaysOn', { minutes: 1, count: 1 });
    // @ts-expect-error a mode has a name
    draft.mode('adminResetPassword', 3);
    // @ts-expect-error raw paths stand below Policy
    draft.raw('PreventEditStorageVault', true);
    // @ts-expect-error an exclusion is one or the other
    draft.exclude({ os: 'linux' });
    // @ts-expect-error a monthly range needs its day
    draft.retention(keepOnly((keep) => [keep.monthly({ months: 1 })]));
    expect(draft.build().owns).toEqual(['Description']);
  });
});
