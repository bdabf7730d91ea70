import fc from 'fast-check';
import {
  type CometCategory,
  categoryOf,
  categoryRulesOf,
  classify,
  cometCategories,
  cometCategoryRules,
  cometCompatLedgerPolicy,
  extractUsageFromProfile,
  groupByCategory,
  summariseActiveServices,
} from 'reseller-sdk/comet/usage';
import { describe, expect, it } from 'vitest';
import { exampleAServices, services, source } from './support.ts';

const WORDS = [
  'vmware',
  'hyper-v',
  'm365',
  'office.365',
  'mssql',
  'proxmox',
  'device',
  'booster',
  'plan',
  'serial',
];

describe('X2: no account name changes a category', () => {
  const account = fc
    .array(fc.oneof(fc.constantFrom(...WORDS), fc.stringMatching(/^[A-Za-z0-9_.@-]{0,6}$/)), { minLength: 1 })
    .map((parts) => parts.join('-'))
    .filter((name) => name !== '');
  const tail = fc.constantFrom(
    '',
    ' - Device abcdef',
    ' - Device abcdefPlanAdvanced Plan ($2/device)',
    ' - Device abcdef - Booster (Disk Image)',
    ' - Device abcdef - Booster (Microsoft Hyper-V) Guest Count 2',
    ' - Device abcdef - Booster (Exchange)',
    ' - Proxmox VM',
  );
  const type = fc.constantFrom('device', 'booster', 'account', 'serial', 'other', 'storage', '', null);

  it('law: a service has the category that it has under a harmless name', () => {
    fc.assert(
      fc.property(type, account, tail, (kind, name, rest) => {
        expect(classify(kind, `Account ${name}${rest}`, 'service')).toEqual(
          classify(kind, `Account zz${rest}`, 'service'),
        );
      }),
    );
  });

  it('law: a device charge is a device charge under every name', () => {
    fc.assert(
      fc.property(fc.constantFrom('device', 'other', '', null), account, (kind, name) => {
        expect(classify(kind, `Device - ${name}`, 'charge').categoryId).toBe('devices');
      }),
    );
  });

  it('law: any text has a category that the list knows', () => {
    const ids = new Set(cometCategories.map(({ id }) => id));
    fc.assert(
      fc.property(
        fc.option(fc.string()),
        fc.option(fc.string()),
        fc.constantFrom('charge', 'service'),
        (kind, text, from) => {
          expect(ids).toContain(classify(kind, text, from).categoryId);
        },
      ),
    );
  });
});

describe('categories are data', () => {
  it('frozen to the last member', () => {
    expect(Object.isFrozen(cometCategories)).toBe(true);
    for (const { portal, server } of cometCategories) {
      expect(Object.isFrozen(portal.words)).toBe(true);
      expect(server === null || Object.isFrozen(server)).toBe(true);
    }
    expect(Object.isFrozen(cometCategoryRules[0])).toBe(true);
  });

  it('give the engine its half alone', () => {
    expect(cometCategoryRules.map(({ id }) => id)).toEqual(cometCategories.map(({ id }) => id));
    for (const rule of cometCategoryRules) {
      expect(Object.keys(rule)).not.toContain('server');
      expect(Object.keys(rule)).not.toContain('portal');
    }
    expect(cometCategoryRules.filter(({ informational }) => informational === undefined)).toHaveLength(7);
  });

  it('take a category of the caller', () => {
    const exchange: CometCategory = {
      id: 'exchange',
      label: 'Exchange',
      compare: 'quantity',
      server: { measure: 'sourceCount', engines: ['engine1/exchangeedb'] },
      portal: {
        types: [],
        words: ['exchange'],
        quantity: { nullAs: '1', zeroAs: '0', negative: 'keep' },
      },
    };
    const categories = [exchange, ...cometCategories];
    const text = 'Account a - Device abcdef - Booster (Exchange)';
    expect(classify('booster', text, 'service', categories).categoryId).toBe('exchange');
    expect(classify('booster', text, 'service').categoryId).toBe('other_boosters');
    const profile = { Sources: { a: source('engine1/exchangeedb', 'x') } };
    expect(extractUsageFromProfile(profile, categories).counts['exchange']).toBe('1');
    expect(categoryRulesOf(categories)[0]).toEqual({
      id: 'exchange',
      label: 'Exchange',
      compare: 'quantity',
    });
  });

  it('that leave one out still show what it bills', () => {
    const without = cometCategories.filter(({ id }) => id !== 'unknown');
    const summary = summariseActiveServices(services([['storage', 'Vault', '4', '21']]), without);
    expect(summary.categories['unknown']).toEqual({ count: '1', amount: '21', rows: 1 });
    expect(summary.grandTotal).toBe('21');
  });

  it('pick the statistic of one job on demand', () => {
    const profile = {
      Devices: { d: {} },
      Sources: { a: source('engine1/hyperv', 'd', { TotalVmCount: 2 }, { TotalVmCount: 5 }) },
    };
    const counted = (pick: 'max' | 'last' | 'lastSuccess') => {
      const categories = cometCategories.map(
        (category): CometCategory =>
          category.server?.measure === 'statistic'
            ? { ...category, server: { ...category.server, pick } }
            : category,
      );
      return extractUsageFromProfile(profile, categories).counts['hyperv_vms'];
    };
    expect([counted('max'), counted('last'), counted('lastSuccess')]).toEqual(['5', '2', '5']);
  });
});

describe('groupByCategory', () => {
  it('keeps every row once, equal ones too', () => {
    const rows = exampleAServices();
    const groups = groupByCategory(rows);
    expect([...groups.values()].flat()).toHaveLength(rows.length);
    expect(groups.get('server_licenses')).toHaveLength(2);
    for (const [id, group] of groups) for (const row of group) expect(categoryOf(row).categoryId).toBe(id);
  });
});

describe('cometCompatLedgerPolicy', () => {
  it('is what the old module did', () => {
    expect(cometCompatLedgerPolicy).toEqual({
      scale: 4,
      order: 'purchased-first',
      ingestRounding: { scale: 4, mode: 'half-up' },
    });
  });
});
