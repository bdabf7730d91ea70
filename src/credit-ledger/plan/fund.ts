import { InsufficientCreditError } from '../../core/errors/engine.ts';
import type { OverdrawMode } from '../account.ts';
import type { Settlement } from '../results.ts';
import type { EntryType, Slice, UsageRecord, UsageState } from '../rows.ts';
import { type Debit, NO_SLICES } from './debts.ts';
import type { Cause, Draft } from './draft.ts';
import { reviveFor } from './expiry.ts';
import type { Figure } from './intake.ts';
import type { Planning } from './read.ts';
import type { Cover, Pick } from './stock.ts';

/** Something to be paid from credit. */
export interface Charge extends Cause, Figure {
  readonly usageId: string;
  readonly scope: string | null;
  /** Instead of the account's. */
  readonly overdraw?: OverdrawMode;
  /** When a pull showed it. */
  readonly seenAt?: string;
}

/** Posts a charge of more than zero: eligible lots pay in order, what they lack is a debt (15.6). */
export function* postDebit(draft: Draft, charge: Charge): Planning<Debit> {
  const { picks, missing } = yield* coverAtPosting(draft, charge);
  const slices = Object.freeze(picks.map((pick) => take(draft, pick, 'usage.allocated', charge)));
  const seq = slices[0]?.seq ?? draft.nextSeq;
  if (missing > 0n) draft.enter('usage.shortfall', charge, missing);
  const row = usageRow(draft, charge, missing > 0n ? 'partial' : 'allocated', seq, slices);
  const debit = draft.debts.post(row, missing);
  if (overdrawOf(draft, charge) === 'shortfall') yield* payDebt(draft, debit, charge.commandKey, true);
  return debit;
}

/** The record of a usage as it is posted. */
export function usageRow(
  draft: Draft,
  charge: Charge,
  state: UsageState,
  seq: number,
  slices = NO_SLICES,
): UsageRecord {
  return {
    id: charge.usageId,
    origin: charge.origin,
    occurredAt: charge.at,
    day: charge.day,
    seq,
    amount: draft.text(charge.units),
    requested: charge.requested,
    slices,
    shortfall: '0',
    reversed: '0',
    scope: charge.scope,
    state,
    firstSeenAt: charge.seenAt ?? null,
    lastSeenAt: charge.seenAt ?? null,
    rowVersion: 1,
  };
}

/**
 * Pays open debts from new credit, the oldest usage first, each from the lots that its own time allows (15.6).
 * Every crediting command calls it once all its lots exist.
 */
export function* settleDebts(draft: Draft, commandKey: string): Planning<Settlement[]> {
  const settled: Settlement[] = [];
  if (draft.fundable === 0n || draft.debts.total === 0n) return settled;
  const debts = draft.debts.oldestFirst();
  // What may pay an older debt includes all that may pay a younger one of the same scope.
  const unpayable = new Set<string | null>();
  for (let index = 0; draft.fundable > 0n; index += 1) {
    const debit = yield* debts.at(index);
    if (debit === undefined) break;
    const { id: usageId, occurredAt, scope } = debit.row;
    if (index === 0) draft.stock.expect(occurredAt, draft.next.lastEffectiveAt ?? occurredAt);
    if (unpayable.has(scope)) continue;
    const known = debit.slices.length;
    yield* payDebt(draft, debit, commandKey, false);
    yield* payDebt(draft, debit, commandKey, true);
    if (debit.shortfall > 0n) unpayable.add(scope);
    for (const slice of debit.slices.slice(known)) settled.push({ usageId, ...slice });
  }
  return settled;
}

function* coverAtPosting(draft: Draft, charge: Charge): Planning<Cover> {
  const { usageId, units, at, scope } = charge;
  const overdraw = overdrawOf(draft, charge);
  const none = { picks: [], missing: units };
  const cover = draft.fundable === 0n ? none : yield* draft.stock.cover(at, scope, units, false);
  if (cover.missing === 0n || overdraw === 'shortfall') return cover;
  if (overdraw === 'allow') return none;
  throw new InsufficientCreditError(usageId, draft.text(units), draft.text(units - cover.missing));
}

function overdrawOf({ head }: Draft, charge: Charge): OverdrawMode {
  return charge.overdraw ?? head.account.overdraw;
}

/** Pays what is open of a usage: in time from lots eligible then, or late from lots that took effect after. */
function* payDebt(draft: Draft, debit: Debit, commandKey: string, isLate: boolean): Planning<void> {
  if (debit.shortfall === 0n || draft.fundable === 0n) return;
  const { id: usageId, origin, occurredAt, day, scope } = debit.row;
  const { picks } = yield* draft.stock.cover(occurredAt, scope, debit.shortfall, isLate);
  for (const pick of picks) {
    const { lot } = pick.cell;
    const moment = isLate ? { at: lot.effectiveAt, day: lot.day } : { at: occurredAt, day };
    const cause = { ...moment, origin, usageId, commandKey, reason: null };
    const slice = take(draft, pick, 'shortfall.settled', cause);
    draft.debts.pay(debit, isLate ? { ...slice, lateFunding: true } : slice, pick.amount);
  }
}

function take(draft: Draft, { cell, amount: units }: Pick, type: EntryType, cause: Cause): Slice {
  const { lot } = cell;
  const { id: lotId, kind } = lot;
  reviveFor(draft, cell, units, cause);
  draft.move(cell, 'remaining', 'consumed', units);
  const { amount, seq } = draft.enter(type, cause, units, { lot });
  return Object.freeze({ lotId, kind, amount, seq });
}
