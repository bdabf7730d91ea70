import type { AccountHead, LedgerEntry, UsageRecord, VerifyCode } from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { BrokenStore, lot, period } from './broken-store.ts';
import { ACCOUNT, openLedger } from './model.ts';

/** Two packs, usage over both, a debt, a late slice, a negative usage and a correction. */
async function brokenLedger() {
  const repository = new BrokenStore();
  const ledger = await openLedger({}, repository);
  await ledger.recordPurchase(ACCOUNT, { id: 'A', at: '2026-01-01', cash: '100', bonus: '10' });
  await ledger.allocateUsage(ACCOUNT, { id: 'u1', at: '2026-01-05', amount: '60' });
  await ledger.allocateUsage(ACCOUNT, { id: 'u2', at: '2026-01-10', amount: '70' });
  await ledger.recordPurchase(ACCOUNT, {
    id: 'B',
    at: '2026-02-01',
    cash: '5',
    bonus: '0',
    expiresAt: '2026-03-01',
  });
  await ledger.recordPurchase(ACCOUNT, { id: 'C', at: '2026-02-02', cash: '30', scope: ['backup'] });
  await ledger.allocateUsage(ACCOUNT, { id: 'minus', at: '2026-02-03', amount: '-4' });
  await ledger.adjust(ACCOUNT, { id: 'fix', at: '2026-02-04', amount: '-1', reason: 'a test' });
  return { repository, ledger };
}

const usage = (id: string, change: Partial<UsageRecord>) => ({
  usages: (row: UsageRecord) => (row.id === id ? { ...row, ...change } : row),
});
const entry = (seq: number, change: Partial<LedgerEntry>) => ({
  entries: (row: LedgerEntry) => (row.seq === seq ? { ...row, ...change } : row),
});
const slice = { lotId: 'A:p', kind: 'purchased', amount: '60', seq: 3 } as const;

const BENT: readonly [defect: string, code: VerifyCode, what: string, bend: BrokenStore['bend']][] = [
  ['an amount is no amount', 'AMOUNT_INVALID', 'lot A:p.remaining', lot('A:p', { remaining: '1,000' })],
  ['a lot was consumed twice', 'LOT_UNBALANCED', 'lot A:p', lot('A:p', { consumed: '160' })],
  ['more of a lot is held than there is', 'LOT_UNBALANCED', 'lot C:p', lot('C:p', { held: '31' })],
  [
    'a lot has credit again',
    'LOT_DIFFERS',
    'lot A:p.remaining',
    lot('A:p', { remaining: '100', consumed: '0' }),
  ],
  ['a lot was edited', 'LOT_DIFFERS', 'lot A:p.effectiveAt', lot('A:p', { effectiveAt: '2025-01-01' })],
  ['a lot expires later', 'LOT_DIFFERS', 'lot B:p.terms', lot('B:p', { expiresAt: null })],
  ['a lot changed its place', 'LOT_DIFFERS', 'lot C:p.orderKey', lot('C:p', { orderKey: 'zzz' })],
  ['a lot vanished', 'LOT_MISSING', 'lot C:p', { lots: (row) => (row.id === 'C:p' ? undefined : row) }],
  ['a lot came from nowhere', 'LOT_UNKNOWN', 'lot D:p', lot('C:p', { id: 'D:p' })],
  ['a usage costs less', 'USAGE_DIFFERS', 'usage u1.amount', usage('u1', { amount: '50' })],
  ['a usage is not paid in full', 'USAGE_UNBALANCED', 'usage u2', usage('u2', { shortfall: '1' })],
  ['a debt was forgotten', 'USAGE_DIFFERS', 'usage u2.shortfall', usage('u2', { shortfall: '0' })],
  ['a slice vanished', 'USAGE_DIFFERS', 'usage u1.slices of A:p', usage('u1', { slices: [] })],
  [
    'a slice names another entry',
    'USAGE_DIFFERS',
    'usage u1.slices[0].seq',
    usage('u1', { slices: [{ ...slice, seq: 1 }] }),
  ],
  [
    'a slice came late',
    'SLICE_UNTIMELY',
    'usage u1.slices[0]',
    usage('u1', { slices: [{ ...slice, lateFunding: true }] }),
  ],
  [
    'a lot paid after it had expired',
    'SLICE_UNTIMELY',
    'usage u1.slices[0]',
    lot('A:p', { expiresAt: '2026-01-03T00:00:00.000Z' }),
  ],
  ['a state is wrong', 'USAGE_DIFFERS', 'usage u1.state', usage('u1', { state: 'zero' })],
  ['a usage changed its place', 'USAGE_DIFFERS', 'usage u2.seq', usage('u2', { seq: 1 })],
  ['a usage vanished', 'USAGE_MISSING', 'usage u1', { usages: (row) => (row.id === 'u1' ? undefined : row) }],
  ['a usage came from nowhere', 'USAGE_UNKNOWN', 'usage u9', usage('u1', { id: 'u9' })],
  ['credit lies idle beside a debt', 'IDLE_CREDIT', 'usage u2', lot('C:p', { scope: null })],
  ['an entry vanished', 'SEQ_GAP', 'entry 4', { entries: (row) => (row.seq === 3 ? undefined : row) }],
  ['an entry is negative', 'ENTRY_INVALID', 'entry 3.amount', entry(3, { amount: '-60' })],
  ['an entry takes back a later one', 'ENTRY_INVALID', 'entry 3.reversesSeq', entry(3, { reversesSeq: 9 })],
  [
    'an entry was moved to another day',
    'PERIOD_DIFFERS',
    'period 2026-01-05.usage',
    entry(3, { day: '2026-01-06' }),
  ],
  ['a day was edited', 'PERIOD_DIFFERS', 'period 2026-01-05.usage', period('2026-01-05', { usage: '61' })],
  ['a month was edited', 'PERIOD_DIFFERS', 'period 2026-01.debt', period('2026-01', { debt: '0' })],
  [
    'a day vanished',
    'PERIOD_MISSING',
    'period 2026-01-05',
    { periods: (row) => (row.period === '2026-01-05' ? undefined : row) },
  ],
  [
    'a day stands in another place',
    'PERIOD_DIFFERS',
    'period 2026-01-06.usage',
    period('2026-01-05', { period: '2026-01-06' }),
  ],
  ['a page is out of order', 'PAGE_UNORDERED', 'lots', lot('A:p', { orderKey: 'zzz' })],
];

const HEADS: readonly [member: string, change: (head: AccountHead) => Partial<AccountHead>][] = [
  ['head.nextSeq', ({ nextSeq }) => ({ nextSeq: nextSeq + 1 })],
  ['head.nextGroupSeq', () => ({ nextGroupSeq: 1 })],
  ['head.debt', () => ({ debt: '0' })],
  ['head.firstDay', () => ({ firstDay: '2026-02-01' })],
  ['head.firstLotAt', () => ({ firstLotAt: null })],
  ['head.lastEffectiveAt', () => ({ lastEffectiveAt: '2026-02-03T00:00:00.000Z' })],
  ['head.lastRecordedAt', () => ({ lastRecordedAt: null })],
  ['head.generation', () => ({ generation: 2 })],
  [
    'head.totals.bonus.consumed',
    ({ totals }) => ({ totals: { ...totals, bonus: { ...totals.bonus, consumed: '9' } } }),
  ],
];

describe('verify', () => {
  it('has nothing to report on sound books, and counts what it looked at', async () => {
    const { ledger } = await brokenLedger();
    expect(await ledger.verify(ACCOUNT)).toEqual({
      account: ACCOUNT,
      version: 8,
      ok: true,
      checked: { entries: 12, commands: 7, lots: 5, usages: 4, holds: 0, periods: 9 },
      problems: [],
      found: 0,
    });
  });

  it.each(BENT)('reports that %s', async (_, code, what, bend) => {
    const { repository, ledger } = await brokenLedger();
    repository.bend = bend;
    const { ok, problems } = await ledger.verify(ACCOUNT);
    expect(ok).toBe(false);
    expect(problems).toContainEqual(expect.objectContaining({ code, what }));
  });

  it('reports that the command behind an entry is not on record', async () => {
    const { repository, ledger } = await brokenLedger();
    repository.lostCommand = 'usage:u2';
    const { problems } = await ledger.verify(ACCOUNT);
    const [what, expected, actual] = ['command usage:u2', 'a record', 'none'];
    expect(problems).toEqual([{ code: 'COMMAND_MISSING', what, expected, actual }]);
  });

  it('reports a row that is none, and names at most 100 problems', async () => {
    const { repository, ledger } = await brokenLedger();
    repository.bend = { lots: (row) => ({ ...row, origin: Object(null) as never, scope: 7 as never }) };
    expect((await ledger.verify(ACCOUNT)).problems).toContainEqual(
      expect.objectContaining({ code: 'ROW_UNREADABLE', what: 'lot C:p' }),
    );
    repository.bend = {
      lots: (row) => ({ ...row, remaining: 'x', held: 'x', consumed: 'x', voided: 'x', expired: 'x' }),
      usages: () => undefined,
      periods: () => undefined,
    };
    const { problems, found } = await ledger.verify(ACCOUNT);
    expect(problems.length).toBe(Math.min(found, 100));
    expect(found).toBeGreaterThan(40);
  });

  it('starts over when a command came in between', async () => {
    const { repository, ledger } = await brokenLedger();
    let reads = 0;
    repository.bendHead = (head) => ({ ...head, version: reads++ === 0 ? 1 : head.version });
    expect(await ledger.verify(ACCOUNT)).toMatchObject({ ok: true, version: 8 });
    repository.bendHead = (head) => ({ ...head, version: reads++ });
    await expect(ledger.verify(ACCOUNT)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  });

  it.each(HEADS)('reports a wrong %s', async (what, change) => {
    const { repository, ledger } = await brokenLedger();
    repository.bendHead = (head) => ({ ...head, ...change(head) });
    const { problems } = await ledger.verify(ACCOUNT);
    expect(problems).toContainEqual(expect.objectContaining({ code: 'HEAD_DIFFERS', what }));
  });
});
