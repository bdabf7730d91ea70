import type { LotShare } from '../results.ts';
import type { CreditLot } from '../rows.ts';
import type { Cell } from './cell.ts';
import type { Cause, Draft } from './draft.ts';
import { bookLate, noteLate, refillLate } from './expiry.ts';
import type { Moment } from './intake.ts';
import { takeBack } from './take-back.ts';

type Source = Moment & Pick<Cause, 'commandKey' | 'reason'>;

/** The cause of an entry that concerns a lot as a whole and no usage. */
export function causeOn(lot: CreditLot, { at, day, commandKey, reason }: Source): Cause {
  return { at, day, origin: lot.origin.type, usageId: null, commandKey, reason };
}

/**
 * Credit that comes back to a void lot is void too (15.8): from then on, or, if that is later, from when the lot
 * was voided or expired, whichever came first. Undefined where the lot is not void.
 */
export function voidReturned(draft: Draft, cell: Cell, units: bigint, source: Source): LotShare | undefined {
  const { lot } = cell;
  const { voidedAt, expiresAt } = lot;
  if (voidedAt === null) return undefined;
  const since = expiresAt !== null && expiresAt < voidedAt ? expiresAt : voidedAt;
  const moment = since > source.at ? draft.momentOf(since) : source;
  return takeBack(draft, cell, units, 'voided', causeOn(lot, { ...source, ...moment }));
}

/**
 * Credit that comes back at or after the expiry of its lot expires at once, as far as no debt takes it (15.8).
 * `expireReturned` books that, once debts are settled.
 */
export function noteReturned(cell: Cell, units: bigint, at: string): void {
  const { expiresAt, voidedAt } = cell.lot;
  if (voidedAt === null && expiresAt !== null && expiresAt <= at) noteLate(cell, units, at);
}

/** Books as expired what came back too late and was not taken. Answers that; comes after debts were settled. */
export function expireReturned(draft: Draft, cells: Iterable<Cell>, source: Source): LotShare[] {
  const { at, day } = source;
  return [...new Set(cells)].flatMap((cell) => {
    const { id: lotId, kind } = cell.lot;
    const units = bookLate(draft, cell, { at, day }, source);
    refillLate(draft, cell, source);
    return units > 0n ? [{ lotId, kind, amount: draft.text(units) }] : [];
  });
}
