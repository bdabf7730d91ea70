import { normalizeBillingHistoryRow, readBillingHistory, withOccurrences } from 'reseller-sdk/comet/portal';
import {
  chargesByType,
  chargesToAuditCharges,
  chargesToLedgerUsages,
  cometCompatLedgerPolicy,
  lateCharges,
  numberedToAuditCharge,
} from 'reseller-sdk/comet/usage';
import { type AccountInput, CreditLedger, InMemoryCreditLedgerRepository } from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { AT } from './support.ts';

function history(...rows: Record<string, unknown>[]) {
  return readBillingHistory(rows, AT);
}

const GUEST = { 'Date Added': '05 Aug 2026', Item: 'Booster - VMware', 'Amount Used': '$0.10' };
const CREDIT = { 'Date Added': '06 Aug 2026', Item: 'Booster - VMware', 'Amount Used': '-$0.10' };

it('charges of the audit that have their ids already keep them, equal ones too', () => {
  const report = history(GUEST, CREDIT, GUEST);
  const { charges } = chargesToAuditCharges(report);
  const numbered = withOccurrences(report.rows);
  expect(numbered.map((row) => numberedToAuditCharge(row))).toEqual(charges);
  const [first] = numbered;
  expect(first && numberedToAuditCharge({ ...first, id: 'stored' })).toEqual({ ...charges[0], id: 'stored' });
});

describe('charges in the credit ledger', () => {
  async function openLedger(): Promise<CreditLedger> {
    const ledger = new CreditLedger({ repository: new InMemoryCreditLedgerRepository() });
    const account: AccountInput = { id: 'comet', currency: 'USD', ...cometCompatLedgerPolicy };
    await ledger.openAccount(account);
    await ledger.recordPurchase('comet', { id: 'pack', at: '2026-08-01', cash: '10' });
    return ledger;
  }

  it('are booked once each, equal ones too, whatever a later pull repeats', async () => {
    const ledger = await openLedger();
    await ledger.allocateMany('comet', chargesToLedgerUsages(history(GUEST, GUEST)).usages);
    expect(await ledger.balance('comet')).toMatchObject({ total: '9.8' });
    const later = chargesToLedgerUsages(history(GUEST, CREDIT, GUEST, GUEST)).usages;
    await ledger.allocateMany('comet', later);
    expect(await ledger.balance('comet')).toMatchObject({ total: '9.8' });
    await ledger.allocateMany('comet', later);
    expect(await ledger.balance('comet')).toMatchObject({ total: '9.8' });
  });

  it('carry a tag on demand', () => {
    const { usages } = chargesToLedgerUsages(history(GUEST), { scopeOf: ({ itemType }) => itemType });
    expect(usages).toMatchObject([{ scope: 'booster' }]);
  });

  it('are not booked without a day', () => {
    const { usages, invalid } = chargesToLedgerUsages(
      history({ ...GUEST, 'Date Added': '31 Feb 2026' }, GUEST),
    );
    expect(usages).toHaveLength(1);
    expect(invalid).toMatchObject([{ index: 0, issues: [{ code: 'DATE_UNREADABLE' }] }]);
  });
});

describe('chargesByType', () => {
  it('adds up exactly, credits included', () => {
    const device = { ...GUEST, Item: 'Device - acme', 'Amount Used': '$0.20' };
    expect(chargesByType(history(device, GUEST, GUEST, CREDIT, device).rows)).toEqual([
      { itemType: 'booster', rows: 3, amount: '0.1' },
      { itemType: 'device', rows: 2, amount: '0.4' },
    ]);
  });
});

describe('lateCharges', () => {
  const posted = (at: string | null) =>
    history({ ...GUEST, ...(at === null ? {} : { 'Posted At': at }) }).rows;

  it.each([
    [null, []],
    ['2026-08-12T23:59:59Z', []],
    ['2026-08-13T00:00:00Z', [8]],
    ['2026-08-12T23:00:00-02:00', [8]],
    ['2026-08-01T00:00:00Z', []],
  ])('posted at %s: %j days late', (at, lags) => {
    expect(lateCharges(posted(at)).map(({ lagDays }) => lagDays)).toEqual(lags);
  });

  it('takes another limit, and refuses one that is none', () => {
    expect(lateCharges(posted('2026-08-06T00:00:00Z'), { minLagDays: 0 })).toMatchObject([{ lagDays: 1 }]);
    expect(() => lateCharges([], { minLagDays: -1 })).toThrow(/minLagDays/);
  });

  it('keeps the charge', () => {
    const reading = normalizeBillingHistoryRow({ ...GUEST, 'Posted At': '2026-09-01T00:00:00Z' });
    const charge = reading.valid ? reading.row : expect.fail('the row is valid');
    expect(lateCharges([charge])[0]?.charge).toBe(charge);
  });
});
