import { toUnits } from '../../core/amount.ts';
import type { Books } from '../books.ts';
import { addEntry, noMovement } from '../movement.ts';
import { compareText } from '../places.ts';
import { isUsable } from '../plan/cell.ts';
import { portionsOf } from '../plan/read.ts';
import type { LotKind } from '../policy/order.ts';
import type { CreditLot, LedgerEntry } from '../rows.ts';
import { dueBooks } from './due.ts';
import { entriesAfter } from './sums.ts';

const PAGE = 256;

/** A lot that may pay, and how much. */
export interface Payer {
  readonly lot: CreditLot;
  readonly units: bigint;
}

/** The lots of an account as they stood at an instant: the rows, with what happened since undone. */
export class LotsAt {
  readonly #books: Books;
  readonly #at: string;
  /** Rows of the lots that stood otherwise than their rows tell, and what they had to give. */
  readonly #changed: ReadonlyMap<string, Payer>;

  private constructor(books: Books, at: string, changed: ReadonlyMap<string, Payer>) {
    this.#books = books;
    this.#at = at;
    this.#changed = changed;
  }

  static async at(books: Books, at: string): Promise<LotsAt> {
    const { head } = books;
    const changes = new Map<string, bigint>();
    const note = (entry: LedgerEntry, sign: bigint): void => {
      if (entry.lotId === null || entry.kind === null) return;
      const effect = noMovement();
      addEntry(effect, entry, head.account.scale);
      const units = effect.remaining[entry.kind] - effect.held;
      if (units !== 0n) changes.set(entry.lotId, (changes.get(entry.lotId) ?? 0n) + sign * units);
    };
    for (const entry of (await dueBooks(books, at)).entries) if (entry.effectiveAt <= at) note(entry, 1n);
    for await (const entry of entriesAfter(books, at)) note(entry, -1n);
    const changed = new Map<string, Payer>();
    for (const ids of portionsOf([...changes.keys()])) {
      for (const lot of await books.rows.lotsById(head.account.id, ids)) {
        const units = availableOf(lot, head.account.scale) + (changes.get(lot.id) ?? 0n);
        changed.set(lot.id, { lot, units });
      }
    }
    return new LotsAt(books, at, changed);
  }

  /** The lots that may pay then, whatever usage they are for, in the order of the account. */
  async *inOrder(): AsyncGenerator<Payer> {
    const { account } = this.#books.head;
    const query = { effectiveBy: this.#at, expiresAfter: this.#at, withExpired: false, limit: PAGE };
    const load = (last: CreditLot | undefined) =>
      this.#books.rows.openLots(account.id, { ...query, after: last?.orderKey });
    const changed = [...this.#changed.values()]
      .filter(({ lot, units }) => units > 0n && isUsable(lot, this.#at))
      .sort((a, b) => compareText(a.lot.orderKey, b.lot.orderKey));
    let index = 0;
    for await (const payer of this.#unchanged(load)) {
      for (let next = changed[index]; next !== undefined && isBefore(next, payer); next = changed[index]) {
        yield next;
        index += 1;
      }
      yield payer;
    }
    yield* changed.slice(index);
  }

  /** What had not been used of the lots that expire behind this instant and up to another. */
  async expiring(by: string): Promise<bigint> {
    const { account, nextExpiry } = this.#books.head;
    let sum = 0n;
    for (const { lot, units } of this.#changed.values()) {
      if (units > 0n && isUsable(lot, this.#at) && lot.expiresAt !== null && lot.expiresAt <= by)
        sum += units;
    }
    if (nextExpiry === null || nextExpiry > by) return sum;
    const load = (last: CreditLot | undefined) =>
      this.#books.rows.expiringLots(account.id, { by, after: last, limit: PAGE });
    for await (const { lot, units } of this.#unchanged(load)) if (isUsable(lot, this.#at)) sum += units;
    return sum;
  }

  /** Lots whose rows tell how they stood. */
  async *#unchanged(
    load: (last: CreditLot | undefined) => Promise<readonly CreditLot[]>,
  ): AsyncGenerator<Payer> {
    let last: CreditLot | undefined;
    do {
      const page = await load(last);
      for (const lot of page) {
        const units = availableOf(lot, this.#books.head.account.scale);
        if (!this.#changed.has(lot.id)) yield { lot, units };
      }
      last = page.length < PAGE ? undefined : page.at(-1);
    } while (last !== undefined);
  }
}

/** Which lot pays next, and how much others pay before the first bonus lot and up to the last purchased one. */
export interface LineUp {
  readonly front: LotKind | null;
  /** `null`: there is no bonus credit. */
  readonly beforeBonus: bigint | null;
  /** `null`: there is no purchased credit. */
  readonly throughPurchased: bigint | null;
}

/** Walks the lots in the order of the account. */
export async function lineUp(lots: LotsAt): Promise<LineUp> {
  let front: LotKind | null = null;
  let beforeBonus: bigint | null = null;
  let throughPurchased: bigint | null = null;
  let sum = 0n;
  for await (const { lot, units } of lots.inOrder()) {
    front ??= lot.kind;
    if (lot.kind === 'bonus') beforeBonus ??= sum;
    sum += units;
    if (lot.kind === 'purchased') throughPurchased = sum;
  }
  return { front, beforeBonus, throughPurchased };
}

function isBefore(a: Payer, b: Payer): boolean {
  return a.lot.orderKey < b.lot.orderKey;
}

function availableOf({ remaining, held }: CreditLot, scale: number): bigint {
  return toUnits(remaining, scale) - toUnits(held, scale);
}
