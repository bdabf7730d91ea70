import { formatUnits, toUnits } from '../../core/amount.ts';
import { byTime } from '../places.ts';
import type { UsagePlace } from '../repository.ts';
import type { Slice, UsageRecord, UsageState } from '../rows.ts';
import { MergedPages, type StorePage } from './merged-pages.ts';
import { type Planning, read, readByKey } from './read.ts';

/** A usage in work: the row as it was, and what becomes of it. */
export interface Debit {
  readonly row: UsageRecord;
  readonly isNew: boolean;
  slices: readonly Slice[];
  /** Open debt, in units of the account's scale. */
  shortfall: bigint;
  /** In units. */
  reversed: bigint;
  firstSeenAt: string | null;
  lastSeenAt: string | null;
  state: UsageState;
  changed: boolean;
}

/** Nothing paid. */
export const NO_SLICES: readonly Slice[] = Object.freeze([]);

/** The usage records of an account as the plan sees them, and the debts among them. */
export class Debts {
  readonly #account: string;
  readonly #scale: number;
  readonly #debits = new Map<string, Debit>();
  /** Ids that were asked for; those without a debit do not exist. */
  readonly #asked = new Set<string>();
  #total: bigint;

  constructor(account: string, scale: number, total: bigint) {
    this.#account = account;
    this.#scale = scale;
    this.#total = total;
  }

  /** Sum of all open debts, in units. */
  get total(): bigint {
    return this.#total;
  }

  /** The rows to write. */
  changed(): UsageRecord[] {
    const rows: UsageRecord[] = [];
    for (const debit of this.#debits.values()) if (debit.changed) rows.push(this.#rowOf(debit));
    return rows;
  }

  /** A new usage. */
  post(row: UsageRecord, shortfall = 0n): Debit {
    this.#total += shortfall;
    return this.#keep(row, shortfall, 0n, true);
  }

  /** The debit of a stored row; where the plan changed it already, that state wins. */
  debit(row: UsageRecord): Debit {
    const known = this.#debits.get(row.id);
    if (known !== undefined) return known;
    return this.#keep(row, toUnits(row.shortfall, this.#scale), toUnits(row.reversed, this.#scale), false);
  }

  /** Books that a part of the debt was paid. */
  pay(debit: Debit, slice: Slice, units: bigint): void {
    debit.slices = Object.freeze([...debit.slices, Object.freeze(slice)]);
    debit.changed = true;
    this.#lower(debit, units);
    if (debit.shortfall === 0n) debit.state = 'allocated';
  }

  /** Books that so much of a usage was taken back: first of its debt, and what slices it keeps. */
  reverse(debit: Debit, units: bigint, ofDebt: bigint, kept: readonly Slice[]): void {
    this.#lower(debit, ofDebt);
    debit.reversed += units;
    debit.slices = Object.freeze(kept);
    if (debit.shortfall === 0n) debit.state = 'allocated';
    debit.changed = true;
  }

  /** What a rebuild says of a stored usage. */
  rewrite(row: UsageRecord, slices: readonly Slice[], shortfall: bigint): void {
    const debit = this.debit(row);
    this.#lower(debit, debit.shortfall - shortfall);
    debit.slices = slices;
    debit.changed = true;
    if (debit.state === 'withdrawn') return;
    const paid: UsageState = row.amount === '0' ? 'zero' : 'allocated';
    debit.state = shortfall > 0n ? 'partial' : paid;
  }

  /** Marks a usage whose row vanished, once nothing of it counts any more. */
  withdraw(debit: Debit): void {
    const due = toUnits(debit.row.amount, this.#scale);
    if (due > 0n) debit.reversed = due;
    debit.state = 'withdrawn';
    debit.changed = true;
  }

  /** Marks a negative row that is a lot from now on. */
  credit(debit: Debit): void {
    debit.state = 'credit';
    debit.changed = true;
  }

  /** Notes that a pull showed the row. Pulls may arrive in any order. */
  see(debit: Debit, at: string): void {
    const { firstSeenAt, lastSeenAt } = debit;
    if (firstSeenAt === null || at < firstSeenAt) debit.firstSeenAt = at;
    if (lastSeenAt === null || at > lastSeenAt) debit.lastSeenAt = at;
    if (debit.firstSeenAt !== firstSeenAt || debit.lastSeenAt !== lastSeenAt) debit.changed = true;
  }

  /** Takes a usage out of the books: the opening balance contains it. */
  dissolve(debit: Debit): void {
    this.#lower(debit, debit.shortfall);
    debit.slices = NO_SLICES;
    if (debit.state !== 'withdrawn') {
      debit.reversed = 0n;
      debit.state = 'before_opening';
    }
    debit.changed = true;
  }

  /** Those of the usages that exist, stored or new. */
  *byId(ids: readonly string[]): Planning<Debit[]> {
    const unknown = ids.filter((id) => !this.#debits.has(id) && !this.#asked.has(id));
    const rows = yield* readByKey(unknown, (from, asked) => from.usagesById(this.#account, asked));
    for (const row of rows) this.debit(row);
    for (const id of unknown) this.#asked.add(id);
    return ids.map((id) => this.#debits.get(id)).filter((debit) => debit !== undefined);
  }

  /** Open debts, the oldest usage first. */
  oldestFirst(): MergedPages<Debit, UsagePlace> {
    const pages = new MergedPages<Debit, UsagePlace>(placeOf, byTime, (last, limit) =>
      this.#load(last, limit),
    );
    for (const debit of this.#debits.values()) if (debit.shortfall > 0n) pages.add(debit);
    return pages;
  }

  *#load(last: UsagePlace | undefined, limit: number): Planning<StorePage<Debit, UsagePlace>> {
    const after = last && { occurredAt: last.occurredAt, seq: last.seq };
    const rows = yield* read((from) => from.openDebts(this.#account, { after, limit }));
    return {
      items: rows.map((row) => this.debit(row)),
      last: rows.at(-1),
      isComplete: rows.length < limit,
    };
  }

  #keep(row: UsageRecord, shortfall: bigint, reversed: bigint, isNew: boolean): Debit {
    const { slices, state, firstSeenAt, lastSeenAt } = row;
    const debit: Debit = {
      row,
      isNew,
      slices,
      shortfall,
      reversed,
      firstSeenAt,
      lastSeenAt,
      state,
      changed: isNew,
    };
    this.#debits.set(row.id, debit);
    return debit;
  }

  #lower(debit: Debit, units: bigint): void {
    debit.shortfall -= units;
    this.#total -= units;
  }

  #rowOf({ row, isNew, slices, shortfall, reversed, firstSeenAt, lastSeenAt, state }: Debit): UsageRecord {
    return Object.freeze({
      ...row,
      slices,
      shortfall: formatUnits(shortfall, this.#scale),
      reversed: formatUnits(reversed, this.#scale),
      firstSeenAt,
      lastSeenAt,
      state,
      rowVersion: isNew ? 1 : row.rowVersion + 1,
    });
  }
}

function placeOf({ row }: Debit): UsagePlace {
  return row;
}
