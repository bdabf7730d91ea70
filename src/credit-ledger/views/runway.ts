import { formatUnits, toUnits } from '../../core/amount.ts';
import { addDays, type Day, dayFromNumber, dayNumber, type InstantInput, parseDay } from '../../core/time.ts';
import type { Books } from '../books.ts';
import { usageAmountOf } from '../movement.ts';
import { readInteger } from '../plan/figures.ts';
import { Intake, type Moment } from '../plan/intake.ts';
import type { AccountHead } from '../rows.ts';
import { type Balance, balanceBy } from './balance.ts';
import { Forecast, type Projection, type Window } from './forecast.ts';
import { type LineUp, LotsAt, lineUp } from './lineup.ts';
import { dayMovements } from './sums.ts';

/**
 * - `complete-days`: the mean over the complete business days before `asOf`; quiet days count as zero.
 * - `weekdays`: of the same days, each weekday at its own mean; a weekday that none of them was, at the mean of all.
 * - `upstream`: as the old addon: the days with entries from `asOf - lookbackDays` to `asOf`, both included.
 */
export type RunwayMode = 'complete-days' | 'weekdays' | 'upstream';

/** How to look at the past. */
export interface RunwayQuery {
  /** Default: the latest effective instant on record. A daily job passes today. */
  readonly asOf?: InstantInput | Day;
  /** Default 30. */
  readonly lookbackDays?: number;
  /** Default `complete-days`. */
  readonly mode?: RunwayMode;
  /** `YYYY-MM-DD`: a day that the credit should last to, for `topUp`. */
  readonly target?: string;
}

/** How long the credit lasts if usage goes on as it was. */
export interface Runway extends Projection {
  /** Business day of the question; `null` on an empty ledger. */
  readonly asOf: string | null;
  /** Credit that the days are counted for: `available` of the balance at `asOf`, in mode `upstream` its `total`. */
  readonly available: string;
  /** Net usage of the window. */
  readonly usage: string;
  /** Number of days in the mean. */
  readonly daysCounted: number;
  /** If every week were like the heaviest seven days in a row of the window, or like the lightest. */
  readonly low: Projection;
  readonly high: Projection;
  /**
   * First day on which bonus credit pays: when the lots before the first bonus lot, in the order of the account, are
   * used up. `null`: there is no bonus credit, or no pace. Credit that expires unused on the way is not foreseen.
   */
  readonly bonusStarts: string | null;
  /** First day on which something is owed: `asOf` while a debt is open, otherwise the day the available credit ends. */
  readonly debtStarts: string | null;
  /**
   * The least purchase with which `depletion` is not before `target`, open debt included, rounded up at the scale of
   * the account; `null` without a target or a pace.
   */
  readonly topUp: string | null;
}

const DEFAULT_LOOKBACK = 30;
const MAX_LOOKBACK = 36_600;

/** A `RunwayQuery` that was read. */
export interface Lookback {
  /** `null` on an empty ledger. */
  readonly asOf: Moment | null;
  readonly lookbackDays: number;
  readonly mode: RunwayMode;
  readonly target: Day | null;
}

/** A runway, and what it was made from. */
export interface Outlook {
  readonly runway: Runway;
  readonly balance: Balance;
  readonly line: LineUp;
  readonly lots: LotsAt | null;
  /** The day on which so much credit will be used up; `null` without a pace. */
  readonly dayOf: (credit: bigint | null) => string | null;
}

/** How long the credit of an account lasts. @throws InvalidInputError */
export async function runwayOf(books: Books, query: RunwayQuery): Promise<Runway> {
  const { account } = books.head;
  const intake = new Intake(account);
  const lookback = readLookback(intake, books.head, query);
  intake.finish('runway');
  return (await outlookFor(books, lookback)).runway;
}

/** What a query asks for, defaults filled in. */
export function readLookback(intake: Intake, { lastEffectiveAt }: AccountHead, query: RunwayQuery): Lookback {
  const { asOf = lastEffectiveAt, lookbackDays = DEFAULT_LOOKBACK, mode = 'complete-days' } = query;
  if (mode !== 'complete-days' && mode !== 'weekdays' && mode !== 'upstream')
    intake.refuse('mode', 'must be complete-days, weekdays or upstream');
  const moment = asOf === null ? null : intake.moment(asOf, 'asOf');
  const target = intake.day(query.target, 'target') ?? null;
  if (target !== null && moment !== null && target < moment.day) {
    intake.refuse('target', `lies before ${moment.day}`);
  }
  const days = readInteger(intake, lookbackDays, 1, MAX_LOOKBACK, 'lookbackDays');
  return { asOf: moment, lookbackDays: days, mode, target };
}

/** As `runwayOf`, of a query that was read. */
export async function outlookFor(books: Books, lookback: Lookback): Promise<Outlook> {
  const { account } = books.head;
  const { asOf, mode, target } = lookback;
  const balance = await balanceBy(books, asOf?.at ?? null);
  const lots = asOf === null ? null : await LotsAt.at(books, asOf.at);
  const line = lots === null ? EMPTY : await lineUp(lots);
  const window = await windowOf(books, lookback);
  const credit = toUnits(mode === 'upstream' ? balance.total : balance.available, account.scale);
  const forecast = new Forecast(account.scale, asOf?.day ?? null, window, mode === 'weekdays');
  const dayOf = (units: bigint | null): string | null =>
    units === null ? null : forecast.project(forecast.pace, units).depletion;
  const debt = toUnits(balance.debt, account.scale);
  const runway: Runway = {
    asOf: asOf?.day ?? null,
    available: formatUnits(credit, account.scale),
    usage: formatUnits(window.sum, account.scale),
    daysCounted: window.days,
    ...forecast.project(forecast.pace, credit),
    low: forecast.project(
      forecast.extreme((a, b) => a > b),
      credit,
    ),
    high: forecast.project(
      forecast.extreme((a, b) => a < b),
      credit,
    ),
    bonusStarts: dayOf(line.beforeBonus),
    debtStarts: debt > 0n ? (asOf?.day ?? null) : dayOf(toUnits(balance.available, account.scale)),
    topUp: target === null ? null : forecast.topUp(target, credit - debt),
  };
  return { runway, balance, line, lots, dayOf };
}

const EMPTY: LineUp = { front: null, beforeBonus: null, throughPurchased: null };

async function windowOf(books: Books, { asOf: moment, lookbackDays, mode }: Lookback): Promise<Window> {
  const { firstDay } = books.head;
  const usage = new Map<number, bigint>();
  if (moment === null || firstDay === null) return { usage, sum: 0n, days: 0 };
  const asOf = parseDay(moment.day);
  const until = mode === 'upstream' ? asOf : addDays(asOf, -1);
  const start = addDays(asOf, -lookbackDays);
  const from = start < firstDay ? parseDay(firstDay) : start;
  if (until < from) return { usage, sum: 0n, days: 0 };
  const days = await dayMovements(books, from, until);
  let sum = 0n;
  for (let number = dayNumber(from); number <= dayNumber(until); number += 1) {
    const figures = days.get(dayFromNumber(number));
    const units = figures === undefined ? 0n : usageAmountOf(figures);
    usage.set(number, units);
    sum += units;
  }
  return { usage, sum, days: mode === 'upstream' ? days.size : usage.size };
}
