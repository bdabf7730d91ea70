import { type AmountInput, divideHalfUp, formatUnits, toUnits } from '../../core/amount.ts';
import { addDays, type Day, dayFromNumber, dayNumber, parseDay } from '../../core/time.ts';
import type { Books } from '../books.ts';
import { calendarOf } from '../calendar.ts';
import { readCredit, readInteger } from '../plan/figures.ts';
import { Intake } from '../plan/intake.ts';
import { LOT_KINDS } from '../policy/order.ts';
import type { LotsAt } from './lineup.ts';
import { type Lookback, outlookFor, type Runway, type RunwayQuery, readLookback } from './runway.ts';
import { dayMovements } from './sums.ts';

/** Names of the conditions that somebody may want to hear about. */
export type SignalName =
  | 'consumingBonus'
  | 'lowBalance'
  | 'lowRunway'
  | 'debtOpen'
  | 'expiringSoon'
  | 'ledgerVsPortalVariance';

const SIGNALS: readonly SignalName[] = [
  'consumingBonus',
  'lowBalance',
  'lowRunway',
  'debtOpen',
  'expiringSoon',
  'ledgerVsPortalVariance',
];

/** A tenth of a percent, so that a share has 1 decimal. */
const PER_MILLE = 1000n;
const MAX_DAYS_AHEAD = 36_600;
const LAST_DAY = dayNumber(parseDay('9999-12-31'));

/** Which condition holds. */
export type SignalStates = Readonly<Record<SignalName, boolean>>;

/** Thresholds, and what was seen last time. */
export interface SignalsQuery extends RunwayQuery {
  /** `lowBalance` is raised when the total is less. Default 1000. */
  readonly lowBalance?: AmountInput;
  /** `lowRunway` is raised when fewer days are left. Default 30. */
  readonly lowRunwayDays?: number;
  /** Looked for by `expiringSoon`: credit that expires by the end of the day so many days after `asOf`. Default 30. */
  readonly expiringSoonDays?: number;
  /** `expiringSoon` is raised when more than this expires by then. Default 0. */
  readonly expiringSoonAmount?: AmountInput;
  /** What the provider says is left, if it does. */
  readonly portalBalance?: AmountInput;
  /** `ledgerVsPortalVariance` is raised when net and provider differ by more. Default 1.00. */
  readonly tolerance?: AmountInput;
  /** The signals of the last time; one that is missing there counts as not raised. */
  readonly previous?: Partial<SignalStates>;
}

/** A condition that began (`raised`) or ended. */
export interface Crossing {
  readonly signal: SignalName;
  readonly raised: boolean;
}

/** The conditions of an account at an instant. */
export interface Signals extends SignalStates {
  /** `null` on an empty ledger. */
  readonly asOf: string | null;
  /** Bonus credit that usage has taken so far. */
  readonly bonusConsumedToDate: string;
  /**
   * How much of what lots paid on the last day with such a payment was bonus credit, in percent at 1 decimal, half
   * up. `null`: lots paid nothing on the days looked back on and the day of `asOf`.
   */
  readonly bonusShareOfLastDay: string | null;
  /**
   * The day on which the last purchased credit will be used up, at the pace of the runway; `null` without such credit
   * or without a pace.
   */
  readonly purchasedExhaustedAt: string | null;
  /** Credit that `expiringSoon` looked at. */
  readonly expiring: string;
  readonly runway: Runway;
  /** What changed against `previous`: report each once. */
  readonly crossings: readonly Crossing[];
}

/** A `SignalsQuery` that was read. */
interface Limits {
  readonly balance: bigint;
  readonly days: number;
  readonly tolerance: bigint;
  readonly portal: bigint | null;
  readonly soonDays: number;
  readonly soonAmount: bigint;
}

/**
 * The conditions of an account. `consumingBonus` means that the lot in front, the one that pays next, is
 * bonus credit.
 *
 * @throws InvalidInputError
 */
export async function signalsOf(books: Books, query: SignalsQuery): Promise<Signals> {
  const { account } = books.head;
  const intake = new Intake(account);
  const limits = readLimits(intake, query);
  const lookback = readLookback(intake, books.head, query);
  intake.finish('signals');
  const { balance, line, lots, runway, dayOf } = await outlookFor(books, lookback);
  const units = (amount: string): bigint => toUnits(amount, account.scale);
  const expiring = lots === null ? 0n : await expiringSoon(lots, lookback, limits, account.businessTimeZone);
  const { portal } = limits;
  const states: SignalStates = {
    consumingBonus: line.front === 'bonus',
    lowBalance: units(balance.total) < limits.balance,
    lowRunway: runway.days !== null && runway.days < limits.days,
    debtOpen: balance.debt !== '0',
    expiringSoon: expiring > limits.soonAmount,
    ledgerVsPortalVariance: portal !== null && distance(units(balance.net), portal) > limits.tolerance,
  };
  return {
    ...states,
    asOf: lookback.asOf?.at ?? null,
    bonusConsumedToDate: balance.consumed.bonus,
    bonusShareOfLastDay: await bonusShare(books, lookback),
    purchasedExhaustedAt: dayOf(line.throughPurchased),
    expiring: formatUnits(expiring, account.scale),
    runway,
    crossings: crossingsOf(states, query.previous),
  };
}

function readLimits(intake: Intake, query: SignalsQuery): Limits {
  const { portalBalance, lowRunwayDays = 30, expiringSoonDays = 30 } = query;
  return {
    balance: readCredit(intake, query.lowBalance ?? '1000', 'lowBalance').units,
    days: readInteger(intake, lowRunwayDays, 0, Number.MAX_SAFE_INTEGER, 'lowRunwayDays'),
    tolerance: readCredit(intake, query.tolerance ?? '1', 'tolerance').units,
    portal: portalBalance === undefined ? null : intake.amount(portalBalance, 'portalBalance').units,
    soonDays: readInteger(intake, expiringSoonDays, 0, MAX_DAYS_AHEAD, 'expiringSoonDays'),
    soonAmount: readCredit(intake, query.expiringSoonAmount ?? '0', 'expiringSoonAmount').units,
  };
}

async function expiringSoon(
  lots: LotsAt,
  { asOf }: Lookback,
  { soonDays }: Limits,
  zone: string,
): Promise<bigint> {
  if (asOf === null) return 0n;
  const last = Math.min(dayNumber(parseDay(asOf.day)) + soonDays, LAST_DAY);
  return lots.expiring(calendarOf(zone).end(dayFromNumber(last)));
}

/** Percent of bonus credit among what lots paid on the last day on which they paid something. */
async function bonusShare(books: Books, { asOf, lookbackDays }: Lookback): Promise<string | null> {
  if (asOf === null) return null;
  const until: Day = parseDay(asOf.day);
  const days = await dayMovements(books, addDays(until, -lookbackDays), until);
  const paid = [...days.values()].map(({ consumed }) => ({
    bonus: consumed.bonus,
    all: LOT_KINDS.reduce((sum, kind) => sum + consumed[kind], 0n),
  }));
  const last = paid.findLast(({ all }) => all > 0n);
  return last === undefined ? null : formatUnits(divideHalfUp(last.bonus * PER_MILLE, last.all), 1);
}

function crossingsOf(states: SignalStates, previous: Partial<SignalStates> | undefined): Crossing[] {
  return SIGNALS.filter((signal) => states[signal] !== (previous?.[signal] ?? false)).map((signal) => ({
    signal,
    raised: states[signal],
  }));
}

function distance(a: bigint, b: bigint): bigint {
  return a < b ? b - a : a - b;
}
