import type { CommandRecord } from '../command-record.ts';
import type {
  CreditLedgerRepository,
  DayEntriesQuery,
  EntriesOfQuery,
  ExpiringLotsQuery,
  LaterLotsQuery,
  LedgerBatch,
  OpenHoldsQuery,
  OpenLotsQuery,
  PageQuery,
  PeriodsQuery,
  UsagePlace,
  UsageQuery,
} from '../repository.ts';
import type { AccountHead, CreditLot, HoldRecord, LedgerEntry, LedgerPeriod, UsageRecord } from '../rows.ts';
import { AccountStore } from './account-store.ts';

/**
 * The embedded repository: everything in the memory of the process, gone with it. Reads cost the same with a
 * thousand and with a million open lots. Rows come out frozen.
 */
export class InMemoryCreditLedgerRepository implements CreditLedgerRepository {
  readonly #accounts = new Map<string, AccountStore>();

  async head(account: string): Promise<AccountHead | undefined> {
    return this.#accounts.get(account)?.head;
  }

  async commands(account: string, keys: readonly string[]): Promise<readonly CommandRecord[]> {
    return this.#accounts.get(account)?.commandsOf(keys) ?? [];
  }

  async lotsById(account: string, ids: readonly string[]): Promise<readonly CreditLot[]> {
    return this.#accounts.get(account)?.lotsById(ids) ?? [];
  }

  async usagesById(account: string, ids: readonly string[]): Promise<readonly UsageRecord[]> {
    return this.#accounts.get(account)?.usagesById(ids) ?? [];
  }

  async lots(account: string, { after, limit }: PageQuery<string>): Promise<readonly CreditLot[]> {
    return this.#accounts.get(account)?.lots(after, limit) ?? [];
  }

  async openLots(account: string, query: OpenLotsQuery): Promise<readonly CreditLot[]> {
    return this.#accounts.get(account)?.openLots(query) ?? [];
  }

  async laterLots(account: string, query: LaterLotsQuery): Promise<readonly CreditLot[]> {
    return this.#accounts.get(account)?.laterLots(query) ?? [];
  }

  async expiringLots(account: string, query: ExpiringLotsQuery): Promise<readonly CreditLot[]> {
    return this.#accounts.get(account)?.expiringLots(query) ?? [];
  }

  async holdsById(account: string, ids: readonly string[]): Promise<readonly HoldRecord[]> {
    return this.#accounts.get(account)?.holdsById(ids) ?? [];
  }

  async openHolds(account: string, query: OpenHoldsQuery): Promise<readonly HoldRecord[]> {
    return this.#accounts.get(account)?.openHolds(query) ?? [];
  }

  async openDebts(account: string, { after, limit }: PageQuery<UsagePlace>): Promise<readonly UsageRecord[]> {
    return this.#accounts.get(account)?.openDebts(after, limit) ?? [];
  }

  async usages(account: string, { before, after, limit }: UsageQuery): Promise<readonly UsageRecord[]> {
    return this.#accounts.get(account)?.usages(before, after, limit) ?? [];
  }

  async entries(account: string, { after = 0, limit }: PageQuery<number>): Promise<readonly LedgerEntry[]> {
    return this.#accounts.get(account)?.entries.slice(after, after + limit) ?? [];
  }

  async entriesByDay(
    account: string,
    { from, after, limit }: DayEntriesQuery,
  ): Promise<readonly LedgerEntry[]> {
    return this.#accounts.get(account)?.entriesByDay(from, after, limit) ?? [];
  }

  async entriesOf(account: string, query: EntriesOfQuery): Promise<readonly LedgerEntry[]> {
    return this.#accounts.get(account)?.entriesOf(query) ?? [];
  }

  async periodsByKey(account: string, periods: readonly string[]): Promise<readonly LedgerPeriod[]> {
    return this.#accounts.get(account)?.periodsByKey(periods) ?? [];
  }

  async periods(account: string, query: PeriodsQuery): Promise<readonly LedgerPeriod[]> {
    return this.#accounts.get(account)?.periods(query) ?? [];
  }

  async commit(account: string, expectedVersion: number, batch: LedgerBatch): Promise<void> {
    const store = this.#accounts.get(account) ?? new AccountStore();
    store.commit(expectedVersion, batch);
    this.#accounts.set(account, store);
  }
}
