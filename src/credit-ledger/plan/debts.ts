import { formatUnits, toUnits } from '../../core/amount.ts';
import { byTime } from '../places.ts';
import type { Slice, UsageRecord, UsageState } from '../rows.ts';
import { MergedPages } from './merged-pages.ts';
import { type Planning, read } from './read.ts';

/** A usage in work: the row as it was, and what becomes of it. */
export interface Debit {
  readonly row: UsageRecord;
  readonly isNew: boolean;
  slices: readonly Slice[];
  /** Open debt, in units of the account's scale. */
  shortfall: bigint;
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
    const { slices, state } = row;
    const debit: Debit = { row, isNew: true, slices, shortfall, state, changed: true };
    this.#debits.set(row.id, debit);
    this.#total += shortfall;
    return debit;
  }

  /** The debit of a stored row; where the plan changed it already, that state wins. */
  debit(row: UsageRecord): Debit {
    const known = this.#debits.get(row.id);
    if (known !== undefined) return known;
    const shortfall = toUnits(row.shortfall, this.#scale);
    const { slices, state } = row;
    const debit: Debit = { row, isNew: false, slices, shortfall, state, changed: false };
    this.#debits.set(row.id, debit);
    return debit;
  }

  /** Books that a part of the debt was paid. */
  pay(debit: Debit, slice: Slice, units: bigint): void {
    debit.slices = Object.freeze([...debit.slices, Object.freeze(slice)]);
    debit.changed = true;
    this.#lower(debit, units);
    if (debit.shortfall === 0n) debit.state = 'allocated';
  }

  /** Takes a usage out of the books: the opening balance contains it. */
  dissolve(debit: Debit): void {
    this.#lower(debit, debit.shortfall);
    debit.slices = NO_SLICES;
    debit.state = 'before_opening';
    debit.changed = true;
  }

  /** Open debts, the oldest usage first. */
  oldestFirst(): MergedPages<Debit> {
    const pages = new MergedPages<Debit>(
      (a, b) => byTime(a.row, b.row),
      (last, limit) => this.#load(last, limit),
    );
    for (const debit of this.#debits.values()) if (debit.shortfall > 0n) pages.add(debit);
    return pages;
  }

  *#load(last: Debit | undefined, limit: number): Planning<readonly Debit[]> {
    const after = last && { occurredAt: last.row.occurredAt, seq: last.row.seq };
    const rows = yield* read((from) => from.openDebts(this.#account, { after, limit }));
    return rows.map((row) => this.debit(row));
  }

  #lower(debit: Debit, units: bigint): void {
    debit.shortfall -= units;
    this.#total -= units;
  }

  #rowOf({ row, isNew, slices, shortfall, state }: Debit): UsageRecord {
    return Object.freeze({
      ...row,
      slices,
      shortfall: formatUnits(shortfall, this.#scale),
      state,
      rowVersion: isNew ? 1 : row.rowVersion + 1,
    });
  }
}
