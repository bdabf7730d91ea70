import type { OverdrawMode } from '../account.ts';
import { isUsable } from '../plan/cell.ts';
import type { Moment } from '../plan/intake.ts';
import { smaller } from '../plan/stock.ts';
import type { EntryType, UsageRecord } from '../rows.ts';
import { inTurn, lastUse } from './payers.ts';
import { type Pot, Shelf } from './shelf.ts';

/** What a usage took of a lot. */
export interface Take {
  readonly pot: Pot;
  /** As it was taken. */
  readonly gross: bigint;
  /** Less what a reversal gave back. */
  units: bigint;
  /** Key of the crediting command that settled a debt with it; null when it was taken at posting. */
  readonly settledBy: string | null;
}

/** A usage, or another debit, while history is replayed. */
export interface Due extends Moment {
  readonly id: string;
  /** As it is stored; undefined for a debit that only this order of things needs. */
  readonly row: UsageRecord | undefined;
  readonly key: string;
  readonly scope: string | null;
  readonly units: bigint;
  readonly takes: Take[];
  debt: bigint;
  reversed: bigint;
  /** Reversals that are still to come. */
  awaits: number;
  /** It keeps what paid for it: it is older than what is rebuilt. */
  readonly isPinned: boolean;
}

/** What a correction, a hold or an expiry does to a lot or a debt. */
export interface Effect extends Moment {
  readonly type: EntryType;
  readonly key: string;
  readonly pot: Pot | null;
  readonly usageId: string | null;
  readonly units: bigint;
}

/** What an event of the replay has in common with a command. */
export interface Act extends Moment {
  readonly key: string;
}

/**
 * History once more, event by event in effective order. It knows figures only: rows and entries are made from
 * what it ends with. Every usage that is through is handed over and forgotten, so that only lots, open debts
 * and what corrections will need is kept.
 */
export class Replay {
  /** What corrections, holds and late returns did. */
  readonly effects: Effect[] = [];
  /** What holds that timed out had set aside, by their usage id. */
  readonly placed = new Map<string, readonly Part[]>();
  readonly #mode: OverdrawMode;
  readonly #onDone: (due: Due) => void;
  readonly #shelf = new Shelf();
  /** All lots that have credit, and some that just lost it. */
  readonly #open = new Set<Pot>();
  readonly #debts = new Set<Due>();
  readonly #pinned: Due[] = [];
  /** Debts that were posted while there was credit for them (overdraw `allow`). */
  readonly #waiting = new Set<Due>();
  /** Whether debts may be settled: not while events are older than what is rebuilt. */
  isLive = true;

  constructor(mode: OverdrawMode, onDone: (due: Due) => void) {
    this.#mode = mode;
    this.#onDone = onDone;
  }

  /** The lots of one crediting command take effect. */
  credit(pots: readonly Pot[], key: string): void {
    this.#offer(pots, key);
  }

  /** A usage is paid, or owed. */
  post(due: Due, mode = this.#mode): void {
    const parts = this.#collect(due, due.units, mode === 'allow');
    for (const { pot, units } of parts) {
      pot.consumed += units;
      due.takes.push({ pot, gross: units, units, settledBy: null });
      due.debt -= units;
    }
    if (due.debt === 0n) this.#check(due);
    else this.#debts.add(due);
    if (due.debt > 0n && mode === 'allow') this.#waiting.add(due);
  }

  /** A usage keeps what it has. What it still owes is paid from what is left in the end. */
  pin(due: Due): void {
    for (const { pot, gross } of due.takes) {
      pot.consumed += gross;
      pot.free -= gross;
    }
    if (due.debt > 0n) this.#pinned.push(due);
  }

  /** A part of a usage is taken back: of its debt first, then from its slices, the last one first. */
  reverse(due: Due, units: bigint, act: Act): void {
    const ofDebt = due.isPinned ? 0n : smaller(units, due.debt);
    due.awaits -= 1;
    due.reversed += units;
    due.debt -= ofDebt;
    if (due.debt === 0n) this.#debts.delete(due);
    if (ofDebt > 0n) this.#note('usage.reversed', act, null, due.id, ofDebt);
    const returned = new Map<Pot, bigint>();
    for (let missing = units - ofDebt, index = due.takes.length - 1; missing > 0n && index >= 0; index -= 1) {
      const take = due.takes[index];
      if (take === undefined || take.units === 0n) continue;
      const { pot } = take;
      const part = smaller(take.units, missing);
      missing -= part;
      take.units -= part;
      pot.consumed -= part;
      this.#note('usage.reversed', act, pot, due.id, part);
      returned.set(pot, (returned.get(pot) ?? 0n) + part);
      this.#giveBack(pot, part, act);
    }
    this.#gain(returned, act);
    this.#check(due);
  }

  /** Takes from one lot what it has of an amount; answers how much that is. */
  takeBack(pot: Pot, units: bigint, pocket: 'refunded' | 'voided', act: Act): bigint {
    const isOpen = pot.voidedAt === null && pot.free > 0n && isUsable(pot.lot, act.at);
    const part = isOpen ? smaller(pot.free, units) : 0n;
    pot.free -= part;
    pot[pocket] += part;
    if (part > 0n) this.#note(`lot.${pocket}`, act, pot, null, part);
    return part;
  }

  /** Sets credit aside, as far as there is some. */
  hold(id: string, units: bigint, scope: string | null, act: Act): Part[] {
    const parts = this.#collect({ ...act, scope }, units, false);
    this.placed.set(id, parts);
    for (const { pot, units: part } of parts) {
      pot.held += part;
      this.#note('hold.placed', act, pot, id, part);
    }
    return parts;
  }

  /** Ends what `hold` set aside. What is left of it expires, if the time of its lot was up already. */
  release(id: string, parts: readonly Part[], act: Act): void {
    const returned = new Map(parts.map(({ pot, units }) => [pot, units]));
    for (const { pot, units } of parts) {
      pot.held -= units;
      this.#note('hold.released', act, pot, id, units);
      this.#giveBack(pot, units, act);
    }
    this.#gain(returned, act);
  }

  /** Comes last: pays pinned debts from what is left, and hands over all that is not through. */
  finish(key: string): void {
    const left = this.#mode === 'allow' ? [] : this.#withCredit();
    const until = lastUse(left);
    for (const due of this.#pinned) {
      const isPayable = [null, due.scope].some((tag) => due.at < (until.get(tag) ?? ''));
      if (isPayable) this.#pay(due, left, key);
      this.#onDone(due);
    }
    for (const due of this.#debts) this.#onDone(due);
  }

  #offer(pots: readonly Pot[], key: string): void {
    for (const pot of pots) {
      if (pot.free <= 0n) continue;
      this.#shelf.add(pot);
      this.#open.add(pot);
    }
    if (this.isLive && pots.length > 0) this.#settle(pots, key);
  }

  /**
   * Pays open debts, the oldest first, each from the lots that its own time allows. Whatever another lot had,
   * these debts took when it came; only waiting ones look at all lots.
   */
  #settle(gained: readonly Pot[], key: string): void {
    if (this.#debts.size === 0) return;
    const all = this.#waiting.size === 0 ? gained : this.#withCredit();
    // What may pay an older debt includes all that may pay a younger one of the same scope.
    const unpayable = new Set<string | null>();
    for (const due of this.#debts) {
      const isWaiting = this.#waiting.has(due);
      if (unpayable.has(due.scope) && !isWaiting) continue;
      if (all.every(({ free }) => free <= 0n)) break;
      this.#pay(due, isWaiting ? all : gained, key);
      if (due.debt > 0n) unpayable.add(due.scope);
      this.#check(due);
    }
    this.#waiting.clear();
  }

  #withCredit(): Pot[] {
    for (const pot of this.#open) if (pot.free <= 0n) this.#open.delete(pot);
    return [...this.#open];
  }

  #pay(due: Due, pots: readonly Pot[], key: string): void {
    for (const pot of inTurn(due, pots)) {
      if (due.debt === 0n) break;
      const units = smaller(pot.free, due.debt);
      pot.free -= units;
      pot.consumed += units;
      due.debt -= units;
      due.takes.push({ pot, gross: units, units, settledBy: key });
    }
  }

  /** Takes from lots in order until an amount is covered; wholly or not at all, if that is asked for. */
  #collect({ at, scope }: Pick<Due, 'at' | 'scope'>, need: bigint, isWhole: boolean): Part[] {
    const parts: Part[] = [];
    let missing = need;
    while (missing > 0n) {
      const pot = this.#shelf.first(at, scope);
      if (pot === undefined) break;
      const units = smaller(pot.free, missing);
      pot.free -= units;
      missing -= units;
      parts.push({ pot, units });
    }
    if (!isWhole || missing === 0n) return parts;
    for (const { pot, units } of parts) {
      pot.free += units;
      this.#shelf.add(pot);
    }
    return [];
  }

  #giveBack(pot: Pot, units: bigint, act: Act): void {
    // Below zero, pinned corrections took it before it came back.
    const early = pot.free < 0n ? smaller(-pot.free, units) : 0n;
    const kept = pot.voidedAt === null ? units : early;
    pot.free += kept;
    if (kept === units) return;
    pot.voided += units - kept;
    this.#note('lot.voided', act, pot, null, units - kept);
  }

  /** Lots that got credit back settle debts; what is left of it expires if the lot's time was up already. */
  #gain(returned: ReadonlyMap<Pot, bigint>, act: Act): void {
    const gained = [...returned.keys()].filter(({ voidedAt }) => voidedAt === null);
    this.#offer(gained, act.key);
    for (const pot of gained) this.#expireReturned(pot, returned.get(pot) ?? 0n, act);
  }

  #expireReturned(pot: Pot, returned: bigint, act: Act): void {
    const { expiresAt } = pot.lot;
    if (expiresAt === null || act.at < expiresAt) return;
    const units = pot.free > 0n ? smaller(returned, pot.free) : 0n;
    pot.late.push({ at: act.at, units, taken: returned - units, isBooked: true });
    if (units === 0n) return;
    pot.free -= units;
    pot.expired += units;
    this.#note('lot.expired', act, pot, null, units);
  }

  #note(
    type: EntryType,
    { at, day, key }: Act,
    pot: Pot | null,
    usageId: string | null,
    units: bigint,
  ): void {
    this.effects.push({ type, at, day, key, pot, usageId, units });
  }

  #check(due: Due): void {
    if (due.debt > 0n || due.isPinned) return;
    this.#debts.delete(due);
    if (due.awaits === 0) this.#onDone(due);
  }
}

/** What is taken of one lot. */
export interface Part {
  readonly pot: Pot;
  readonly units: bigint;
}
