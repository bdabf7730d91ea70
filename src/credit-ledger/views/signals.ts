import type { AmountInput } from '../../core/amount.ts';
import { toUnits } from '../../core/amount.ts';
import { calendarOf } from '../calendar.ts';
import { readCredit, readInteger } from '../plan/figures.ts';
import { Intake } from '../plan/intake.ts';
import type { CreditLedgerReads } from '../repository.ts';
import type { AccountHead } from '../rows.ts';
import { balanceOf } from './balance.ts';
import { type Runway, type RunwayQuery, readLookback, runwayFor } from './runway.ts';

/** Names of the conditions that somebody may want to hear about. */
export type SignalName =
  | 'consumingBonus'
  | 'lowBalance'
  | 'lowRunway'
  | 'debtOpen'
  | 'ledgerVsPortalVariance';

const SIGNALS: readonly SignalName[] = [
  'consumingBonus',
  'lowBalance',
  'lowRunway',
  'debtOpen',
  'ledgerVsPortalVariance',
];

/** Which condition holds. */
export type SignalStates = Readonly<Record<SignalName, boolean>>;

/** Thresholds, and what was seen last time. */
export interface SignalsQuery extends RunwayQuery {
  /** `lowBalance` is raised when the total is less. Default 1000. */
  readonly lowBalance?: AmountInput;
  /** `lowRunway` is raised when fewer days are left. Default 30. */
  readonly lowRunwayDays?: number;
  /** What the provider says is left, if it does. */
  readonly portalBalance?: AmountInput;
  /** `ledgerVsPortalVariance` is raised when net and provider differ by more. Default 1.00. */
  readonly tolerance?: AmountInput;
  /** The signals of the last time; without them every raised signal is a crossing. */
  readonly previous?: SignalStates;
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
  readonly runway: Runway;
  /** What changed against `previous`: report each once. */
  readonly crossings: readonly Crossing[];
}

/**
 * The conditions of an account. `consumingBonus` means that the lot in front, the one that pays next, is
 * bonus credit.
 *
 * @throws InvalidInputError
 */
export async function signalsOf(
  reads: CreditLedgerReads,
  head: AccountHead,
  query: SignalsQuery,
): Promise<Signals> {
  const { account, totals } = head;
  const intake = new Intake(calendarOf(account.businessTimeZone), account.scale);
  const threshold = readCredit(intake, query.lowBalance ?? '1000', 'lowBalance').units;
  const tolerance = readCredit(intake, query.tolerance ?? '1', 'tolerance').units;
  const fewDays = readInteger(intake, query.lowRunwayDays ?? 30, 0, Number.MAX_SAFE_INTEGER, 'lowRunwayDays');
  const expected =
    query.portalBalance === undefined ? null : intake.amount(query.portalBalance, 'portalBalance');
  const lookback = readLookback(intake, head, query);
  intake.finish('signals');
  const at = lookback.asOf?.at ?? null;
  const runway = await runwayFor(reads, head, lookback);
  const { total, net } = balanceOf(head);
  const states: SignalStates = {
    consumingBonus: await isBonusInFront(reads, account.id, at),
    lowBalance: toUnits(total, account.scale) < threshold,
    lowRunway: runway.days !== null && runway.days < fewDays,
    debtOpen: head.debt !== '0',
    ledgerVsPortalVariance:
      expected !== null && distance(toUnits(net, account.scale), expected.units) > tolerance,
  };
  return {
    ...states,
    asOf: at,
    bonusConsumedToDate: totals.bonus.consumed,
    runway,
    crossings: crossingsOf(states, query.previous),
  };
}

async function isBonusInFront(
  reads: CreditLedgerReads,
  account: string,
  at: string | null,
): Promise<boolean> {
  if (at === null) return false;
  const [front] = await reads.openLots(account, {
    effectiveBy: at,
    expiresAfter: at,
    withExpired: false,
    limit: 1,
  });
  return front?.kind === 'bonus';
}

function crossingsOf(states: SignalStates, previous: SignalStates | undefined): Crossing[] {
  return SIGNALS.filter((signal) => states[signal] !== (previous?.[signal] ?? false)).map((signal) => ({
    signal,
    raised: states[signal],
  }));
}

function distance(a: bigint, b: bigint): bigint {
  return a < b ? b - a : a - b;
}
