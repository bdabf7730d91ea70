import { formatUnits, toUnits } from '../../core/amount.ts';
import { addMovement, addUnits, COLUMNS, type Movement, noMovement } from '../movement.ts';
import { LOT_KINDS } from '../policy/order.ts';
import type { LedgerEntry, LedgerPeriod } from '../rows.ts';
import { type Planning, readByKey } from './read.ts';
import { perKind } from './totals.ts';

const MONTH_LENGTH = 7;

/** The movement that the row of a day or month holds. */
export function movementOf(row: LedgerPeriod, scale: number): Movement {
  const movement = noMovement();
  addPeriod(movement, row, scale);
  return movement;
}

/** Adds the row of a day or month to a sum. Most of its figures are zero and need no reading. */
export function addPeriod(sum: Movement, row: LedgerPeriod, scale: number): void {
  const { remaining, consumed, held, debt } = row;
  for (const column of COLUMNS) if (row[column] !== '0') sum[column] += toUnits(row[column], scale);
  for (const kind of LOT_KINDS) {
    if (remaining[kind] !== '0') sum.remaining[kind] += toUnits(remaining[kind], scale);
    if (consumed[kind] !== '0') sum.consumed[kind] += toUnits(consumed[kind], scale);
  }
  if (held !== '0') sum.held += toUnits(held, scale);
  if (debt !== '0') sum.debt += toUnits(debt, scale);
}

/** The row that holds a movement. */
export function periodRow(
  period: string,
  movement: Movement,
  scale: number,
  rowVersion: number,
): LedgerPeriod {
  const text = (units: bigint): string => formatUnits(units, scale);
  return Object.freeze({
    period,
    purchased: text(movement.purchased),
    bonus: text(movement.bonus),
    adjustment: text(movement.adjustment),
    usage: text(movement.usage),
    returned: text(movement.returned),
    refunded: text(movement.refunded),
    voided: text(movement.voided),
    expired: text(movement.expired),
    credited: text(movement.credited),
    remaining: Object.freeze(perKind((kind) => text(movement.remaining[kind]))),
    consumed: Object.freeze(perKind((kind) => text(movement.consumed[kind]))),
    held: text(movement.held),
    debt: text(movement.debt),
    rowVersion,
  });
}

/** What a plan changes in the days and months of an account. */
export class Periods {
  readonly #account: string;
  readonly #scale: number;
  readonly #changes = new Map<string, Movement>();
  readonly #stored = new Map<string, LedgerPeriod>();

  constructor(account: string, scale: number) {
    this.#account = account;
    this.#scale = scale;
  }

  /** Counts an entry of so many units on its day and in its month; a negative number takes it out again. */
  count(entry: LedgerEntry, units: bigint): void {
    for (const period of [entry.day, entry.day.slice(0, MONTH_LENGTH)]) {
      const known = this.#changes.get(period);
      const movement = known ?? noMovement();
      if (known === undefined) this.#changes.set(period, movement);
      addUnits(movement, entry, units);
    }
  }

  /** Loads the rows to be changed. Comes last in a plan. */
  *load(): Planning<void> {
    const keys = [...this.#changes.keys()];
    const rows = yield* readByKey(keys, (from, asked) => from.periodsByKey(this.#account, asked));
    for (const row of rows) this.#stored.set(row.period, row);
  }

  /** The rows to write. */
  changed(): LedgerPeriod[] {
    return [...this.#changes].map(([period, change]) => this.#rowOf(period, change));
  }

  #rowOf(period: string, change: Movement): LedgerPeriod {
    const stored = this.#stored.get(period);
    const sum = stored === undefined ? noMovement() : movementOf(stored, this.#scale);
    addMovement(sum, change);
    return periodRow(period, sum, this.#scale, (stored?.rowVersion ?? 0) + 1);
  }
}
