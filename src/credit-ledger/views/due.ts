import type { Books } from '../books.ts';
import { Draft } from '../plan/draft.ts';
import { bookExpiry } from '../plan/expiry.ts';
import { drive, type Planning, read } from '../plan/read.ts';
import { bookTimeouts } from '../plan/timeouts.ts';
import type { AccountHead, CreditLot, LedgerEntry } from '../rows.ts';

const PAGE = 500;
/** Of entries that are never written. */
const UNBOOKED = { commandKey: '', reason: null };

/** The books with all that counts by an instant in them, whether a command has booked it or not. */
export interface DueBooks {
  readonly head: AccountHead;
  /** What is not booked: time-outs of holds, the debts that they settle, expiries. */
  readonly entries: readonly LedgerEntry[];
  /** The lots that they change, as they would be. */
  readonly lots: readonly CreditLot[];
}

/**
 * Books in memory what is due by an instant, with the code that books it for good: so whether the job ran
 * makes no difference to a reader (15.8). Reads nothing while nothing is due.
 */
export async function dueBooks(books: Books, at: string): Promise<DueBooks> {
  if (!isDue(books.head, at)) return { head: books.head, entries: [], lots: [] };
  const { head, entries, lots } = (await dueDraft(books, at)).batch();
  return { head: { ...head, version: books.head.version }, entries, lots };
}

/** The same as a draft, for those who ask which lot would pay next. */
export async function dueDraft(books: Books, at: string): Promise<Draft> {
  const draft = new Draft(books.head, at);
  if (isDue(books.head, at)) await drive(bookDue(draft, at), books.rows);
  return draft;
}

function isDue({ nextExpiry, nextTimeout }: AccountHead, at: string): boolean {
  return (nextExpiry !== null && nextExpiry <= at) || (nextTimeout !== null && nextTimeout <= at);
}

function* bookDue(draft: Draft, at: string): Planning<void> {
  yield* bookTimeouts(draft, at);
  let after: CreditLot | undefined;
  do {
    const place = after && { expiresAt: after.expiresAt, orderKey: after.orderKey };
    const lots = yield* read((from) =>
      from.expiringLots(draft.head.account.id, { by: at, after: place, limit: PAGE }),
    );
    for (const lot of lots) draft.stock.cell(lot);
    after = lots.length < PAGE ? undefined : lots.at(-1);
  } while (after !== undefined);
  for (const cell of draft.stock.known()) {
    const { expiresAt } = cell.lot;
    const units = cell.remaining - cell.held;
    if (expiresAt !== null && expiresAt <= at && units > 0n) bookExpiry(draft, cell, units, UNBOOKED);
  }
}
