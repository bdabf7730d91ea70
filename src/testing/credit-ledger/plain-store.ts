import type {
  AccountHead,
  CommandRecord,
  CreditLedgerRepository,
  CreditLot,
  DayEntriesQuery,
  EntriesOfQuery,
  ExpiringLotsQuery,
  HoldRecord,
  LaterLotsQuery,
  LedgerBatch,
  LedgerEntry,
  LedgerPeriod,
  OpenHoldsQuery,
  OpenLotsQuery,
  PageQuery,
  PeriodsQuery,
  UsagePlace,
  UsageQuery,
  UsageRecord,
} from '../../credit-ledger/index.ts';
import { PlainAccount } from './plain-account.ts';

/** A place in an order: compared member by member. */
type Place = readonly (string | number)[];

/** Behind every instant. */
const NEVER = '~';
const MONTH_LENGTH = 7;

const byKey = ({ orderKey }: CreditLot): Place => [orderKey];
const byEffect = ({ effectiveAt, orderKey }: Pick<CreditLot, 'effectiveAt' | 'orderKey'>): Place => [
  effectiveAt,
  orderKey,
];
const byExpiry = ({ expiresAt, orderKey }: Pick<CreditLot, 'expiresAt' | 'orderKey'>): Place => [
  expiresAt ?? NEVER,
  orderKey,
];
const byTimeout = ({ expiresAt, id }: Pick<HoldRecord, 'expiresAt' | 'id'>): Place => [
  expiresAt ?? NEVER,
  id,
];
const byTime = ({ occurredAt, seq }: UsagePlace): Place => [occurredAt, seq];
const byDay = ({ day, seq }: Pick<LedgerEntry, 'day' | 'seq'>): Place => [day, seq];

/**
 * The port written down as plainly as it can be: rows in maps, every read a filter and a sort. What the cases
 * measure other stores by; too slow for anything else.
 */
export class PlainLedgerStore implements CreditLedgerRepository {
  readonly #accounts = new Map<string, PlainAccount>();

  async head(account: string): Promise<AccountHead | undefined> {
    return this.rowsOf(account).head;
  }

  async commands(account: string, keys: readonly string[]): Promise<readonly CommandRecord[]> {
    return picked(this.rowsOf(account).commands, keys);
  }

  async lotsById(account: string, ids: readonly string[]): Promise<readonly CreditLot[]> {
    return picked(this.rowsOf(account).lots, ids);
  }

  async usagesById(account: string, ids: readonly string[]): Promise<readonly UsageRecord[]> {
    return picked(this.rowsOf(account).usages, ids);
  }

  async holdsById(account: string, ids: readonly string[]): Promise<readonly HoldRecord[]> {
    return picked(this.rowsOf(account).holds, ids);
  }

  async periodsByKey(account: string, periods: readonly string[]): Promise<readonly LedgerPeriod[]> {
    return picked(this.rowsOf(account).periods, periods);
  }

  async lots(account: string, { after, limit }: PageQuery<string>): Promise<readonly CreditLot[]> {
    return page(this.rowsOf(account).lots, byKey, after === undefined ? undefined : [after], limit);
  }

  async openLots(account: string, query: OpenLotsQuery): Promise<readonly CreditLot[]> {
    const { effectiveBy, expiresAfter, withExpired, after, limit } = query;
    const matches = (lot: CreditLot): boolean =>
      isUsable(lot, withExpired) &&
      lot.effectiveAt <= effectiveBy &&
      (lot.expiresAt === null || lot.expiresAt > expiresAfter);
    const place = after === undefined ? undefined : [after];
    return page(this.rowsOf(account).lots, byKey, place, limit, matches);
  }

  async laterLots(account: string, query: LaterLotsQuery): Promise<readonly CreditLot[]> {
    const { effectiveAfter, withExpired, after, limit } = query;
    const matches = (lot: CreditLot): boolean =>
      isUsable(lot, withExpired) && lot.effectiveAt > effectiveAfter;
    return page(this.rowsOf(account).lots, byEffect, after && byEffect(after), limit, matches);
  }

  async expiringLots(account: string, query: ExpiringLotsQuery): Promise<readonly CreditLot[]> {
    const { by, after, limit } = query;
    const matches = (lot: CreditLot): boolean =>
      isUsable(lot, false) && lot.expiresAt !== null && lot.expiresAt <= by;
    return page(this.rowsOf(account).lots, byExpiry, after && byExpiry(after), limit, matches);
  }

  async openHolds(account: string, { by, after, limit }: OpenHoldsQuery): Promise<readonly HoldRecord[]> {
    const matches = ({ state, expiresAt }: HoldRecord): boolean =>
      state === 'open' && (by === undefined || (expiresAt !== null && expiresAt <= by));
    return page(this.rowsOf(account).holds, byTimeout, after && byTimeout(after), limit, matches);
  }

  async openDebts(account: string, { after, limit }: PageQuery<UsagePlace>): Promise<readonly UsageRecord[]> {
    const isOwed = ({ shortfall }: UsageRecord): boolean => shortfall !== '0';
    return page(this.rowsOf(account).usages, byTime, after && byTime(after), limit, isOwed);
  }

  async usages(account: string, { before, after, limit }: UsageQuery): Promise<readonly UsageRecord[]> {
    const matches = ({ occurredAt }: UsageRecord): boolean => before === undefined || occurredAt < before;
    return page(this.rowsOf(account).usages, byTime, after && byTime(after), limit, matches);
  }

  async entries(account: string, { after, limit }: PageQuery<number>): Promise<readonly LedgerEntry[]> {
    const place = after === undefined ? undefined : [after];
    return page(this.rowsOf(account).entries, ({ seq }) => [seq], place, limit);
  }

  async entriesByDay(
    account: string,
    { from, after, limit }: DayEntriesQuery,
  ): Promise<readonly LedgerEntry[]> {
    const matches = ({ day }: LedgerEntry): boolean => day >= from;
    return page(this.rowsOf(account).entries, byDay, after && byDay(after), limit, matches);
  }

  async entriesOf(account: string, query: EntriesOfQuery): Promise<readonly LedgerEntry[]> {
    const { of, id, after, limit } = query;
    const matches = ({ lotId, usageId }: LedgerEntry): boolean => (of === 'lot' ? lotId : usageId) === id;
    const place = after === undefined ? undefined : [after];
    return page(this.rowsOf(account).entries, ({ seq }) => [seq], place, limit, matches);
  }

  async periods(account: string, query: PeriodsQuery): Promise<readonly LedgerPeriod[]> {
    const { unit, from = '', before = NEVER, limit } = query;
    const matches = ({ period }: LedgerPeriod): boolean =>
      (period.length === MONTH_LENGTH) === (unit === 'month') && period >= from && period < before;
    return page(this.rowsOf(account).periods, ({ period }) => [period], undefined, limit, matches);
  }

  async commit(account: string, expectedVersion: number, batch: LedgerBatch): Promise<void> {
    const rows = this.rowsOf(account);
    rows.refuse(expectedVersion, batch);
    rows.write(batch);
    this.#accounts.set(account, rows);
  }

  /** The rows of an account; of an unknown one: none. */
  rowsOf(account: string): PlainAccount {
    return this.#accounts.get(account) ?? new PlainAccount();
  }
}

/** Amounts are canonical, so equal text is an equal amount. */
function isUsable({ remaining, held, expired }: CreditLot, withExpired: boolean): boolean {
  return remaining !== held || (withExpired && expired !== '0');
}

function picked<Row>(rows: ReadonlyMap<string, Row>, keys: readonly string[]): Row[] {
  return [...rows].filter(([key]) => keys.includes(key)).map(([, row]) => row);
}

function page<Row>(
  rows: ReadonlyMap<unknown, Row>,
  placeOf: (row: Row) => Place,
  after: Place | undefined,
  limit: number,
  matches: (row: Row) => boolean = () => true,
): Row[] {
  return [...rows.values()]
    .filter(matches)
    .map((row) => ({ row, place: placeOf(row) }))
    .filter(({ place }) => after === undefined || compare(place, after) > 0)
    .sort((a, b) => compare(a.place, b.place))
    .slice(0, limit)
    .map(({ row }) => row);
}

function compare(a: Place, b: Place): number {
  for (const [index, part] of a.entries()) {
    const other = b[index] ?? '';
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}
