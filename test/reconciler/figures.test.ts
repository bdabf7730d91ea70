import { figuresByAccount, figuresByDevice, reconcile, varianceSummary } from 'reseller-sdk/reconciler';
import { describe, expect, it } from 'vitest';
import { portalRow, serverRow, sides } from './rows.ts';

const rules = [
  { id: 'devices', label: 'Devices', compare: 'quantity' },
  { id: 'vms', label: 'VMs', compare: 'quantity' },
] as const;

const beta = { account: 'beta', deviceRef: 'bbbbbb', boosterName: null, declaredCount: null };
const { server, portal } = sides(
  [
    serverRow({}),
    serverRow({ categoryId: 'vms', quantity: '3' }),
    serverRow({ username: 'beta', deviceId: 'bbbbbb22' }),
  ],
  [portalRow({}), portalRow({ rowId: 'p2#1', categoryId: 'vms', amount: '5', parsed: beta })],
);
const report = reconcile(server, portal, { rules });

describe('figures by account', () => {
  it('list every account with its categories, its money and its findings', () => {
    const [acme, other, ...rest] = figuresByAccount(report);
    expect(rest).toEqual([]);
    expect(acme).toMatchObject({
      account: 'acme',
      categories: [
        { categoryId: 'devices', server: '1', portal: '1', variance: '0' },
        { categoryId: 'vms', server: '3', portal: '0', variance: '-3', gross: '3' },
      ],
      amounts: { billed: '2', expected: '17', impact: '-15', grossImpact: '15', unpricedItems: 0 },
    });
    expect(acme?.findings.map(({ code }) => code)).toEqual(['SERVER_ONLY_DEVICE']);
    expect(other).toMatchObject({ account: 'beta', amounts: { billed: '5', impact: '3', grossImpact: '7' } });
    expect(other?.findings.map(({ code }) => code)).toEqual(['PORTAL_ONLY_DEVICE', 'SERVER_ONLY_DEVICE']);
  });
});

describe('figures by device', () => {
  it('list every device', () => {
    expect(figuresByDevice(report).map(({ account, deviceId }) => [account, deviceId])).toEqual([
      ['acme', 'aaaaaa11'],
      ['beta', 'bbbbbb22'],
    ]);
  });

  it('show a device under two accounts to both', () => {
    const shared = sides([serverRow({}), serverRow({ username: 'beta' })], []);
    for (const { findings } of figuresByDevice(reconcile(shared.server, shared.portal, { rules }))) {
      expect(findings.map(({ code }) => code)).toContain('DEVICE_ON_MULTIPLE_ACCOUNTS');
    }
  });
});

describe('the summary of variances', () => {
  it('has a line per category that is not ok', () => {
    expect(varianceSummary(report)).toEqual([
      'Devices: Server=2, Portal=1 (-1)',
      'VMs: Server=3, Portal=1 (-2)',
    ]);
  });

  it('says so when all is well', () => {
    const equal = sides([serverRow({})], [portalRow({})]);
    expect(varianceSummary(reconcile(equal.server, equal.portal, { rules }))).toEqual([
      'All categories match.',
    ]);
  });

  it('never calls an incomplete comparison a match', () => {
    const alone = { ...sides([serverRow({})], []).portal, snapshot: null };
    expect(varianceSummary(reconcile(server, alone, { rules }))[0]).toBe('The comparison is incomplete.');
  });
});
