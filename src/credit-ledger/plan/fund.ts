import { InsufficientCreditError } from '../../core/errors/engine.ts';
import type { Settlement } from '../results.ts';
import type { OriginType, Slice } from '../rows.ts';
import { type Debit, NO_SLICES } from './debts.ts';
import type { Draft } from './draft.ts';
import type { Figure, Moment } from './intake.ts';
import type { Planning } from './read.ts';
import type { Cover, Occasion, Pick } from './stock.ts';

/** Something to be paid from credit. */
export interface Charge extends Moment, Figure {
  readonly id: string;
  readonly origin: OriginType;
  readonly scope: string | null;
  readonly commandKey: string;
  readonly reason: string | null;
}

/** Posts a charge of more than zero: eligible lots pay in order, what they lack is a debt (15.6). */
export function* postDebit(draft: Draft, charge: Charge): Planning<Debit> {
  const { picks, missing } = yield* coverAtPosting(draft, charge);
  const seq = draft.nextSeq;
  const { id: usageId, origin, at, day, commandKey, reason } = charge;
  const slices = Object.freeze(
    picks.map((pick) => {
      const slice = sliceOf(pick, draft.nextSeq, draft);
      draft.consume(pick.cell, pick.amount);
      const { lotId, kind } = slice;
      draft.enter({
        type: 'usage.allocated',
        origin,
        at,
        day,
        commandKey,
        reason,
        usageId,
        lotId,
        kind,
        units: pick.amount,
      });
      return slice;
    }),
  );
  if (missing > 0n) {
    draft.enter({ type: 'usage.shortfall', origin, at, day, commandKey, reason, usageId, units: missing });
  }
  const state = missing > 0n ? 'partial' : 'allocated';
  const debit = draft.debts.post({ ...usageRow(draft, charge, seq), slices, state }, missing);
  if (missing > 0n && draft.head.account.overdraw === 'shortfall') yield* payLate(draft, debit, commandKey);
  return debit;
}

/** The record of a usage that nothing has paid yet. */
export function usageRow(draft: Draft, charge: Charge, seq: number): Debit['row'] {
  return {
    id: charge.id,
    origin: charge.origin,
    occurredAt: charge.at,
    day: charge.day,
    seq,
    amount: draft.text(charge.units),
    requested: charge.requested,
    slices: NO_SLICES,
    shortfall: '0',
    reversed: '0',
    scope: charge.scope,
    state: 'allocated',
    rowVersion: 1,
  };
}

/**
 * Pays open debts from new credit, the oldest usage first, each from the lots that its own time allows (15.6).
 * Every crediting command calls it once all its lots exist.
 */
export function* settleDebts(draft: Draft, commandKey: string): Planning<Settlement[]> {
  const settled: Settlement[] = [];
  if (draft.available === 0n || draft.debts.total === 0n) return settled;
  const debts = draft.debts.oldestFirst();
  for (let index = 0; draft.available > 0n; index += 1) {
    const debit = yield* debts.at(index);
    if (debit === undefined) break;
    if (index === 0) draft.stock.expect(debit.row.occurredAt, draft.lastEffectiveAt ?? debit.row.occurredAt);
    if (debit.shortfall === 0n) continue;
    const known = debit.slices.length;
    yield* payInTime(draft, debit, commandKey);
    yield* payLate(draft, debit, commandKey);
    for (const slice of debit.slices.slice(known)) settled.push({ usageId: debit.row.id, ...slice });
  }
  return settled;
}

function* coverAtPosting(draft: Draft, charge: Charge): Planning<Cover> {
  const { overdraw } = draft.head.account;
  const cover = yield* eligible(draft, charge, charge.units);
  if (cover.missing === 0n || overdraw === 'shortfall') return cover;
  if (overdraw === 'allow') return { picks: [], missing: charge.units };
  throw new InsufficientCreditError(
    `${charge.origin} ${charge.id}`,
    draft.text(charge.units),
    draft.text(charge.units - cover.missing),
  );
}

function* eligible(draft: Draft, occasion: Occasion, need: bigint): Planning<Cover> {
  return draft.available === 0n ? { picks: [], missing: need } : yield* draft.stock.eligible(occasion, need);
}

function occasionOf({ row }: Debit): Occasion {
  return { at: row.occurredAt, scope: row.scope };
}

function* payInTime(draft: Draft, debit: Debit, commandKey: string): Planning<void> {
  const { picks } = yield* eligible(draft, occasionOf(debit), debit.shortfall);
  for (const pick of picks)
    pay(draft, debit, pick, commandKey, { at: debit.row.occurredAt, day: debit.row.day });
}

function* payLate(draft: Draft, debit: Debit, commandKey: string): Planning<void> {
  if (debit.shortfall === 0n || draft.available === 0n) return;
  const { picks } = yield* draft.stock.later(occasionOf(debit), debit.shortfall);
  for (const pick of picks) pay(draft, debit, pick, commandKey, null);
}

/** Books a payment of a debt: at the time of the usage, or (late) at the time from which the lot can pay. */
function pay(draft: Draft, debit: Debit, pick: Pick, commandKey: string, inTime: Moment | null): void {
  const { lot } = pick.cell;
  const slice = sliceOf(pick, draft.nextSeq, draft);
  draft.consume(pick.cell, pick.amount);
  draft.enter({
    type: 'shortfall.settled',
    origin: debit.row.origin,
    at: inTime?.at ?? lot.effectiveAt,
    day: inTime?.day ?? lot.day,
    commandKey,
    usageId: debit.row.id,
    lotId: lot.id,
    kind: lot.kind,
    units: pick.amount,
  });
  draft.debts.pay(debit, inTime === null ? { ...slice, lateFunding: true } : slice, pick.amount);
}

function sliceOf({ cell, amount }: Pick, seq: number, draft: Draft): Slice {
  return Object.freeze({ lotId: cell.lot.id, kind: cell.lot.kind, amount: draft.text(amount), seq });
}
