import { toUnits } from '../core/amount.ts';
import { InvalidInputError, type Issue } from '../core/errors/input.ts';
import type { LedgerBatch } from './repository.ts';
import type { LotFigures, UsageRecord, UsageState } from './rows.ts';

/** States of usage whose amount no lot pays. */
const UNPAID: readonly UsageState[] = ['before_opening', 'credit', 'reversal'];
const SOUND = 'must keep 0 <= held <= remaining <= original, parts = whole';

/**
 * Checks what can be seen on a batch alone: versions and seqs go on by one, amounts fit the scale of the
 * account, `0 <= held <= remaining <= original`, the parts of a lot, a total and a usage make up the whole, and
 * nothing is negative that must not be. For repositories, before they write.
 *
 * @throws InvalidInputError `BATCH_INVALID`, or what is wrong with an amount
 */
export function assertBatch(expectedVersion: number, batch: LedgerBatch): void {
  const issues: Issue[] = [];
  const { head, entries, lots, usages, holds } = batch;
  const { scale } = head.account;
  const expect = (isTrue: boolean, path: string, message: string): void => {
    if (!isTrue) issues.push({ path, message });
  };
  expect(head.version === expectedVersion + 1, 'head.version', `must be ${expectedVersion + 1}`);
  expect(toUnits(head.debt, scale) >= 0n, 'head.debt', 'must not be negative');
  for (const [kind, totals] of Object.entries(head.totals)) {
    expect(isSound(totals, scale), `head.totals.${kind}`, SOUND);
  }
  for (const [index, { seq, type, amount }] of entries.entries()) {
    const due = head.nextSeq - entries.length + index;
    const units = toUnits(amount, scale);
    expect(seq === due, `entries[${index}].seq`, `must be ${due}`);
    expect(units >= 0n || type === 'lot.expired', `entries[${index}].amount`, 'must not be negative');
  }
  for (const [name, ids] of Object.entries(idsOf(batch))) {
    expect(new Set(ids).size === ids.length, name, 'must not hold one twice');
  }
  for (const [index, lot] of lots.entries()) {
    expect(isSound(lot, scale), `lots[${index}]`, SOUND);
  }
  for (const [index, usage] of usages.entries()) {
    expect(isBalanced(usage, scale), `usages[${index}]`, 'must keep slices + shortfall + reversed = amount');
  }
  for (const [index, { amount, slices, state }] of holds.entries()) {
    const held = slices.reduce((sum, slice) => sum + toUnits(slice.amount, scale), 0n);
    const asked = toUnits(amount, scale);
    // A rebuild may find that one which timed out could not have got all that it asked for.
    const isKept = held === asked || (state === 'expired' && held < asked);
    expect(isKept, `holds[${index}]`, 'must keep slices = amount');
  }
  if (issues.length > 0) throw new InvalidInputError('the batch', issues, 'BATCH_INVALID');
}

function idsOf({ lots, usages, holds, periods, commands }: LedgerBatch): Record<string, string[]> {
  return {
    lots: lots.map(({ id }) => id),
    usages: usages.map(({ id }) => id),
    holds: holds.map(({ id }) => id),
    periods: periods.map(({ period }) => period),
    commands: commands.map(({ key }) => key),
  };
}

function isSound(lot: LotFigures, scale: number): boolean {
  const units = (amount: string): bigint => toUnits(amount, scale);
  const held = units(lot.held);
  const remaining = units(lot.remaining);
  const original = units(lot.original);
  const spent = [lot.consumed, lot.refunded, lot.voided, lot.expired].map(units);
  const sum = spent.reduce((total, part) => total + part, remaining);
  const isOrdered = 0n <= held && held <= remaining && remaining <= original;
  return isOrdered && sum === original && spent.every((part) => part >= 0n);
}

function isBalanced(usage: UsageRecord, scale: number): boolean {
  const shortfall = toUnits(usage.shortfall, scale);
  const reversed = toUnits(usage.reversed, scale);
  if (shortfall < 0n || reversed < 0n) return false;
  const due = toUnits(usage.amount, scale);
  if (due < 0n || UNPAID.includes(usage.state)) return shortfall === 0n;
  const paid = usage.slices.reduce((sum, { amount }) => sum + toUnits(amount, scale), 0n);
  return paid + shortfall + reversed === due;
}
