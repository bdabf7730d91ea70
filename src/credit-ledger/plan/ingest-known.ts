import { IdempotencyConflictError } from '../../core/errors/engine.ts';
import { addDays } from '../../core/time.ts';
import type { DayRange, StoredRow } from '../../identity/index.ts';
import type { UsagePlace } from '../repository.ts';
import { type Booking, currentBooking, isBookingOf } from './comeback.ts';
import { loadCommands } from './command.ts';
import type { Debit } from './debts.ts';
import type { Draft } from './draft.ts';
import type { PulledUsage } from './ingest-input.ts';
import { MAX_KEYS, type Planning, read } from './read.ts';

/** A row that is on record, and how it is booked now. Retired: it was withdrawn. */
export interface KnownRow extends StoredRow {
  readonly day: string;
  readonly booking: Booking;
}

const COMEBACK = /^(.+):\d+$/s;

/**
 * The rows on record that a pull may touch: those of the days it covers that came through pulls, and those that it
 * names. No other days are read.
 *
 * @throws IdempotencyConflictError when a row of the pull is on record with other content
 */
export function* knownRows(
  draft: Draft,
  covered: DayRange | null,
  rows: readonly PulledUsage[],
): Planning<KnownRow[]> {
  const inside = covered === null ? [] : yield* usagesOf(draft, covered);
  const named = yield* draft.debts.byId(rows.map(({ id }) => id));
  refuseChanged(rows, named);
  const wanted = new Set(named);
  const debits = [...new Set([...inside, ...named])].filter(({ row }) => row.origin === 'usage');
  yield* preloadBookings(draft, debits);
  const known: KnownRow[] = [];
  for (const debit of debits) {
    if (!wanted.has(debit) && (debit.firstSeenAt === null || (yield* isComeback(draft, debit)))) continue;
    const { id, day } = debit.row;
    const isWithdrawn = debit.state === 'withdrawn';
    const booking = isWithdrawn
      ? yield* currentBooking(draft, id)
      : { n: 1, withdrawn: 0, usageId: id, debit };
    known.push({ id, day, booking, retired: booking.debit === undefined });
  }
  return known;
}

/** Whether a pull still shows some row, wherever it stands. */
export function* isAnyPresent(draft: Draft): Planning<boolean> {
  let after: UsagePlace | undefined;
  for (;;) {
    const page = yield* pageOf(draft, after, undefined);
    if (page.some(({ firstSeenAt, state }) => firstSeenAt !== null && state !== 'withdrawn')) return true;
    after = placeOf(page.at(-1));
    if (page.length < MAX_KEYS || after === undefined) return false;
  }
}

function* usagesOf(draft: Draft, { from, to }: DayRange): Planning<Debit[]> {
  const before = draft.calendar.start(addDays(to, 1));
  const debits: Debit[] = [];
  let after: UsagePlace | undefined = { occurredAt: draft.calendar.start(from), seq: 0 };
  while (after !== undefined) {
    const page: readonly Debit[] = yield* pageOf(draft, after, before);
    for (const debit of page) debits.push(debit);
    after = page.length < MAX_KEYS ? undefined : placeOf(page.at(-1));
  }
  return debits;
}

function* pageOf(
  draft: Draft,
  after: UsagePlace | undefined,
  before: string | undefined,
): Planning<readonly Debit[]> {
  const query = { after, before, limit: MAX_KEYS };
  const rows = yield* read((from) => from.usages(draft.head.account.id, query));
  return rows.map((row) => draft.debts.debit(row));
}

function placeOf(debit: Debit | undefined): UsagePlace | undefined {
  return debit && { occurredAt: debit.row.occurredAt, seq: debit.row.seq };
}

/** The content of a row is part of its id, so a row that changed is another row or a mistake. */
function refuseChanged(rows: readonly PulledUsage[], named: readonly Debit[]): void {
  const byId = new Map(named.map((debit) => [debit.row.id, debit.row]));
  for (const { id, command } of rows) {
    const row = byId.get(id);
    if (row === undefined) continue;
    const { at, day, requested, scope, commandKey } = command;
    const isSame = row.occurredAt === at && row.day === day && row.requested === requested;
    if (!isSame || row.scope !== scope || row.origin !== 'usage')
      throw new IdempotencyConflictError(commandKey);
  }
}

/** Reads at once what tells further bookings of a row from rows that happen to be called so. */
function* preloadBookings(draft: Draft, debits: readonly Debit[]): Planning<void> {
  const second = debits.filter(({ state }) => state === 'withdrawn').map(({ row }) => `${row.id}:2`);
  const again = yield* draft.debts.byId(second);
  const suspects = debits.filter(({ row }) => COMEBACK.test(row.id));
  yield* draft.debts.byId(suspects.map(({ row }) => baseOf(row.id)));
  const keys = new Set([...again, ...suspects].map(({ row }) => `usage:${row.id}`));
  yield* loadCommands(draft, [...keys]);
}

/** Whether a record is a further booking of a row, which stands for it. */
function* isComeback(draft: Draft, { row: { id } }: Debit): Planning<boolean> {
  return COMEBACK.test(id) && (yield* isBookingOf(draft, id, baseOf(id)));
}

function baseOf(usageId: string): string {
  return usageId.replace(/:\d+$/, '');
}
