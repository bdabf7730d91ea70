import { loadCommands } from './command.ts';
import type { Debit } from './debts.ts';
import type { Draft } from './draft.ts';
import type { Planning } from './read.ts';

/** One time that a row of a source was booked. */
export interface Booking {
  /** 1 at first, greater each time the row comes back after it was withdrawn. */
  readonly n: number;
  /** The last one that was withdrawn; 0 if none was. */
  readonly withdrawn: number;
  /** Id of the usage record. */
  readonly usageId: string;
  /** Undefined when the row is to be booked still. */
  readonly debit: Debit | undefined;
}

/**
 * The booking of a row that was not withdrawn, or else the one that comes next: a row that comes back after it was
 * withdrawn is a record of its own, `<id>:2`, `<id>:3` ... (15.4).
 */
export function* currentBooking(draft: Draft, rowId: string): Planning<Booking> {
  let withdrawn = 0;
  for (let n = 1; ; n += 1) {
    const usageId = n === 1 ? rowId : `${rowId}:${n}`;
    const [debit] = yield* draft.debts.byId([usageId]);
    if (debit === undefined) return { n, withdrawn, usageId, debit };
    if (n > 1 && !(yield* isBookingOf(draft, usageId, rowId))) continue;
    if (debit.state !== 'withdrawn') return { n, withdrawn, usageId, debit };
    withdrawn = n;
  }
}

/** Whether a record is one of this row, and not of another that happens to be called so. */
export function* isBookingOf(draft: Draft, usageId: string, rowId: string): Planning<boolean> {
  const key = `usage:${usageId}`;
  if (!draft.commands.has(key)) yield* loadCommands(draft, [key]);
  const result = draft.commands.get(key)?.result;
  return result?.command === 'allocateUsage' && result.rowId === rowId;
}
