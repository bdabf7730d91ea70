import type { UsagePlace } from './repository.ts';
import type { CreditLot, HoldRecord, LedgerEntry, LedgerPeriod } from './rows.ts';

/** The place of a lot, in the order of the account and in time. */
export type LotPlace = Pick<CreditLot, 'effectiveAt' | 'orderKey'>;

/** The place of a hold among those that are open; those that never time out come last. */
export type HoldPlace = Pick<HoldRecord, 'expiresAt' | 'id'>;

/** The place of an entry among those of all days. */
export type EntryPlace = Pick<LedgerEntry, 'day' | 'seq'>;

/** The place of a day among days, or of a month among months. */
export type PeriodPlace = Pick<LedgerPeriod, 'period'>;

/** Sorts behind every instant. */
export const NEVER = '~';

/** The place of a lot among those that expire. */
export type ExpiryPlace = Pick<CreditLot, 'expiresAt' | 'orderKey'>;

/** By code unit, as stores compare keys and instants. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The order in which lots are used. */
export function byOrder(a: LotPlace, b: LotPlace): number {
  return compareText(a.orderKey, b.orderKey);
}

/** The order in which lots take effect. */
export function byEffect(a: LotPlace, b: LotPlace): number {
  return compareText(a.effectiveAt, b.effectiveAt) || byOrder(a, b);
}

/** The order in which usage happened and was posted. */
export function byTime(a: UsagePlace, b: UsagePlace): number {
  return compareText(a.occurredAt, b.occurredAt) || a.seq - b.seq;
}

/** The order in which holds time out. */
export function byTimeout(a: HoldPlace, b: HoldPlace): number {
  return compareText(a.expiresAt ?? NEVER, b.expiresAt ?? NEVER) || compareText(a.id, b.id);
}

/** The order in which lots expire; those that never do come last. */
export function byExpiry(a: ExpiryPlace, b: ExpiryPlace): number {
  return compareText(a.expiresAt ?? NEVER, b.expiresAt ?? NEVER) || compareText(a.orderKey, b.orderKey);
}

/** The order of business days, and in each that of writing. */
export function byDay(a: EntryPlace, b: EntryPlace): number {
  return compareText(a.day, b.day) || a.seq - b.seq;
}

/** The order of days, or of months. */
export function byPeriod(a: PeriodPlace, b: PeriodPlace): number {
  return compareText(a.period, b.period);
}
