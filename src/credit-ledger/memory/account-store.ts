import { ConcurrencyError } from '../../core/errors/engine.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import { assertBatch } from '../batch-check.ts';
import type { CommandRecord } from '../command-record.ts';
import {
  byDay,
  byEffect,
  byExpiry,
  byOrder,
  byPeriod,
  byTime,
  byTimeout,
  type EntryPlace,
  type ExpiryPlace,
  type HoldPlace,
  type LotPlace,
  NEVER,
  type PeriodPlace,
} from '../places.ts';
import type {
  EntriesOfQuery,
  ExpiringLotsQuery,
  LaterLotsQuery,
  LedgerBatch,
  OpenHoldsQuery,
  OpenLotsQuery,
  PeriodsQuery,
  UsagePlace,
} from '../repository.ts';
import type { AccountHead, CreditLot, HoldRecord, LedgerEntry, LedgerPeriod, UsageRecord } from '../rows.ts';
import { frozen } from './frozen.ts';
import { SeqIndex } from './seq-index.ts';
import { SortedList } from './sorted-list.ts';

/** A lot in its place; the lists hold slots, so that a change of figures moves nothing. */
interface LotSlot extends LotPlace, ExpiryPlace {
  lot: CreditLot;
}

interface PeriodSlot extends PeriodPlace {
  row: LedgerPeriod;
}

interface UsageSlot extends UsagePlace {
  usage: UsageRecord;
}

const LAST_KEY = '\u{10ffff}';
const MONTH_LENGTH = 7;
const effectOf = ({ effectiveAt }: LotPlace): string => effectiveAt;

interface SlotList {
  add(slot: LotSlot): void;
  delete(slot: LotSlot): void;
}

/** The rows of one account and the indices over them. Everything it gives out is frozen. */
export class AccountStore {
  head: AccountHead | undefined;
  readonly entries: LedgerEntry[] = [];
  readonly #commands = new Map<string, CommandRecord>();
  readonly #lots = new Map<string, LotSlot>();
  readonly #usages = new Map<string, UsageSlot>();
  readonly #allLots = new SortedList<LotPlace, LotSlot>(byOrder);
  /** Lots with credit that no hold reserves: in order of use, of effect, of expiry. */
  readonly #openLots = new SortedList<LotPlace, LotSlot>(byOrder, effectOf);
  readonly #openByEffect = new SortedList<LotPlace, LotSlot>(byEffect);
  readonly #expiring = new SortedList<ExpiryPlace, LotSlot>(byExpiry);
  /** Lots of which a part expired. */
  readonly #expired = new SortedList<LotPlace, LotSlot>(byOrder);
  readonly #expiredByEffect = new SortedList<LotPlace, LotSlot>(byEffect);
  readonly #usagesInTime = new SortedList<UsagePlace, UsageSlot>(byTime);
  readonly #debts = new SortedList<UsagePlace, UsageSlot>(byTime);
  readonly #entriesByDay = new SortedList<EntryPlace, LedgerEntry>(byDay);
  readonly #entriesOf = { lot: new SeqIndex(), usage: new SeqIndex() };
  readonly #holds = new Map<string, HoldRecord>();
  readonly #openHolds = new SortedList<HoldPlace, HoldRecord>(byTimeout);
  readonly #periods = new Map<string, PeriodSlot>();
  readonly #days = new SortedList<PeriodPlace, PeriodSlot>(byPeriod);
  readonly #months = new SortedList<PeriodPlace, PeriodSlot>(byPeriod);

  /** Checks all, then writes all; a refused batch leaves no trace. */
  commit(expectedVersion: number, batch: LedgerBatch): void {
    this.#refuse(expectedVersion, batch);
    const { head, entries, lots, usages, holds, periods, commands } = batch;
    for (const entry of entries) {
      const row = frozen(entry);
      this.entries.push(row);
      this.#entriesByDay.add(row);
      this.#entriesOf.lot.add(row.lotId, row.seq);
      this.#entriesOf.usage.add(row.usageId, row.seq);
    }
    for (const lot of lots) this.#putLot(frozen(lot));
    for (const usage of usages) this.#putUsage(frozen(usage));
    for (const hold of holds) this.#putHold(frozen(hold));
    for (const period of periods) this.#putPeriod(frozen(period));
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

  openLots({ effectiveBy, expiresAfter, withExpired, after, limit }: OpenLotsQuery): CreditLot[] {
    const matches = ({ lot }: LotSlot): boolean =>
      lot.effectiveAt <= effectiveBy && (lot.expiresAt === null || lot.expiresAt > expiresAfter);
    const place = placeOf(after);
    const open = this.#openLots.page(place, limit, matches, effectiveBy);
    if (!withExpired) return open.map(({ lot }) => lot);
    return merged(open, this.#expired.page(place, limit, matches), byOrder, limit);
  }

  laterLots({ effectiveAfter, withExpired, after, limit }: LaterLotsQuery): CreditLot[] {
    const place = after ?? { effectiveAt: effectiveAfter, orderKey: LAST_KEY };
    const open = this.#openByEffect.page(place, limit);
    if (!withExpired) return open.map(({ lot }) => lot);
    return merged(open, this.#expiredByEffect.page(place, limit), byEffect, limit);
  }

  expiringLots({ by, after, limit }: ExpiringLotsQuery): CreditLot[] {
    const page = this.#expiring.page(after, limit).map(({ lot }) => lot);
    return page.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= by);
  }

  holdsById(ids: readonly string[]): HoldRecord[] {
    return ids.map((id) => this.#holds.get(id)).filter((hold) => hold !== undefined);
  }

  openHolds({ by, after, limit }: OpenHoldsQuery): HoldRecord[] {
    const page = this.#openHolds.page(after, limit);
    return by === undefined ? page : page.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= by);
  }

  periodsByKey(periods: readonly string[]): LedgerPeriod[] {
    return periods.map((period) => this.#periods.get(period)?.row).filter((row) => row !== undefined);
  }

  periods({ unit, from = '', before = NEVER, limit }: PeriodsQuery): LedgerPeriod[] {
    const list = unit === 'day' ? this.#days : this.#months;
    const isOfUnit = (from.length === MONTH_LENGTH) === (unit === 'month');
    const first = isOfUnit ? this.#periods.get(from) : undefined;
    const later = list.page({ period: from }, limit);
    const slots = first === undefined ? later : [first, ...later].slice(0, limit);
    const end = slots.findIndex(({ period }) => period >= before);
    return (end === -1 ? slots : slots.slice(0, end)).map(({ row }) => row);
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

  entriesOf({ of, id, after = 0, limit }: EntriesOfQuery): LedgerEntry[] {
    const seqs = this.#entriesOf[of].page(id, after, limit);
    return seqs.map((seq) => this.entries[seq - 1]).filter((entry) => entry !== undefined);
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
    for (const row of batch.lots) refuseStale('lot', row, this.#lots.get(row.id)?.lot.rowVersion);
    for (const row of batch.usages) refuseStale('usage', row, this.#usages.get(row.id)?.usage.rowVersion);
    for (const row of batch.holds) refuseStale('hold', row, this.#holds.get(row.id)?.rowVersion);
    for (const { period: id, rowVersion } of batch.periods) {
      refuseStale('period', { id, rowVersion }, this.#periods.get(id)?.row.rowVersion);
    }
    assertBatch(expectedVersion, batch);
    const due = this.entries.length + batch.entries.length + 1;
    if (batch.head.nextSeq !== due) {
      const issues = [{ path: 'head.nextSeq', message: `must be ${due}: seqs have no gap` }];
      throw new InvalidInputError('the batch', issues, 'BATCH_INVALID');
    }
  }

  #putLot(lot: CreditLot): void {
    const known = this.#lots.get(lot.id);
    if (known !== undefined && known.orderKey === lot.orderKey && known.expiresAt === lot.expiresAt) {
      this.#list(known, known.lot, lot);
      known.lot = lot;
      return;
    }
    if (known !== undefined) {
      this.#list(known, known.lot, undefined);
      this.#allLots.delete(known);
    }
    const { effectiveAt, orderKey, expiresAt } = lot;
    const slot = { effectiveAt, orderKey, expiresAt, lot };
    this.#lots.set(lot.id, slot);
    this.#allLots.add(slot);
    this.#list(slot, undefined, lot);
  }

  /** Puts the slot on the lists to which its lot now belongs, and takes it off the others. */
  #list(slot: LotSlot, before: CreditLot | undefined, now: CreditLot | undefined): void {
    const toggle = (is: (lot: CreditLot) => boolean, ...lists: SlotList[]): void => {
      const was = before !== undefined && is(before);
      const will = now !== undefined && is(now);
      if (was !== will) for (const list of lists) will ? list.add(slot) : list.delete(slot);
    };
    toggle(isOpen, this.#openLots, this.#openByEffect);
    toggle((lot) => isOpen(lot) && lot.expiresAt !== null, this.#expiring);
    toggle(({ expired }) => expired !== '0', this.#expired, this.#expiredByEffect);
  }

  #putHold(hold: HoldRecord): void {
    const known = this.#holds.get(hold.id);
    this.#holds.set(hold.id, hold);
    if (known?.state === 'open') this.#openHolds.delete(known);
    if (hold.state === 'open') this.#openHolds.add(hold);
  }

  #putPeriod(row: LedgerPeriod): void {
    const { period } = row;
    const known = this.#periods.get(period);
    if (known !== undefined) {
      known.row = row;
      return;
    }
    const slot = { period, row };
    this.#periods.set(period, slot);
    (period.length === MONTH_LENGTH ? this.#months : this.#days).add(slot);
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

/** The first rows of two lists, each once. */
function merged(
  a: readonly LotSlot[],
  b: readonly LotSlot[],
  compare: (a: LotPlace, b: LotPlace) => number,
  limit: number,
): CreditLot[] {
  const slots = [...new Set([...a, ...b])].sort(compare).slice(0, limit);
  return slots.map(({ lot }) => lot);
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

function refuseStale(what: string, row: Versioned, known = 0): void {
  if (row.rowVersion === known + 1) return;
  throw duplicate(`${what} ${row.id} of version ${row.rowVersion}`);
}
