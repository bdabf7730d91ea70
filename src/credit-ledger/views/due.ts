import type { Books } from '../books.ts';
import { Draft } from '../plan/draft.ts';
import { bookExpiries } from '../plan/expire.ts';
import { drive, type Planning } from '../plan/read.ts';
import { bookTimeouts } from '../plan/timeouts.ts';
import type { AccountHead, CreditLot, LedgerEntry } from '../rows.ts';

/** The command key of entries that are never written. */
const UNBOOKED = '';

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
  const draft = new Draft(books.head, at);
  await drive(bookDue(draft, at), books.rows);
  const { head, entries, lots } = draft.batch();
  return { head: { ...head, version: books.head.version }, entries, lots };
}

function isDue({ nextExpiry, nextTimeout }: AccountHead, at: string): boolean {
  return (nextExpiry !== null && nextExpiry <= at) || (nextTimeout !== null && nextTimeout <= at);
}

function* bookDue(draft: Draft, at: string): Planning<void> {
  yield* bookTimeouts(draft, at);
  yield* bookExpiries(draft, at, UNBOOKED);
}
