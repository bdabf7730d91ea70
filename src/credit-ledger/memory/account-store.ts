import { ConcurrencyError } from '../../core/errors/engine.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import { assertBatch } from '../batch-check.ts';
import type { CommandRecord } from '../command-record.ts';
import { byEffect, byOrder, byTime, compareText, type LotPlace } from '../places.ts';
import type { LaterLotsQuery, LedgerBatch, OpenLotsQuery, UsagePlace } from '../repository.ts';
import type { AccountHead, CreditLot, LedgerEntry, UsageRecord } from '../rows.ts';
import { frozen } from './frozen.ts';
import { SortedList } from './sorted-list.ts';

type EntryPlace = Pick<LedgerEntry, 'day' | 'seq'>;

interface LotSlot extends LotPlace {
  lot: CreditLot;
}

interface UsageSlot extends UsagePlace {
  usage: UsageRecord;
}

const LAST_KEY = '\u{10ffff}';
const byDay = (a: EntryPlace, b: EntryPlace): number => compareText(a.day, b.day) || a.seq - b.seq;
const effectOf = ({ effectiveAt }: LotPlace): string => effectiveAt;

/** The rows of one account and the indices over them. Everything it gives out is frozen. */
export class AccountStore {
  head: AccountHead | undefined;
  readonly entries: LedgerEntry[] = [];
  readonly #commands = new Map<string, CommandRecord>();
  readonly #lots = new Map<string, LotSlot>();
  readonly #usages = new Map<string, UsageSlot>();
  readonly #allLots = new SortedList<LotPlace, LotSlot>(byOrder);
  readonly #openLots = new SortedList<LotPlace, LotSlot>(byOrder, effectOf);
  readonly #openByEffect = new SortedList<LotPlace, LotSlot>(byEffect);
  readonly #usagesInTime = new SortedList<UsagePlace, UsageSlot>(byTime);
  readonly #debts = new SortedList<UsagePlace, UsageSlot>(byTime);
  readonly #entriesByDay = new SortedList<EntryPlace, LedgerEntry>(byDay);

  /** Checks all, then writes all; a refused batch leaves no trace. */
  commit(expectedVersion: number, batch: LedgerBatch): void {
    this.#refuse(expectedVersion, batch);
    const { head, entries, lots, usages, commands } = batch;
    for (const entry of entries) {
      const row = frozen(entry);
      this.entries.push(row);
      this.#entriesByDay.add(row);
    }
    for (const lot of lots) this.#putLot(frozen(lot));
    for (const usage of usages) this.#putUsage(frozen(usage));
    for (const command of commands) this.#commands.set(command.key, frozen(command));
    this.head = frozen(head);
  }

  commandsOf(keys: readonly string[]): CommandRecord[] {
    return keys.map((key) => this.#commands.get(key)).filter((command) => command !== undefined);
  }

  lotsById(ids: readonly string[]): CreditLot[] {
    return ids.map((id) => this.#lots.get(id)?.lot).filter((lot) => lot !== undefined);
  }

  usagesById(ids: readonly string[]): UsageRecord[] {
    return ids.map((id) => this.#usages.get(id)?.usage).filter((usage) => usage !== undefined);
  }

  lots(after: string | undefined, limit: number): CreditLot[] {
    return this.#allLots.page(placeOf(after), limit).map(({ lot }) => lot);
  }

  openLots({ effectiveBy, expiresAfter, after, limit }: OpenLotsQuery): CreditLot[] {
    const matches = ({ lot }: LotSlot): boolean =>
      lot.effectiveAt <= effectiveBy && (lot.expiresAt === null || lot.expiresAt > expiresAfter);
    return this.#openLots.page(placeOf(after), limit, matches, effectiveBy).map(({ lot }) => lot);
  }

  laterLots({ effectiveAfter, after, limit }: LaterLotsQuery): CreditLot[] {
    const place = after ?? { effectiveAt: effectiveAfter, orderKey: LAST_KEY };
    return this.#openByEffect.page(place, limit).map(({ lot }) => lot);
  }

  openDebts(after: UsagePlace | undefined, limit: number): UsageRecord[] {
    return this.#debts.page(after, limit).map(({ usage }) => usage);
  }

  usages(before: string | undefined, after: UsagePlace | undefined, limit: number): UsageRecord[] {
    const page = this.#usagesInTime.page(after, limit).map(({ usage }) => usage);
    return before === undefined ? page : page.filter(({ occurredAt }) => occurredAt < before);
  }

  entriesByDay(from: string, after: EntryPlace | undefined, limit: number): LedgerEntry[] {
    return this.#entriesByDay.page(after ?? { day: from, seq: 0 }, limit);
  }

  #refuse(expectedVersion: number, batch: LedgerBatch): void {
    const version = this.head?.version ?? 0;
    if (version !== expectedVersion) {
      throw new ConcurrencyError(
        `account ${batch.head.account.id} is at version ${version}, not ${expectedVersion}; read it again`,
        'VERSION_CONFLICT',
      );
    }
    for (const { key } of batch.commands) if (this.#commands.has(key)) throw duplicate(`command ${key}`);
    for (const { seq } of batch.entries) if (seq <= this.entries.length) throw duplicate(`entry ${seq}`);
    for (const row of batch.lots) refuseStale('lot', row, this.#lots.get(row.id)?.lot);
    for (const row of batch.usages) refuseStale('usage', row, this.#usages.get(row.id)?.usage);
    assertBatch(expectedVersion, batch);
    const due = this.entries.length + batch.entries.length + 1;
    if (batch.head.nextSeq !== due) {
      const issues = [{ path: 'head.nextSeq', message: `must be ${due}: seqs have no gap` }];
      throw new InvalidInputError('the batch', issues, 'BATCH_INVALID');
    }
  }

  #putLot(lot: CreditLot): void {
    const known = this.#lots.get(lot.id);
    const slot = known ?? { effectiveAt: lot.effectiveAt, orderKey: lot.orderKey, lot };
    if (known === undefined) {
      this.#lots.set(lot.id, slot);
      this.#allLots.add(slot);
    }
    const wasOpen = known !== undefined && isOpen(known.lot);
    slot.lot = lot;
    if (isOpen(lot) === wasOpen) return;
    for (const list of [this.#openLots, this.#openByEffect]) {
      if (wasOpen) list.delete(slot);
      else list.add(slot);
    }
  }

  #putUsage(usage: UsageRecord): void {
    const known = this.#usages.get(usage.id);
    const slot = known ?? { occurredAt: usage.occurredAt, seq: usage.seq, usage };
    if (known === undefined) {
      this.#usages.set(usage.id, slot);
      this.#usagesInTime.add(slot);
    }
    const wasOwed = known !== undefined && known.usage.shortfall !== '0';
    slot.usage = usage;
    if ((usage.shortfall !== '0') === wasOwed) return;
    if (wasOwed) this.#debts.delete(slot);
    else this.#debts.add(slot);
  }
}

function placeOf(orderKey: string | undefined): LotPlace | undefined {
  return orderKey === undefined ? undefined : { effectiveAt: '', orderKey };
}

/** Credit that a hold reserves cannot be taken. Amounts are canonical, so equal text is an equal amount. */
function isOpen({ remaining, held }: CreditLot): boolean {
  return remaining !== held;
}

function duplicate(what: string): ConcurrencyError {
  return new ConcurrencyError(`${what} exists already; read the account again`, 'DUPLICATE_KEY');
}

interface Versioned {
  readonly id: string;
  readonly rowVersion: number;
}

function refuseStale(what: string, row: Versioned, known: Versioned | undefined): void {
  if (row.rowVersion === (known?.rowVersion ?? 0) + 1) return;
  throw duplicate(`${what} ${row.id} of version ${row.rowVersion}`);
}
