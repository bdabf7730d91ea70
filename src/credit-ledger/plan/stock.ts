import { byEffect, byExpiry, byOrder, type LotPlace } from '../places.ts';
import type { CreditLot } from '../rows.ts';
import { type Cell, cellOf, isUsable, newCell, takeable } from './cell.ts';
import { MergedPages } from './merged-pages.ts';
import { type Planning, read, readByKey } from './read.ts';

/** What one lot will pay. */
export interface Pick {
  readonly cell: Cell;
  readonly amount: bigint;
}

/** The lots that would pay an amount, and what is left of it. Nothing was taken yet. */
export interface Cover {
  readonly picks: readonly Pick[];
  readonly missing: bigint;
}

interface Span {
  readonly from: string;
  readonly until: string;
}

function inScope({ scope }: CreditLot, tag: string | null): boolean {
  return scope === null || (tag !== null && scope.includes(tag));
}

/** The smaller of two amounts. */
export function smaller(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

/** The lots of an account as the plan sees them: stored rows, its own changes on top, its new lots among them. */
export class Stock {
  readonly #account: string;
  readonly #scale: number;
  readonly #expiredBy: string | null;
  readonly #cells = new Map<string, Cell>();
  /** Ids that were asked for; those without a cell do not exist. */
  readonly #asked = new Set<string>();
  #span: Span | undefined;
  #eligible: MergedPages<Cell, LotPlace> | undefined;
  #laterFrom: string | undefined;
  #later: MergedPages<Cell, LotPlace> | undefined;

  constructor(account: string, scale: number, expiredBy: string | null) {
    this.#account = account;
    this.#scale = scale;
    this.#expiredBy = expiredBy;
  }

  /** The cells that the plan touched. */
  changed(): Cell[] {
    return [...this.#cells.values()].filter(({ changed }) => changed);
  }

  /** The lots among those in work that have credit which expires by an instant, the first to expire first. */
  expiring(by: string): Cell[] {
    const isDue = ({ lot: { expiresAt }, remaining, held }: Cell): boolean =>
      expiresAt !== null && expiresAt <= by && remaining > held;
    return [...this.#cells.values()].filter(isDue).sort((a, b) => byExpiry(a.lot, b.lot));
  }

  /** Tells in advance between which instants usage will fall, so that lots are read once for all of it. */
  expect(from: string, until: string): void {
    const span = this.#span ?? { from, until };
    if (this.#span !== undefined && span.from <= from && until <= span.until) return;
    this.#span = {
      from: from < span.from ? from : span.from,
      until: until > span.until ? until : span.until,
    };
    this.#eligible = undefined;
  }

  /** The cell of a lot; of a stored row, the plan's own state wins. */
  cell(lot: CreditLot): Cell {
    const known = this.#cells.get(lot.id);
    if (known !== undefined) return known;
    const cell = cellOf(lot, this.#scale);
    this.#cells.set(lot.id, cell);
    return cell;
  }

  /** The cell of a lot if the plan changed it. */
  changedCell(id: string): Cell | undefined {
    const cell = this.#cells.get(id);
    return cell?.changed === true ? cell : undefined;
  }

  /** The cell of a lot that the plan creates. */
  create(lot: CreditLot, units: bigint): Cell {
    const cell = newCell(lot, units);
    this.#cells.set(lot.id, cell);
    return cell;
  }

  /** Stored and new lots of these ids. What was looked for once is not looked for again. */
  *byId(ids: readonly string[]): Planning<Cell[]> {
    const unknown = ids.filter((id) => !this.#cells.has(id) && !this.#asked.has(id));
    const rows = yield* readByKey(unknown, (from, asked) => from.lotsById(this.#account, asked));
    for (const row of rows) this.cell(row);
    for (const id of unknown) this.#asked.add(id);
    return ids.map((id) => this.#cells.get(id)).filter((cell) => cell !== undefined);
  }

  /** Makes a lot that is new, or has credit again, available to what follows. */
  shelve(cell: Cell): void {
    this.#eligible?.add(cell);
    this.#later?.add(cell);
  }

  /** Gives a lot other terms, and with them perhaps another place. */
  alter(cell: Cell, terms: Partial<CreditLot>): void {
    cell.lot = { ...cell.lot, ...terms };
    cell.changed = true;
    this.#eligible = undefined;
    this.#later = undefined;
  }

  /**
   * The lots that would pay an amount for usage of a time and scope. Step 1 of funding: lots that are eligible
   * then, in the order of the account. Step 2 (`isLate`): lots that take effect after it, the earliest first.
   */
  *cover(at: string, scope: string | null, need: bigint, isLate: boolean): Planning<Cover> {
    const shelf = isLate ? this.#laterThan(at) : this.#eligibleFor(at);
    const picks: Pick[] = [];
    let missing = need;
    let index = 0;
    while (missing > 0n) {
      const cell = yield* shelf.at(index);
      if (cell === undefined) break;
      const available = takeable(cell);
      if (available === 0n) {
        shelf.drop(index);
        continue;
      }
      index += 1;
      if (!inScope(cell.lot, scope) || !(isLate ? cell.lot.effectiveAt > at : isUsable(cell.lot, at)))
        continue;
      const amount = smaller(available, missing);
      picks.push({ cell, amount });
      missing -= amount;
    }
    return { picks, missing };
  }

  #eligibleFor(at: string): MergedPages<Cell, LotPlace> {
    this.expect(at, at);
    const span = this.#span ?? { from: at, until: at };
    this.#eligible ??= this.#shelf(byOrder, (last, limit) =>
      read((from) =>
        from.openLots(this.#account, {
          effectiveBy: span.until,
          expiresAfter: span.from,
          withExpired: this.#mayHaveExpired(span.from),
          after: last?.orderKey,
          limit,
        }),
      ),
    );
    return this.#eligible;
  }

  #laterThan(at: string): MergedPages<Cell, LotPlace> {
    if (this.#later !== undefined && this.#laterFrom !== undefined && this.#laterFrom <= at)
      return this.#later;
    this.#laterFrom = at;
    const withExpired = this.#mayHaveExpired(at);
    this.#later = this.#shelf(byEffect, (after, limit) =>
      read((from) => from.laterLots(this.#account, { effectiveAfter: at, withExpired, after, limit })),
    );
    return this.#later;
  }

  /** Whether the expiry of a lot that could pay then may have been booked. */
  #mayHaveExpired(at: string): boolean {
    return this.#expiredBy !== null && at < this.#expiredBy;
  }

  #shelf(
    compare: (a: LotPlace, b: LotPlace) => number,
    load: (last: LotPlace | undefined, limit: number) => Planning<readonly CreditLot[]>,
  ): MergedPages<Cell, LotPlace> {
    const stock = this;
    const shelf = new MergedPages<Cell, LotPlace>(placeOf, compare, function* (last, limit) {
      const rows = yield* load(last, limit);
      // A lot that the plan moved is on the shelf already, in its new place.
      const items = rows.map((row) => stock.cell(row)).filter((cell, index) => isAt(cell, rows[index]));
      return { items, last: rows.at(-1), isComplete: rows.length < limit };
    });
    for (const cell of this.#cells.values()) shelf.add(cell);
    return shelf;
  }
}

function placeOf({ lot }: Cell): LotPlace {
  return lot;
}

function isAt({ lot }: Cell, place: LotPlace | undefined): boolean {
  return lot.orderKey === place?.orderKey;
}
