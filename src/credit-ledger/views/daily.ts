import { formatUnits } from '../../core/amount.ts';
import { ConcurrencyError } from '../../core/errors/engine.ts';
import { type Day, dayFromNumber, dayNumber, parseDay } from '../../core/time.ts';
import type { Books } from '../books.ts';
import { calendarOf } from '../calendar.ts';
import { addEntry, type Movement, netOf, noMovement, usageAmountOf } from '../movement.ts';
import { Intake } from '../plan/intake.ts';
import { dueBooks } from './due.ts';
import { dayMovements, sumBefore } from './sums.ts';

/** Which business days to show, both ends included. */
export interface DailyBalanceQuery {
  /** `YYYY-MM-DD`. Default: the first day of the ledger. */
  readonly from?: string;
  /**
   * `YYYY-MM-DD`. Default: the day of the latest effect on record, or `from` if that is later. A day that is
   * named counts to its end: what expires in it has expired.
   */
  readonly to?: string;
}

/**
 * One business day. `closing = opening + purchased + bonus + adjustment + returned - usage - refunded -
 * voided - expired`; opening and closing are net of debt. Plain decimals.
 */
export interface DailyBalance {
  readonly date: string;
  readonly opening: string;
  readonly purchased: string;
  readonly bonus: string;
  /** Adjustments of both signs, netted; includes negative usage. */
  readonly adjustment: string;
  /** Usage in full on its own day, however and whenever it was paid. */
  readonly usage: string;
  readonly returned: string;
  readonly refunded: string;
  readonly voided: string;
  readonly expired: string;
  readonly closing: string;
  /** Open debt at the end of the day. */
  readonly debt: string;
  /** Usage less what came back and less negative usage: the addon's `usage_amount`. */
  readonly usageAmount: string;
}

/** The days of a query, and up to when expiries count. */
interface Span {
  readonly from: Day;
  readonly to: Day;
  readonly until: string;
}

/** What is left and owed between two days, in units. */
interface Standing {
  readonly net: bigint;
  readonly debt: bigint;
}

/** A part of the days. */
interface Stretch {
  readonly start: Standing;
  readonly rows: readonly DailyBalance[];
  readonly end: Standing;
}

/** How a stretch of days is read on one state of the books. */
type ReadBooks = <Result>(view: (books: Books) => Promise<Result>) => Promise<Result>;

/** Days that are read at once by a stream. */
const STRETCH = 366;

/** The days of an account, each from where the day before ended. Quiet days are there too. */
export async function dailyBalances(
  books: Books,
  query: DailyBalanceQuery,
): Promise<readonly DailyBalance[]> {
  const span = await spanOf(books, query);
  return span === undefined ? [] : (await stretchOf(books, span)).rows;
}

/**
 * The same as a stream, in memory that does not grow with the number of days.
 *
 * @throws ConcurrencyError when a writer changed a day that was given out already
 */
export async function* streamDailyBalances(
  read: ReadBooks,
  query: DailyBalanceQuery,
): AsyncGenerator<DailyBalance, void, undefined> {
  const span = await read(async (books) => spanOf(books, query));
  if (span === undefined) return;
  let end: Standing | undefined;
  for (let first = dayNumber(span.from); first <= dayNumber(span.to); first += STRETCH) {
    const from = dayFromNumber(first);
    const to = dayFromNumber(Math.min(first + STRETCH - 1, dayNumber(span.to)));
    const stretch = await read((books) => stretchOf(books, { from, to, until: span.until }));
    const { start } = stretch;
    if (end !== undefined && (end.net !== start.net || end.debt !== start.debt)) {
      throw new ConcurrencyError(`days before ${from} changed; read them again`, 'VERSION_CONFLICT');
    }
    end = stretch.end;
    yield* stretch.rows;
  }
}

/** The days to show; undefined while nothing is on record. */
async function spanOf({ head }: Books, query: DailyBalanceQuery): Promise<Span | undefined> {
  const { account, firstDay, lastEffectiveAt } = head;
  const calendar = calendarOf(account.businessTimeZone);
  const intake = new Intake(account);
  const first = intake.day(query.from, 'from') ?? (firstDay === null ? undefined : parseDay(firstDay));
  const last = intake.day(query.to, 'to');
  if (first !== undefined && last !== undefined && last < first) {
    intake.refuse('to', `lies before ${first}`);
  }
  intake.finish('dailyBalance');
  if (first === undefined || lastEffectiveAt === null) return undefined;
  if (last !== undefined) return { from: first, to: last, until: calendar.end(last) };
  return { from: first, to: laterOf(calendar.dayOf(lastEffectiveAt), first), until: lastEffectiveAt };
}

function laterOf(a: Day, b: Day): Day {
  if (a < b) return b;
  return a;
}

async function stretchOf(books: Books, { from, to, until }: Span): Promise<Stretch> {
  const { account } = books.head;
  const sum = await sumBefore(books, from);
  const days = await dayMovements(books, from, to);
  for (const entry of (await dueBooks(books, until)).entries) {
    if (entry.day < from) addEntry(sum, entry, account.scale);
    else addEntry(movementOn(days, entry.day), entry, account.scale);
  }
  const start = { net: netOf(sum), debt: sum.debt };
  let { net, debt } = start;
  const rows: DailyBalance[] = [];
  for (let number = dayNumber(from); number <= dayNumber(to); number += 1) {
    const date = dayFromNumber(number);
    const day = days.get(date) ?? noMovement();
    debt += day.debt;
    rows.push(rowOf(date, net, day, debt, account.scale));
    net += netOf(day);
  }
  return { rows, start, end: { net, debt } };
}

function movementOn(days: Map<string, Movement>, day: string): Movement {
  const known = days.get(day);
  const movement = known ?? noMovement();
  if (known === undefined) days.set(day, movement);
  return movement;
}

function rowOf(date: Day, opening: bigint, day: Movement, debt: bigint, scale: number): DailyBalance {
  const text = (units: bigint): string => formatUnits(units, scale);
  return {
    date,
    opening: text(opening),
    purchased: text(day.purchased),
    bonus: text(day.bonus),
    adjustment: text(day.adjustment),
    usage: text(day.usage),
    returned: text(day.returned),
    refunded: text(day.refunded),
    voided: text(day.voided),
    expired: text(day.expired),
    closing: text(opening + netOf(day)),
    debt: text(debt),
    usageAmount: text(usageAmountOf(day)),
  };
}
