import type { LotShare } from '../results.ts';
import type { CreditLot } from '../rows.ts';
import type { Cell } from './cell.ts';
import type { Cause, Draft } from './draft.ts';
import { bookExpiryAt } from './expiry.ts';
import type { Moment } from './intake.ts';
import { takeBack } from './take-back.ts';

type Source = Moment & Pick<Cause, 'commandKey' | 'reason'>;

/** The cause of an entry that concerns a lot as a whole and no usage. */
export function causeOn(lot: CreditLot, { at, day, commandKey, reason }: Source): Cause {
  return { at, day, origin: lot.origin.type, usageId: null, commandKey, reason };
}

/**
 * Credit that comes back to a void lot is void too: from then on, or from when the lot was voided, if that is
 * later (15.8). Undefined where the lot is not void.
 */
export function voidReturned(draft: Draft, cell: Cell, units: bigint, source: Source): LotShare | undefined {
  const { lot } = cell;
  const { voidedAt } = lot;
  if (voidedAt === null) return undefined;
  const moment = voidedAt > source.at ? draft.momentOf(voidedAt) : source;
  return takeBack(draft, cell, units, 'voided', causeOn(lot, { ...source, ...moment }));
}

/**
 * Credit that came back at or after the expiry of its lot, and that no debt took, expires at once (15.8).
 *
 * @param idle what was there to be taken before anything came back; its expiry may not be booked yet
 */
export function expireReturned(draft: Draft, idle: ReadonlyMap<Cell, bigint>, source: Source): LotShare[] {
  const expired: LotShare[] = [];
  for (const [cell, before] of idle) {
    const { id: lotId, kind, expiresAt } = cell.lot;
    const units = cell.remaining - cell.held - before;
    if (expiresAt === null || source.at < expiresAt || units <= 0n) continue;
    bookExpiryAt(draft, cell, units, source);
    expired.push({ lotId, kind, amount: draft.text(units) });
  }
  return expired;
}
