import { byTimeout, type HoldPlace } from '../places.ts';
import type { HoldRecord, HoldState } from '../rows.ts';
import { MergedPages, type StorePage } from './merged-pages.ts';
import { type Planning, read } from './read.ts';

/** A hold in work: the row as it was, and what becomes of it. */
export interface Hold {
  readonly row: HoldRecord;
  readonly isNew: boolean;
  readonly isRewritten?: true;
  state: HoldState;
}

/** The holds of an account as the plan sees them. */
export class Holds {
  readonly #account: string;
  readonly #holds = new Map<string, Hold>();

  constructor(account: string) {
    this.#account = account;
  }

  /** The rows to write. */
  changed(): HoldRecord[] {
    const holds = [...this.#holds.values()].filter(isChanged);
    return holds.map(({ row, isNew, state }) =>
      Object.freeze({ ...row, state, rowVersion: isNew ? 1 : row.rowVersion + 1 }),
    );
  }

  /** A new hold. */
  place(row: HoldRecord): void {
    this.#holds.set(row.id, { row, isNew: true, state: row.state });
  }

  /** What a rebuild says of a stored hold. */
  rewrite(row: HoldRecord): void {
    this.#holds.set(row.id, { row, isNew: false, isRewritten: true, state: row.state });
  }

  /** The hold of this id; undefined if there is none. */
  *byId(id: string): Planning<Hold | undefined> {
    if (!this.#holds.has(id)) {
      for (const row of yield* read((from) => from.holdsById(this.#account, [id]))) this.#hold(row);
    }
    return this.#holds.get(id);
  }

  /** Open holds, the first to time out first; those that the plan ended may still be among them. */
  openByTimeout(): MergedPages<Hold, HoldPlace> {
    const pages = new MergedPages<Hold, HoldPlace>(placeOf, byTimeout, (last, limit) =>
      this.#load(last, limit),
    );
    for (const hold of this.#holds.values()) if (hold.state === 'open') pages.add(hold);
    return pages;
  }

  *#load(after: HoldPlace | undefined, limit: number): Planning<StorePage<Hold, HoldPlace>> {
    const rows = yield* read((from) => from.openHolds(this.#account, { after, limit }));
    return {
      items: rows.map((row) => this.#hold(row)),
      last: rows.at(-1),
      isComplete: rows.length < limit,
    };
  }

  /** The hold of a stored row; where the plan changed it already, that state wins. */
  #hold(row: HoldRecord): Hold {
    const known = this.#holds.get(row.id);
    if (known !== undefined) return known;
    const hold = { row, isNew: false, state: row.state };
    this.#holds.set(row.id, hold);
    return hold;
  }
}

function placeOf({ row }: Hold): HoldPlace {
  return row;
}

function isChanged({ row, isNew, isRewritten, state }: Hold): boolean {
  return isNew || isRewritten === true || state !== row.state;
}
