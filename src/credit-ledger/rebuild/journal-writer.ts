import type { Cell } from '../plan/cell.ts';
import type { Cause, Draft, Pocket } from '../plan/draft.ts';
import type { EntryType, LedgerEntry } from '../rows.ts';
import type { Pot } from './shelf.ts';

/** Where an entry that concerns a lot moves its credit. */
const MOVES: Readonly<Partial<Record<EntryType, readonly [from: Pocket, to: Pocket]>>> = {
  'usage.allocated': ['remaining', 'consumed'],
  'shortfall.settled': ['remaining', 'consumed'],
  'usage.reversed': ['consumed', 'remaining'],
  'lot.refunded': ['remaining', 'refunded'],
  'lot.voided': ['remaining', 'voided'],
  'lot.expired': ['remaining', 'expired'],
};

/** Writes the entries of a rebuild and moves credit as they say. The first one is preceded by the marker. */
export class JournalWriter {
  readonly #draft: Draft;
  readonly #key: string;
  readonly #pots: ReadonlyMap<string, Pot>;
  /** Entries that were written, without the marker. */
  written = 0;
  /** The entries that set credit aside, by hold and lot. */
  readonly placed = new Map<string, number>();
  #hasBegun = false;

  constructor(draft: Draft, key: string, pots: ReadonlyMap<string, Pot>) {
    this.#draft = draft;
    this.#key = key;
    this.#pots = pots;
  }

  /** A new entry. */
  book(type: EntryType, cause: Cause, units: bigint, pot: Pot | null): LedgerEntry {
    this.begin();
    this.written += 1;
    const cell = pot === null ? undefined : this.#draft.stock.cell(pot.lot);
    if (cell !== undefined) this.#move(type, cell, units);
    const entry = this.#draft.enter(type, cause, units, cell === undefined ? {} : { lot: cell.lot });
    if (type === 'hold.placed') this.placed.set(placeName(cause.usageId, entry.lotId), entry.seq);
    return entry;
  }

  /** Takes back so much of an entry. */
  takeBack(entry: LedgerEntry, units: bigint): void {
    this.begin();
    this.written += 1;
    const pot = entry.lotId === null ? undefined : this.#pots.get(entry.lotId);
    const { type, effectiveAt: at, day, origin, usageId, commandKey, reason, seq: reversesSeq } = entry;
    const cell = pot === undefined ? undefined : this.#draft.stock.cell(pot.lot);
    if (cell !== undefined) this.#move(type, cell, -units);
    const cause = { at, day, origin, usageId, commandKey, reason };
    this.#draft.enter(
      type,
      cause,
      units,
      cell === undefined ? { reversesSeq } : { reversesSeq, lot: cell.lot },
    );
  }

  #move(type: EntryType, cell: Cell, units: bigint): void {
    if (type === 'hold.placed') this.#draft.hold(cell, units);
    else if (type === 'hold.released') this.#draft.hold(cell, -units);
    const move = MOVES[type];
    if (move !== undefined) {
      const [from, to] = move;
      if (units < 0n) this.#draft.move(cell, to, from, -units);
      else this.#draft.move(cell, from, to, units);
    }
    if (type === 'lot.expired') this.#draft.witnessExpiry(cell.lot);
  }

  /** Says that a rebuild changes something. */
  begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    const { lastEffectiveAt } = this.#draft.head;
    const moment = this.#draft.momentOf(lastEffectiveAt ?? this.#draft.recordedAt);
    const cause = {
      ...moment,
      origin: 'adjustment',
      usageId: null,
      commandKey: this.#key,
      reason: null,
    } as const;
    this.#draft.enter('rebuild.marker', cause, 0n);
    this.#draft.next.generation += 1;
  }
}

/** What names the part of a hold that one lot has. */
export function placeName(usageId: string | null, lotId: string | null): string {
  return JSON.stringify([usageId, lotId]);
}
