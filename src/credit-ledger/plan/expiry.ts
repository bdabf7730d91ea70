import type { Cell, Late } from './cell.ts';
import type { Cause, Draft } from './draft.ts';
import type { Moment } from './intake.ts';
import { smaller } from './stock.ts';

type Source = Pick<Cause, 'commandKey' | 'reason'>;

/**
 * Takes back as much of a booked expiry as is needed before credit can be taken: the booking was a note of
 * what would have been left, and it turns out that less was (15.8). What is taken lacks first at `expiresAt`,
 * and only then where credit came back later.
 */
export function reviveFor(draft: Draft, cell: Cell, units: bigint, source: Source): void {
  let missing = units - (cell.remaining - cell.held);
  for (const { isBooked, units: returned } of cell.late) if (!isBooked) missing += returned;
  if (missing <= 0n) return;
  const inTime = smaller(missing, expiredInTime(cell));
  if (inTime > 0n) bookExpiry(draft, cell, -inTime, source);
  missing -= inTime;
  for (const part of cell.late) {
    const late = smaller(missing, part.units);
    missing -= late;
    reviveLate(draft, cell, part, late, source);
  }
}

/** Takes back all booked expiry of a lot that is to expire at a later instant, or never. Answers how much. */
export function reviveUntil(draft: Draft, cell: Cell, expiresAt: string | null, source: Source): bigint {
  const before = cell.expired;
  const inTime = expiredInTime(cell);
  if (inTime > 0n) bookExpiry(draft, cell, -inTime, source);
  const isOver = ({ at }: Late): boolean => expiresAt !== null && expiresAt <= at;
  for (const part of cell.late) if (!isOver(part)) reviveLate(draft, cell, part, part.units, source);
  cell.late = cell.late.filter(isOver);
  return before - cell.expired;
}

/** Books credit of a lot as expired at its expiry; a negative amount takes so much back. */
export function bookExpiry(draft: Draft, cell: Cell, units: bigint, source: Source): void {
  const { expiresAt } = cell.lot;
  if (expiresAt !== null) enterExpiry(draft, cell, units, draft.momentOf(expiresAt), source);
}

/**
 * Notes credit that has come back when the lot had expired, unless it stems from what came back still later. Debts
 * may take it before `bookLate` and `refillLate` book the rest.
 */
export function noteLate(cell: Cell, returned: bigint, at: string): void {
  let units = returned;
  for (const part of cell.late) if (at < part.at) units -= smaller(units, part.taken);
  if (units === 0n) return;
  const part = { at, units, taken: 0n, isBooked: false };
  cell.late = [...cell.late, part].sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** Books what was noted and nobody took as expired when it came back (15.8). Answers how much. */
export function bookLate(draft: Draft, cell: Cell, moment: Moment, source: Source): bigint {
  let units = 0n;
  for (const part of cell.late) {
    if (part.isBooked) continue;
    part.isBooked = true;
    units += part.units;
  }
  if (units > 0n) enterExpiry(draft, cell, units, moment, source);
  return units;
}

/**
 * Books as expired again what usage had taken of late credit, as far as credit is left: in time there was none.
 */
export function refillLate(draft: Draft, cell: Cell, source: Source): void {
  for (const part of cell.late.toReversed()) {
    const units = smaller(cell.remaining - cell.held, part.taken);
    if (units === 0n) continue;
    part.taken -= units;
    part.units += units;
    enterExpiry(draft, cell, units, draft.momentOf(part.at), source);
  }
}

/** Of the booked expiry of a lot, what expired at its `expiresAt`. */
function expiredInTime({ expired, late }: Cell): bigint {
  return late.reduce((rest, { isBooked, units }) => (isBooked ? rest - units : rest), expired);
}

function reviveLate(draft: Draft, cell: Cell, part: Late, units: bigint, source: Source): void {
  if (units === 0n) return;
  part.units -= units;
  part.taken += units;
  if (part.isBooked) enterExpiry(draft, cell, -units, draft.momentOf(part.at), source);
}

function enterExpiry(draft: Draft, cell: Cell, units: bigint, moment: Moment, source: Source): void {
  const { lot } = cell;
  if (units < 0n) draft.move(cell, 'expired', 'remaining', -units);
  else draft.move(cell, 'remaining', 'expired', units);
  draft.witnessExpiry(lot);
  const { commandKey, reason } = source;
  const cause = { ...moment, origin: lot.origin.type, usageId: null, commandKey, reason };
  draft.enter('lot.expired', cause, units, { lot });
}
