import { type AmountInput, toUnits } from '../../core/amount.ts';
import type { Day, InstantInput } from '../../core/time.ts';
import type { LotShare, ReversalResult, Reversed } from '../results.ts';
import type { Slice, UsageState } from '../rows.ts';
import type { Cell } from './cell.ts';
import { recorded, replayed } from './command.ts';
import type { Debit } from './debts.ts';
import type { Cause, Draft } from './draft.ts';
import { settleDebts } from './fund.ts';
import { Intake, type Moment } from './intake.ts';
import type { LedgerCommand } from './ledger-command.ts';
import type { Planning } from './read.ts';
import { refusal } from './refusal.ts';
import { expireReturned, noteReturned, voidReturned } from './return.ts';
import { smaller } from './stock.ts';
import { bookTimeouts } from './timeouts.ts';

/** A charge that was made in error, in full or in part. */
export interface ReversalInput {
  /** Id of the reversal: a usage may be reversed in several parts. */
  readonly id: string;
  /** Default: what is not reversed yet. */
  readonly amount?: AmountInput;
  /** When the credit comes back, not before the usage; default: at the time of the usage. */
  readonly at?: InstantInput | Day;
  /** Why; it stands on the entries. */
  readonly reason?: string;
}

/** A reversal that is known to be possible. */
export interface ReversalFacts extends Moment {
  /** More than zero, at most what is not reversed yet. */
  readonly units: bigint;
  readonly commandKey: string;
  readonly reason: string | null;
}

interface Asked {
  readonly usageId: string;
  readonly id: string;
  readonly amount: { readonly units: bigint; readonly requested: string } | undefined;
  readonly moment: Moment | undefined;
  readonly reason: string | null;
}

const IRREVERSIBLE: readonly UsageState[] = ['credit', 'reversal', 'before_opening'];

/** The command behind `CreditLedger.reverseUsage`. */
export function reverseUsage(usageId: string, reversal: ReversalInput): LedgerCommand<ReversalResult> {
  return (draft) => planReversal(draft, usageId, reversal);
}

function* planReversal(draft: Draft, usage: string, input: ReversalInput): Planning<ReversalResult> {
  const intake = new Intake(draft.head.account);
  const asked = readReversal(intake, usage, input);
  const { usageId, id, amount, moment, reason } = asked;
  const key = `reverse:${id}`;
  const parts = [amount?.requested ?? null, moment?.at ?? null, moment?.day ?? null, reason];
  const request = JSON.stringify(['reverseUsage', id, usageId, ...parts]);
  const known = yield* replayed(draft, key, request, 'reverseUsage');
  if (known !== undefined) return known;
  const [debit] = yield* draft.debts.byId([usageId]);
  const facts = { ...checked(draft, intake, asked, debit), commandKey: key, reason };
  const { at, day, units } = facts;
  yield* bookTimeouts(draft, at);
  const reversed = yield* bookReversal(draft, facts.debit, facts);
  const result = { reversalId: id, usageId, amount: draft.text(units), at, day, ...reversed };
  return recorded(draft, request, { command: 'reverseUsage', key, replayed: false, ...result });
}

/**
 * Takes back a part of a usage: first of its debt, then from its slices, the last one first. What lots get back
 * settles debts (15.8).
 */
export function* bookReversal(draft: Draft, debit: Debit, facts: ReversalFacts): Planning<Reversed> {
  const { origin, id: usageId } = debit.row;
  const { at, day, units, commandKey, reason } = facts;
  const cause = { at, day, origin, usageId, commandKey, reason };
  const ofDebt = smaller(units, debit.shortfall);
  if (ofDebt > 0n) draft.enter('usage.reversed', cause, ofDebt);
  const { kept, freed } = unwind(draft, debit.slices, units - ofDebt);
  draft.debts.reverse(debit, units, ofDebt, kept);
  const cells = yield* draft.stock.byId(freed.map(({ slice }) => slice.lotId));
  const returned: LotShare[] = [];
  const voided: LotShare[] = [];
  for (const [index, { slice, units }] of freed.entries()) {
    const cell = cells[index];
    if (cell === undefined) continue;
    giveBack(draft, cell, slice, units, cause);
    returned.push({ lotId: slice.lotId, kind: slice.kind, amount: draft.text(units) });
    const share = voidReturned(draft, cell, units, cause);
    if (share !== undefined) voided.push(share);
    noteReturned(cell, units, at);
  }
  const isCrediting = returned.length > voided.length;
  const settled = isCrediting ? yield* settleDebts(draft, commandKey) : [];
  const expired = expireReturned(draft, cells, cause);
  return { debt: draft.text(ofDebt), returned, voided, expired, settled };
}

interface Freed {
  readonly slice: Slice;
  readonly units: bigint;
}

/** Takes an amount off slices from the last one on. */
function unwind(
  draft: Draft,
  slices: readonly Slice[],
  units: bigint,
): { kept: readonly Slice[]; freed: readonly Freed[] } {
  const kept = [...slices];
  const freed: Freed[] = [];
  let missing = units;
  while (missing > 0n) {
    const slice = kept.pop();
    if (slice === undefined) break;
    const paid = toUnits(slice.amount, draft.scale);
    const part = smaller(paid, missing);
    freed.push({ slice, units: part });
    missing -= part;
    if (part < paid) kept.push(Object.freeze({ ...slice, amount: draft.text(paid - part) }));
  }
  return { kept, freed };
}

/**
 * Puts back what a slice took. A lot that takes effect only after the reversal cannot get it then: it had paid
 * a debt, so the reversal lowers the debt and the payment is taken back at its own time.
 */
function giveBack(draft: Draft, cell: Cell, slice: Slice, units: bigint, cause: Cause): void {
  const { lot } = cell;
  draft.move(cell, 'consumed', 'remaining', units);
  if (slice.lateFunding !== true || lot.effectiveAt <= cause.at) {
    draft.enter('usage.reversed', cause, units, { lot });
    return;
  }
  draft.enter('usage.reversed', cause, units);
  const payment = { ...cause, at: lot.effectiveAt, day: lot.day };
  draft.enter('shortfall.settled', payment, units, { lot, reversesSeq: slice.seq });
}

function readReversal(intake: Intake, usage: string, input: ReversalInput): Asked {
  const asked = {
    usageId: intake.id(usage, 'usageId'),
    id: intake.id(input.id, 'id'),
    amount: input.amount === undefined ? undefined : intake.amount(input.amount, 'amount'),
    moment: input.at === undefined ? undefined : intake.moment(input.at, 'at'),
    reason: intake.text(input.reason, 'reason'),
  };
  intake.finish('reverseUsage');
  return asked;
}

/** @throws InvalidInputError `USAGE_UNKNOWN`, `NOT_REVERSIBLE`, `OVER_REVERSAL` */
function checked(
  draft: Draft,
  intake: Intake,
  { usageId, amount, moment }: Asked,
  debit: Debit | undefined,
): Moment & { readonly debit: Debit; readonly units: bigint } {
  if (debit === undefined) throw refusal('reverseUsage', 'usageId', 'is not on record', 'USAGE_UNKNOWN');
  const { row, state, reversed } = debit;
  const left = toUnits(row.amount, draft.scale) - reversed;
  if (row.origin !== 'usage' || IRREVERSIBLE.includes(state) || left < 0n) {
    const what = row.origin === 'usage' ? state : row.origin;
    const message = `${usageId} is of kind ${what}, which cannot be reversed; use adjust`;
    throw refusal('reverseUsage', 'usageId', message, 'NOT_REVERSIBLE');
  }
  const units = amount?.units ?? left;
  if (units <= 0n || units > left) {
    const message = `must be more than 0 and at most ${draft.text(left)}, which is not reversed yet`;
    intake.refuse('amount', message, 'OVER_REVERSAL');
  }
  const { at, day } = moment ?? { at: row.occurredAt, day: row.day };
  if (at < row.occurredAt) intake.refuse('at', `must not be before the usage, ${row.occurredAt}`);
  intake.finish('reverseUsage');
  return { debit, units, at, day };
}
