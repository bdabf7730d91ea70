import { toUnits } from '../../core/amount.ts';
import type { Day, InstantInput } from '../../core/time.ts';
import type { DebitShare, Reversed, WithdrawalResult } from '../results.ts';
import { currentBooking } from './comeback.ts';
import { recorded, replayed } from './command.ts';
import type { Debit } from './debts.ts';
import type { Draft } from './draft.ts';
import { Intake, type Moment } from './intake.ts';
import { keepLinked } from './keep-linked.ts';
import type { LedgerCommand } from './ledger-command.ts';
import { lotId } from './lots.ts';
import type { Planning } from './read.ts';
import { refusal } from './refusal.ts';
import { causeOn } from './return.ts';
import { bookReversal } from './reverse.ts';
import { availableAt, debitMissing, takeBack } from './take-back.ts';
import { bookTimeouts } from './timeouts.ts';

/** How a row is withdrawn. */
export interface WithdrawalInput {
  /** When it stops counting, not before the usage; default: at the time of the usage. */
  readonly at?: InstantInput | Day;
}

/** A withdrawal that is known to be possible. */
export interface WithdrawalFacts extends Moment {
  readonly commandKey: string;
}

/** What a withdrawal did. */
export interface Withdrawn extends Reversed {
  readonly amount: string;
  readonly debit: DebitShare | null;
}

/** The command behind `CreditLedger.withdrawUsage`. */
export function withdrawUsage(
  usageId: string,
  withdrawal: WithdrawalInput = {},
): LedgerCommand<WithdrawalResult> {
  return (draft) => planWithdrawal(draft, usageId, withdrawal);
}

function* planWithdrawal(draft: Draft, usage: string, input: WithdrawalInput): Planning<WithdrawalResult> {
  const intake = new Intake(draft.head.account);
  const rowId = intake.id(usage, 'usageId');
  const moment = input.at === undefined ? undefined : intake.moment(input.at, 'at');
  intake.finish('withdrawUsage');
  const { n, withdrawn: last, debit } = yield* currentBooking(draft, rowId);
  const key = withdrawalKey(rowId, debit === undefined ? last : n);
  const request = withdrawalRequest(rowId, moment);
  const known = yield* replayed(draft, key, request, 'withdrawUsage');
  if (known !== undefined) return known;
  if (debit === undefined) throw refusal('withdrawUsage', 'usageId', 'is not on record', 'USAGE_UNKNOWN');
  const { row } = debit;
  if (row.origin !== 'usage') {
    const message = `${rowId} is of kind ${row.origin}; only usage can be withdrawn`;
    throw refusal('withdrawUsage', 'usageId', message, 'NOT_REVERSIBLE');
  }
  const { at, day } = moment ?? { at: row.occurredAt, day: row.day };
  if (at < row.occurredAt) intake.refuse('at', `must not be before the usage, ${row.occurredAt}`);
  intake.finish('withdrawUsage');
  return yield* recordWithdrawal(draft, debit, { at, day, commandKey: key }, request);
}

/** Books a withdrawal that is new, with the time-outs before it, and keeps it under its key. */
export function* recordWithdrawal(
  draft: Draft,
  debit: Debit,
  facts: WithdrawalFacts,
  request: string,
): Planning<WithdrawalResult> {
  const { at, day, commandKey: key } = facts;
  yield* bookTimeouts(draft, at);
  yield* keepLinked(draft, debit, facts);
  const withdrawn = yield* bookWithdrawal(draft, debit, facts);
  const result = { key, replayed: false, usageId: debit.row.id, at, day, ...withdrawn };
  return recorded(draft, request, { command: 'withdrawUsage', ...result });
}

/** What a repeat of a withdrawal must ask for again; without a moment, it is that of the usage. */
export function withdrawalRequest(rowId: string, moment?: Moment): string {
  return JSON.stringify(['withdrawUsage', rowId, moment?.at ?? null, moment?.day ?? null]);
}

/** The key of the n-th withdrawal of a row. */
export function withdrawalKey(rowId: string, n: number): string {
  return `withdraw:${rowId}:${n}`;
}

/**
 * Takes a row out of the books that its source no longer shows: a usage is reversed as far as it is not yet, the
 * credit of a negative row is taken back.
 */
export function* bookWithdrawal(draft: Draft, debit: Debit, facts: WithdrawalFacts): Planning<Withdrawn> {
  const { state, row, reversed } = debit;
  const amount = toUnits(row.amount, draft.scale);
  const isCredit = state === 'credit' || state === 'reversal';
  const left = state === 'before_opening' ? 0n : amount - reversed;
  let withdrawn: Withdrawn = { ...NOTHING };
  if (isCredit) withdrawn = yield* takeCreditBack(draft, debit, -amount, facts);
  else if (left > 0n) {
    const parts = yield* bookReversal(draft, debit, { ...facts, units: left, reason: null });
    withdrawn = { ...NOTHING, ...parts, amount: draft.text(left) };
  } else draft.enter('usage.reversed', { ...facts, origin: row.origin, usageId: row.id, reason: null }, 0n);
  draft.debts.withdraw(debit);
  return withdrawn;
}

const NOTHING: Withdrawn = Object.freeze({
  amount: '0',
  debt: '0',
  returned: [],
  voided: [],
  expired: [],
  settled: [],
  debit: null,
});

/**
 * Takes back the credit of a negative row: what its lot still has is voided, the rest is a debit as with a
 * refund. The lot itself stays open: what comes back to it later belongs to that debit.
 */
function* takeCreditBack(
  draft: Draft,
  { row }: Debit,
  units: bigint,
  facts: WithdrawalFacts,
): Planning<Withdrawn> {
  const [found] = yield* draft.stock.byId([lotId(row.id, 'adjustment')]);
  // A row that was booked as a reversal has no lot; an adjustment of the same id may have one.
  const cell = found?.lot.origin.type === 'usage' ? found : undefined;
  const source = { ...facts, reason: null };
  const amount = draft.text(units);
  const debitId = `refund:${facts.commandKey}`;
  if (cell === undefined) {
    const cause = { ...source, origin: 'refund' as const, usageId: debitId };
    return { ...NOTHING, amount, debit: yield* debitMissing(draft, debitId, units, cause) };
  }
  if (cell.lot.voidedAt !== null) draft.stock.alter(cell, { voidedAt: null });
  const cause = causeOn(cell.lot, source);
  const share = takeBack(draft, cell, availableAt(cell, facts.at), 'voided', cause);
  const spent = cell.consumed + cell.held;
  cell.refundDebited += spent;
  return { ...NOTHING, amount, voided: [share], debit: yield* debitMissing(draft, debitId, spent, cause) };
}
