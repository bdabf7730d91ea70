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
  const { lot } = cell;
  if (lot.expiresAt === null) return;
  if (units < 0n) draft.move(cell, 'expired', 'remaining', -units);
  else draft.move(cell, 'remaining', 'expired', units);
  const { commandKey, reason } = cause;
  const moment = draft.momentOf(lot.expiresAt);
  draft.enter(
    'lot.expired',
    { ...moment, origin: lot.origin.type, usageId: null, commandKey, reason },
    units,
    { lot },
  );
}
