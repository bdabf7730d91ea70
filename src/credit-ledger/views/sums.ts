import { toUnits } from '../../core/amount.ts';
import type { Day } from '../../core/time.ts';
import type { Books } from '../books.ts';
import { calendarOf } from '../calendar.ts';
import { addUnits, haveOneEffect, type Movement, noMovement } from '../movement.ts';
import type { EntryPlace } from '../places.ts';
import { addPeriod, movementOf } from '../plan/periods.ts';
import type { PeriodsQuery } from '../repository.ts';
import type { AccountHead, LedgerEntry, LedgerPeriod } from '../rows.ts';

const PAGE = 1000;
/** Of entries, of which only those of one day may be wanted. */
const ENTRIES = 500;
/** The days of a month, and one more, so that a full month ends its list. */
const DAYS = 32;
const MONTH_LENGTH = 7;
/** Behind a period's key, sorts after that period and before the next. */
const BEHIND = '~';

/** All that happened before a business day: the months before its own, then the days of its month. */
export async function sumBefore(books: Books, day: Day): Promise<Movement> {
  const sum = noMovement();
  const month = day.slice(0, MONTH_LENGTH);
  const { scale } = books.head.account;
  for await (const page of periodPages(books, { unit: 'month', before: month, limit: PAGE })) {
    for (const row of page) addPeriod(sum, row, scale);
  }
  const days = { unit: 'day', from: `${month}-01`, before: day, limit: DAYS } as const;
  for await (const page of periodPages(books, days)) {
    for (const row of page) addPeriod(sum, row, scale);
  }
  return sum;
}

/**
 * All that happened up to an instant, what happened at it included. Costs the number of months, days of one
 * month and entries of one day, however long the journal is.
 */
export async function sumUntil(books: Books, at: string): Promise<Movement> {
  const { account, openingAt } = books.head;
  const day = calendarOf(account.businessTimeZone).dayOf(at);
  const sum = await sumBefore(books, day);
  // What is older than the opening balance is contained in it.
  const from = openingAt ?? '';
  const fold = new AlikeFold(sum, account.scale);
  for await (const page of entryPages(books, day)) {
    for (const entry of page) {
      if (entry.day !== day) break;
      const { effectiveAt } = entry;
      if (from <= effectiveAt && effectiveAt <= at) fold.add(entry);
    }
    if (page.at(-1)?.day !== day) break;
  }
  fold.finish();
  return sum;
}

/** Adds entries to a sum. A day has thousands of them, mostly of one kind: what is alike in a row counts at once. */
class AlikeFold {
  readonly #sum: Movement;
  readonly #scale: number;
  #first: LedgerEntry | undefined;
  #units = 0n;

  constructor(sum: Movement, scale: number) {
    this.#sum = sum;
    this.#scale = scale;
  }

  add(entry: LedgerEntry): void {
    if (this.#first === undefined || !haveOneEffect(this.#first, entry)) {
      this.finish();
      this.#first = entry;
    }
    this.#units += toUnits(entry.amount, this.#scale);
  }

  /** Adds what is left. */
  finish(): void {
    if (this.#first !== undefined) addUnits(this.#sum, this.#first, this.#units);
    this.#first = undefined;
    this.#units = 0n;
  }
}

/** What happened on each day on which something did, both ends included. */
export async function dayMovements(books: Books, from: Day, until: Day): Promise<Map<string, Movement>> {
  const days = new Map<string, Movement>();
  const { scale } = books.head.account;
  for await (const page of periodPages(books, {
    unit: 'day',
    from,
    before: `${until}${BEHIND}`,
    limit: PAGE,
  })) {
    for (const row of page) days.set(row.period, movementOf(row, scale));
  }
  return days;
}

/** Whether an entry counts: what is older than the opening balance is contained in it. */
function isCounted({ openingAt }: AccountHead, { effectiveAt }: LedgerEntry): boolean {
  return openingAt === null || effectiveAt >= openingAt;
}

async function* periodPages(books: Books, query: PeriodsQuery): AsyncGenerator<readonly LedgerPeriod[]> {
  let { from } = query;
  for (;;) {
    const page = await books.rows.periods(books.head.account.id, { ...query, from });
    yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < query.limit) return;
    from = `${last.period}${BEHIND}`;
  }
}

/** The entries that count from later than an instant, by day. Reads nothing where there are none. */
export async function* entriesAfter(books: Books, at: string): AsyncGenerator<LedgerEntry> {
  const { account, lastEffectiveAt } = books.head;
  if (lastEffectiveAt === null || lastEffectiveAt <= at) return;
  for await (const entry of entriesFrom(books, calendarOf(account.businessTimeZone).dayOf(at))) {
    if (entry.effectiveAt > at && isCounted(books.head, entry)) yield entry;
  }
}

async function* entriesFrom(books: Books, day: Day): AsyncGenerator<LedgerEntry> {
  for await (const page of entryPages(books, day)) yield* page;
}

async function* entryPages(books: Books, day: Day): AsyncGenerator<readonly LedgerEntry[]> {
  let after: EntryPlace | undefined;
  for (;;) {
    const page = await books.rows.entriesByDay(books.head.account.id, { from: day, after, limit: ENTRIES });
    yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < ENTRIES) return;
    after = { day: last.day, seq: last.seq };
  }
}
