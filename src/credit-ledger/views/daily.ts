import { formatUnits, toUnits } from '../../core/amount.ts';
import { type Day, dayFromNumber, dayNumber, parseDay } from '../../core/time.ts';
import { calendarOf } from '../calendar.ts';
import { type Movement, netOf, noMovement, usageAmountOf } from '../movement.ts';
import { Intake } from '../plan/intake.ts';
import type { CreditLedgerReads } from '../repository.ts';
import type { AccountHead } from '../rows.ts';
import { balanceOf } from './balance.ts';
import { dayMovements } from './day-movements.ts';

/** Which business days to show, both ends included. */
export interface DailyBalanceQuery {
  /** `YYYY-MM-DD`. Default: the first day of the ledger. */
  readonly from?: string;
  /** `YYYY-MM-DD`. Default: the day of the latest effect on record, or `from` if that is later. */
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

/** The days of an account, each from where the day before ended. Quiet days are there too. */
export async function dailyBalances(
  reads: CreditLedgerReads,
  head: AccountHead,
  query: DailyBalanceQuery,
): Promise<DailyBalance[]> {
  const { account } = head;
  const span = spanOf(head, query);
  if (span === undefined) return [];
  const { from, to } = span;
  const days = await dayMovements(reads, head, from);
  let { net, debt } = startOf(head, days);
  const rows: DailyBalance[] = [];
  for (let number = dayNumber(from); number <= dayNumber(to); number += 1) {
    const date = dayFromNumber(number);
    const day = days.get(date) ?? noMovement();
    const opening = net;
    net += netOf(day);
    debt += day.debt;
    rows.push(rowOf(date, opening, day, debt, account.scale));
  }
  return rows;
}

/** The days to show; undefined while nothing is on record. */
function spanOf(head: AccountHead, query: DailyBalanceQuery): { from: Day; to: Day } | undefined {
  const { account, firstDay, lastEffectiveAt } = head;
  const calendar = calendarOf(account.businessTimeZone);
  const intake = new Intake(calendar, account.scale);
  const first = intake.day(query.from, 'from') ?? (firstDay === null ? undefined : parseDay(firstDay));
  const last = intake.day(query.to, 'to');
  if (first !== undefined && last !== undefined && last < first) {
    intake.refuse('to', `lies before ${first}`);
  }
  intake.finish('dailyBalance');
  if (first === undefined || lastEffectiveAt === null) return undefined;
  return { from: first, to: last ?? laterOf(calendar.dayOf(lastEffectiveAt), first) };
}

function laterOf(a: Day, b: Day): Day {
  if (a < b) return b;
  return a;
}

/** Where the first of the days starts: today's figures less all that happened since. */
function startOf(head: AccountHead, days: ReadonlyMap<string, Movement>): { net: bigint; debt: bigint } {
  const { scale } = head.account;
  let net = toUnits(balanceOf(head).net, scale);
  let debt = toUnits(head.debt, scale);
  for (const day of days.values()) {
    net -= netOf(day);
    debt -= day.debt;
  }
  return { net, debt };
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
