import { toUnits } from '../../core/amount.ts';
import type { CreditLedgerReads, LotKind } from '../../credit-ledger/index.ts';
import { expectSame, expectTrue } from '../kit/same.ts';
import { type Everything, everythingOf } from './everything.ts';

const KINDS: readonly LotKind[] = ['purchased', 'bonus', 'adjustment'];
const SUMMED = ['original', 'remaining', 'held', 'consumed', 'refunded', 'voided', 'expired'] as const;

/**
 * Reads the books of an account and adds them up: seqs without a gap, no lot overspent, the slices of all usage
 * what the lots lost, every usage whole and on record once, the head the sum of the rows.
 *
 * @throws Error that says what does not add up
 */
export async function auditedBooks(from: CreditLedgerReads, account: string): Promise<Everything> {
  const books = await everythingOf(from, account);
  const { head, entries } = books;
  if (head === undefined) throw new Error(`account ${account} is not open`);
  const units = (amount: string): bigint => toUnits(amount, head.account.scale);
  const sum = (amounts: readonly string[]): bigint =>
    amounts.reduce((total, amount) => total + units(amount), 0n);
  const seqs = entries.map(({ seq }) => seq);
  expectSame(
    seqs,
    seqs.map((_, index) => index + 1),
    'the seqs of the entries',
  );
  expectSame(head.nextSeq, entries.length + 1, 'head.nextSeq');
  auditLots(books, sum);
  auditUsages(books, sum);
  for (const kind of KINDS) {
    const ofKind = books.lots.filter((lot) => lot.kind === kind);
    for (const figure of SUMMED) {
      const total = sum(ofKind.map((lot) => lot[figure]));
      expectSame(units(head.totals[kind][figure]), total, `${figure} of all ${kind} lots`);
    }
  }
  return books;
}

function auditLots({ lots, usages }: Everything, sum: (amounts: readonly string[]) => bigint): void {
  const taken = new Map<string, string[]>();
  for (const { slices } of usages) {
    for (const { lotId, amount } of slices) taken.set(lotId, [...(taken.get(lotId) ?? []), amount]);
  }
  for (const lot of lots) {
    const { id, original, remaining, held, consumed, refunded, voided, expired } = lot;
    const slices = sum(taken.get(id) ?? []);
    expectTrue(slices <= sum([original]), `slices take ${slices} units of lot ${id}, which had ${original}`);
    expectSame(sum([consumed]), slices, `what lot ${id} lost against the slices of it`);
    expectSame(
      sum([remaining, consumed, refunded, voided, expired]),
      sum([original]),
      `the parts of lot ${id}`,
    );
    expectTrue(sum([held]) >= 0n && sum([remaining]) >= sum([held]), `lot ${id} holds more than remains`);
  }
}

function auditUsages({ head, usages }: Everything, sum: (amounts: readonly string[]) => bigint): void {
  expectSame(new Set(usages.map(({ id }) => id)).size, usages.length, 'different usage ids');
  for (const { id, state, amount, slices, shortfall, reversed } of usages) {
    if (state !== 'allocated' && state !== 'partial') continue;
    const parts = sum([...slices.map((slice) => slice.amount), shortfall, reversed]);
    expectSame(parts, sum([amount]), `the parts of usage ${id}`);
  }
  expectSame(sum(usages.map(({ shortfall }) => shortfall)), sum([head?.debt ?? '0']), 'the debt');
}
