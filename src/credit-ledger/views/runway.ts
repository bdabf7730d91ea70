import { divideHalfUp, formatUnits, pow10, toUnits } from '../../core/amount.ts';
import { addDays, type Day, dayFromNumber, dayNumber, type InstantInput, parseDay } from '../../core/time.ts';
import { calendarOf } from '../calendar.ts';
import { usageAmountOf } from '../movement.ts';
import { readInteger } from '../plan/figures.ts';
import { Intake, type Moment } from '../plan/intake.ts';
import type { CreditLedgerReads } from '../repository.ts';
import type { AccountHead } from '../rows.ts';
import { balanceOf } from './balance.ts';
import { dayMovements } from './day-movements.ts';

/**
 * - `complete-days`: the mean over the complete business days before `asOf`; quiet days count as zero.
 * - `upstream`: as the old addon: the days with entries from `asOf - lookbackDays` to `asOf`, both included.
 */
export type RunwayMode = 'complete-days' | 'upstream';

/** How to look at the past. */
export interface RunwayQuery {
  /** Default: the latest effective instant on record. A daily job passes today. */
  readonly asOf?: InstantInput | Day;
  /** Default 30. */
  readonly lookbackDays?: number;
  /** Default `complete-days`. */
  readonly mode?: RunwayMode;
}

/**
 * Why there is no figure. `NO_COMPLETE_DAY`: the ledger is too young; `NO_USAGE`: nothing was used;
 * `NET_CREDIT`: more came back than was used; `BEYOND_CALENDAR`: it lasts past the year 9999.
 */
export type RunwayReason = 'NO_COMPLETE_DAY' | 'NO_USAGE' | 'NET_CREDIT' | 'BEYOND_CALENDAR';

/** How long the credit lasts if usage goes on as it was. */
export interface Runway {
  /** Business day of the question; `null` on an empty ledger. */
  readonly asOf: string | null;
  /** Whole days that the credit still pays for, rounded down. */
  readonly days: number | null;
  /** `asOf` plus `days`. */
  readonly depletion: string | null;
  /** Mean net usage per day at 2 decimals, half up, for display; `days` does not come from it. */
  readonly burn: string | null;
  /** Credit that the days are counted for: `available` of the balance, in mode `upstream` its `total`. */
  readonly available: string;
  /** Net usage of the window. */
  readonly usage: string;
  /** Number of days in the mean. */
  readonly daysCounted: number;
  readonly reason: RunwayReason | null;
}

const DEFAULT_LOOKBACK = 30;
const MAX_LOOKBACK = 36_600;
const BURN_SCALE = 2;
const LAST_DAY = dayNumber(parseDay('9999-12-31'));

interface Window {
  readonly usage: bigint;
  readonly days: number;
}

/** A `RunwayQuery` that was read. */
export interface Lookback {
  /** `null` on an empty ledger. */
  readonly asOf: Moment | null;
  readonly lookbackDays: number;
  readonly mode: RunwayMode;
}

/** How long the credit of an account lasts. @throws InvalidInputError */
export async function runwayOf(
  reads: CreditLedgerReads,
  head: AccountHead,
  query: RunwayQuery,
): Promise<Runway> {
  const { account } = head;
  const intake = new Intake(calendarOf(account.businessTimeZone), account.scale);
  const lookback = readLookback(intake, head, query);
  intake.finish('runway');
  return runwayFor(reads, head, lookback);
}

/** What a query asks for, defaults filled in. */
export function readLookback(intake: Intake, { lastEffectiveAt }: AccountHead, query: RunwayQuery): Lookback {
  const { asOf = lastEffectiveAt, lookbackDays = DEFAULT_LOOKBACK, mode = 'complete-days' } = query;
  if (mode !== 'complete-days' && mode !== 'upstream')
    intake.refuse('mode', 'must be complete-days or upstream');
  return {
    asOf: asOf === null ? null : intake.moment(asOf, 'asOf'),
    lookbackDays: readInteger(intake, lookbackDays, 1, MAX_LOOKBACK, 'lookbackDays'),
    mode,
  };
}

/** As `runwayOf`, of a query that was read. */
export async function runwayFor(
  reads: CreditLedgerReads,
  head: AccountHead,
  { asOf: moment, lookbackDays, mode }: Lookback,
): Promise<Runway> {
  const { account, firstDay } = head;
  const day = moment?.day ?? null;
  const credit = creditOf(head, mode);
  if (day === null || firstDay === null) return answer(day, credit, { usage: 0n, days: 0 }, account.scale);
  const asOf = parseDay(day);
  const until = mode === 'upstream' ? asOf : addDays(asOf, -1);
  const start = addDays(asOf, -lookbackDays);
  const from = start < firstDay ? parseDay(firstDay) : start;
  const days = await dayMovements(reads, head, from, until);
  let usage = 0n;
  for (const figures of days.values()) usage += usageAmountOf(figures);
  const complete = Math.max(dayNumber(until) - dayNumber(from) + 1, 0);
  const counted = mode === 'upstream' ? days.size : complete;
  return answer(asOf, credit, { usage, days: counted }, account.scale);
}

function creditOf(head: AccountHead, mode: RunwayMode): bigint {
  const { total, available } = balanceOf(head);
  return toUnits(mode === 'upstream' ? total : available, head.account.scale);
}

function answer(asOf: string | null, credit: bigint, { usage, days }: Window, scale: number): Runway {
  const facts = {
    asOf,
    available: formatUnits(credit, scale),
    usage: formatUnits(usage, scale),
    daysCounted: days,
  };
  const none = (reason: RunwayReason): Runway => ({
    ...facts,
    days: null,
    depletion: null,
    burn: null,
    reason,
  });
  if (asOf === null || days === 0) return none('NO_COMPLETE_DAY');
  if (usage === 0n) return none('NO_USAGE');
  if (usage < 0n) return none('NET_CREDIT');
  const left = (credit * BigInt(days)) / usage;
  const burn = divideHalfUp(usage * pow10(BURN_SCALE), BigInt(days) * pow10(scale));
  const end = dayNumber(parseDay(asOf)) + Number(left);
  if (end > LAST_DAY) return { ...none('BEYOND_CALENDAR'), burn: formatUnits(burn, BURN_SCALE) };
  return {
    ...facts,
    days: Number(left),
    depletion: dayFromNumber(end),
    burn: formatUnits(burn, BURN_SCALE),
    reason: null,
  };
}
