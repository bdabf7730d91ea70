import type { DebitShare, LotShare } from '../results.ts';
import { type Cell, isUsable, takeable } from './cell.ts';
import type { Cause, Draft } from './draft.ts';
import { reviveFor } from './expiry.ts';
import { postDebit } from './fund.ts';
import type { Planning } from './read.ts';

/** What a correction of a time may take back from a lot. */
export function availableAt(cell: Cell, at: string): bigint {
  return isUsable(cell.lot, at) ? takeable(cell) : 0n;
}

/** Takes credit of a lot back, whether or not its expiry was booked; nothing at all leaves a trace, too. */
export function takeBack(
  draft: Draft,
  cell: Cell,
  units: bigint,
  pocket: 'refunded' | 'voided',
  cause: Cause,
): LotShare {
  const { lot } = cell;
  reviveFor(draft, cell, units, cause);
  draft.move(cell, 'remaining', pocket, units);
  const { amount } = draft.enter(`lot.${pocket}`, cause, units, { lot });
  return { lotId: lot.id, kind: lot.kind, amount };
}

/**
 * Books as a debit what a lot should give back but no longer has: any lot may pay it, and what nobody pays is a
 * debt, whatever the account thinks of overdrawing (15.8).
 */
export function* debitMissing(
  draft: Draft,
  usageId: string,
  units: bigint,
  cause: Cause,
): Planning<DebitShare | null> {
  if (units === 0n) return null;
  const amount = draft.text(units);
  const debit = yield* postDebit(draft, {
    ...cause,
    origin: 'refund',
    usageId,
    units,
    requested: amount,
    scope: null,
    overdraw: 'shortfall',
  });
  return { usageId, amount, slices: debit.slices, shortfall: draft.text(debit.shortfall) };
}
