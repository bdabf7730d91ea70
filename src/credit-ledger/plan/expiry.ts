import type { Cell } from './cell.ts';
import type { Cause, Draft } from './draft.ts';

/**
 * Takes back as much of a booked expiry as is needed before credit can be taken: the booking was a note of
 * what would have been left, and it turns out that less was (15.8).
 */
export function reviveFor(draft: Draft, cell: Cell, units: bigint, cause: Cause): void {
  const missing = units - (cell.remaining - cell.held);
  if (missing > 0n) bookExpiry(draft, cell, -missing, cause);
}

/** Books credit of a lot as expired at its expiry; a negative amount takes so much back. */
export function bookExpiry(
  draft: Draft,
  cell: Cell,
  units: bigint,
  cause: Pick<Cause, 'commandKey' | 'reason'>,
): void {
  const { expiresAt } = cell.lot;
  if (expiresAt !== null) bookExpiryAt(draft, cell, units, { ...cause, ...draft.momentOf(expiresAt) });
}

/** As `bookExpiry`, at a time of its own: credit that came back after the expiry. */
export function bookExpiryAt(
  draft: Draft,
  cell: Cell,
  units: bigint,
  { at, day, commandKey, reason }: Pick<Cause, 'at' | 'day' | 'commandKey' | 'reason'>,
): void {
  const { lot } = cell;
  if (units < 0n) draft.move(cell, 'expired', 'remaining', -units);
  else draft.move(cell, 'remaining', 'expired', units);
  draft.witnessExpiry(lot);
  const cause = { at, day, origin: lot.origin.type, usageId: null, commandKey, reason };
  draft.enter('lot.expired', cause, units, { lot });
}
