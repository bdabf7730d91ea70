import type { HoldRecord, VerifyCode } from 'reseller-sdk/credit-ledger';
import { describe, expect, it } from 'vitest';
import { BrokenStore, lot, period } from './broken-store.ts';
import { ACCOUNT, openLedger } from './model.ts';

/** A pack that expired, and holds: one open, one that timed out, one posted in part. */
async function holdingLedger() {
  const repository = new BrokenStore();
  const ledger = await openLedger({}, repository);
  const old = { id: 'old', at: '2026-01-01', cash: '5', expiresAt: '2026-02-01' };
  await ledger.recordPurchase(ACCOUNT, old);
  await ledger.expire(ACCOUNT, '2026-02-01');
  await ledger.recordPurchase(ACCOUNT, { id: 'A', at: '2026-02-01', cash: '100', expiresAt: '2027-01-01' });
  await ledger.hold(ACCOUNT, { id: 'brief', at: '2026-02-02', amount: '7', expiresAt: '2026-02-03' });
  await ledger.hold(ACCOUNT, { id: 'used', at: '2026-02-04', amount: '8' });
  await ledger.postHold(ACCOUNT, 'used', { at: '2026-02-05', amount: '3' });
  await ledger.hold(ACCOUNT, { id: 'open', at: '2026-02-06', amount: '9', expiresAt: '2026-12-01' });
  return { repository, ledger };
}

/** A hold that is shown so, or not at all, wherever one asks for it. */
const hold = (id: string, change: Partial<HoldRecord> | null) => {
  const bend = (row: HoldRecord) =>
    row.id === id ? (change === null ? undefined : { ...row, ...change }) : row;
  return { holdsById: bend, openHolds: bend };
};

const HELD: readonly [defect: string, code: VerifyCode, what: string, bend: BrokenStore['bend']][] = [
  ['a hold vanished', 'HOLD_MISSING', 'hold open', hold('open', null)],
  ['a hold that ended vanished', 'HOLD_MISSING', 'hold brief', hold('brief', null)],
  [
    'a hold came from nowhere',
    'HOLD_UNKNOWN',
    'hold other',
    { openHolds: (row) => ({ ...row, id: row.id === 'open' ? 'other' : row.id }) },
  ],
  ['a hold is for more', 'HOLD_DIFFERS', 'hold open.amount', hold('open', { amount: '10' })],
  ['a hold set nothing aside', 'HOLD_DIFFERS', 'hold open.slices', hold('open', { slices: [] })],
  ['a hold changed its place', 'HOLD_DIFFERS', 'hold used.seq', hold('used', { seq: 1 })],
  [
    'an open hold is said to have ended',
    'HOLD_DIFFERS',
    'hold open.state',
    hold('open', { state: 'released' }),
  ],
  ['a hold that ended is open again', 'HOLD_DIFFERS', 'hold brief.state', hold('brief', { state: 'open' })],
  ['a posted hold set another part aside', 'HOLD_DIFFERS', 'hold used.slices', hold('used', { slices: [] })],
  ['a lot does not hold it', 'LOT_DIFFERS', 'lot A:p.held', lot('A:p', { held: '0' })],
  [
    'an expired lot has credit again',
    'LOT_DIFFERS',
    'lot old:p.expired',
    lot('old:p', { expired: '0', remaining: '5' }),
  ],
  [
    'an entry of a hold says more',
    'PERIOD_DIFFERS',
    'period 2026-02-06.held',
    period('2026-02-06', { held: '10' }),
  ],
  ['a month lacks expiry', 'PERIOD_DIFFERS', 'period 2026-02.expired', period('2026-02', { expired: '0' })],
  [
    'a month vanished',
    'PERIOD_MISSING',
    'period 2026-02',
    { periods: (row) => (row.period === '2026-02' ? undefined : row) },
  ],
];

/** The parts of the sums of the head of which each must show when it alone is wrong. */
const FIGURES = ['original', 'remaining', 'held', 'consumed', 'refunded', 'voided', 'expired'] as const;

describe('verify, with holds and expiry', () => {
  it.each(FIGURES)('reports a wrong sum of what is %s, for each kind of lot', async (figure) => {
    const { repository, ledger } = await holdingLedger();
    for (const kind of ['purchased', 'bonus', 'adjustment'] as const) {
      repository.bendHead = (head) => {
        const totals = { ...head.totals[kind], [figure]: '4242' };
        return { ...head, totals: { ...head.totals, [kind]: totals } };
      };
      const what = `head.totals.${kind}.${figure}`;
      const { problems } = await ledger.verify(ACCOUNT);
      expect(problems).toContainEqual(
        expect.objectContaining({ code: 'HEAD_DIFFERS', what, actual: '4242' }),
      );
    }
  });

  it('reports sums of the head that agree with lots which disagree with the entries', async () => {
    const { repository, ledger } = await holdingLedger();
    const wrong = { remaining: '98', consumed: '2' };
    repository.bend = lot('A:p', wrong);
    repository.bendHead = (head) => {
      const purchased = { ...head.totals.purchased, ...wrong };
      return { ...head, totals: { ...head.totals, purchased } };
    };
    const { problems } = await ledger.verify(ACCOUNT);
    expect(problems).toContainEqual(
      expect.objectContaining({ code: 'LOT_DIFFERS', what: 'lot A:p.remaining' }),
    );
    expect(problems).toContainEqual(expect.objectContaining({ code: 'HEAD_DIFFERS', what: 'head.net' }));
  });

  it.each([
    ['nextTimeout', '2026-12-02T00:00:00.000Z'],
    ['nextTimeout', null],
    ['nextExpiry', '2027-01-02T00:00:00.000Z'],
    ['nextExpiry', null],
    ['expiredBy', null],
    ['expiredBy', '2026-01-31T00:00:00.000Z'],
  ] as const)('reports a head.%s that is %s', async (member, at) => {
    const { repository, ledger } = await holdingLedger();
    repository.bendHead = (head) => ({ ...head, [member]: at });
    const { problems } = await ledger.verify(ACCOUNT);
    expect(problems).toMatchObject([{ code: 'HEAD_DIFFERS', what: `head.${member}` }]);
  });

  it.each(HELD)('reports that %s', async (_, code, what, bend) => {
    const { repository, ledger } = await holdingLedger();
    expect(await ledger.verify(ACCOUNT)).toMatchObject({ ok: true });
    repository.bend = bend;
    expect((await ledger.verify(ACCOUNT)).problems).toContainEqual(expect.objectContaining({ code, what }));
  });

  it('reports every command that is not on record, also one that only takes back', async () => {
    const { repository, ledger } = await holdingLedger();
    await ledger.reverseUsage(ACCOUNT, 'hold:used', { id: 'r', amount: '1' });
    await ledger.allocateUsage(ACCOUNT, { id: 'late', at: '2026-02-03', amount: '1' });
    await ledger.rebuild(ACCOUNT);
    for (const key of [
      'expire:2026-02-01T00:00:00.000Z',
      'hold:open',
      'hold:used:post',
      'purchase:A',
      'reverse:r',
    ]) {
      repository.lostCommand = key;
      const { problems } = await ledger.verify(ACCOUNT);
      expect(problems).toContainEqual(
        expect.objectContaining({ code: 'COMMAND_MISSING', what: `command ${key}` }),
      );
    }
  });
});
