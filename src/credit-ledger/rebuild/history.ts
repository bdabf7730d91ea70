import { toUnits } from '../../core/amount.ts';
import { compareText } from '../places.ts';
import { lateOf } from '../plan/cell.ts';
import type { Draft } from '../plan/draft.ts';
import { type Planning, read } from '../plan/read.ts';
import type { EntryType, HoldRecord, UsageRecord } from '../rows.ts';
import { correct, isCorrection } from './corrections.ts';
import { type Facts, PAGE, type Reversal } from './facts.ts';
import type { Act, Due, Part, Replay, Take } from './replay.ts';
import type { Pot } from './shelf.ts';

/**
 * Something that happens in the replay, and its place: at one instant credits come first, then reversals and
 * released holds, then refunds and voids, then holds and usage (contract 15.7).
 */
interface Event {
  readonly at: string;
  readonly rank: 0 | 1 | 2 | 3;
  /** Place among its like: the group of a credit, the seq of the first entry of all else. */
  readonly order: number;
  readonly seq: number;
  readonly happen: () => void;
}

type Place = Pick<Event, 'at' | 'rank' | 'order' | 'seq'>;

function byPlace(a: Place, b: Place): number {
  return compareText(a.at, b.at) || a.rank - b.rank || a.order - b.order || a.seq - b.seq;
}

/** Plays all facts in effective order. Usage is streamed; `from` pins what is older. */
export function* playHistory(draft: Draft, facts: Facts, replay: Replay, from: string): Planning<void> {
  const history = new History(draft, facts, replay, from);
  const events = history.events().sort(byPlace);
  replay.isLive = false;
  let next = 0;
  const playUntil = (place: Place | undefined): void => {
    for (; ; next += 1) {
      const event = events[next];
      if (event === undefined || (place !== undefined && byPlace(event, place) > 0)) return;
      if (event.at >= from) replay.isLive = true;
      event.happen();
    }
  };
  for (let after: UsageRecord | undefined; ; ) {
    const place = after;
    const page = yield* read((reads) => reads.usages(draft.head.account.id, { after: place, limit: PAGE }));
    for (const row of page) {
      playUntil({ at: row.occurredAt, rank: 3, order: row.seq, seq: row.seq });
      if (row.occurredAt >= from) replay.isLive = true;
      history.use(row);
    }
    after = page.at(-1);
    if (after === undefined || page.length < PAGE) break;
  }
  playUntil(undefined);
}

/** Turns facts into events of a replay. */
class History {
  readonly #facts: Facts;
  readonly #replay: Replay;
  readonly #from: string;
  readonly #draft: Draft;
  readonly #scale: number;
  /** What is older is contained in the opening balance. */
  readonly #openingAt: string;
  /** Usages of which a part is taken back later. */
  readonly #dues = new Map<string, Due>();

  constructor(draft: Draft, facts: Facts, replay: Replay, from: string) {
    this.#facts = facts;
    this.#replay = replay;
    this.#from = from;
    this.#draft = draft;
    this.#scale = draft.scale;
    this.#openingAt = draft.head.openingAt ?? '';
    keepOldEffects(facts, from, draft.scale);
  }

  /** All events but usage. Of what is older, only lots take effect: the rest is contained in what is pinned. */
  events(): Event[] {
    const { credits, reversals, corrections, holds } = this.#facts;
    const events: Event[] = [];
    for (const { pots, key, seq } of credits) {
      const [first] = pots;
      if (first === undefined) continue;
      const { effectiveAt: at, groupSeq: order } = first.lot;
      events.push({ at, rank: 0, order, seq, happen: () => this.#credit(pots, key) });
    }
    for (const reversal of [...reversals.values()].flat()) {
      const { effectiveAt: at, seq } = reversal.first;
      events.push({ at, rank: 1, order: seq, seq, happen: () => this.#reverse(reversal) });
    }
    for (const hold of holds) this.#addHold(hold, events);
    for (const { record, seq } of corrections) {
      const { result } = record;
      if (!isCorrection(result)) continue;
      const act = { at: result.at, day: result.day, key: record.key };
      const happen = (): void => correct(this.#facts, this.#replay, this.#scale, result, act);
      events.push({ at: result.at, rank: 2, order: seq, seq, happen });
    }
    return events.filter(({ at, rank }) => at >= this.#openingAt && (rank === 0 || at >= this.#from));
  }

  /** A usage record: it is paid, or keeps what it has. */
  use(row: UsageRecord): void {
    const units = toUnits(row.amount, this.#scale);
    const isPinned = row.occurredAt < this.#from;
    const isContained = row.occurredAt < this.#openingAt;
    if (units <= 0n || isContained || (row.origin === 'refund' && !isPinned)) return;
    const all = this.#facts.reversals.get(row.id) ?? [];
    const reversals = all.filter(({ first }) => first.effectiveAt >= this.#from);
    const due: Due = {
      ...{ id: row.id, at: row.occurredAt, day: row.day, row, key: '', scope: row.scope, units },
      takes: isPinned ? this.#takesOf(row, reversals) : [],
      debt: isPinned ? toUnits(row.shortfall, this.#scale) : units,
      ...{ reversed: 0n, awaits: reversals.length, isPinned },
    };
    if (due.awaits > 0) this.#dues.set(row.id, due);
    if (isPinned) this.#replay.pin(due);
    else this.#replay.post(due);
    // What is reversed at the time of the usage itself can only be reversed once it is there.
    for (const reversal of reversals)
      if (reversal.first.effectiveAt === due.at) this.#takeBack(due, reversal);
  }

  #credit(pots: readonly Pot[], key: string): void {
    for (const pot of pots) {
      const { original, held } = pot.lot;
      pot.free += toUnits(original, this.#scale) - toUnits(held, this.#scale);
    }
    this.#replay.credit(pots, key);
  }

  #reverse(reversal: Reversal): void {
    const due = this.#dues.get(reversal.usageId);
    if (due !== undefined && due.at < reversal.first.effectiveAt) this.#takeBack(due, reversal);
  }

  #takeBack(due: Due, reversal: Reversal): void {
    const { effectiveAt: at, day, commandKey: key } = reversal.first;
    const ofDebt = due.isPinned ? this.#keepDebtPart(reversal, due) : 0n;
    this.#replay.reverse(due, reversal.units - ofDebt, { at, day, key });
    if (due.awaits === 0) this.#dues.delete(due.id);
  }

  /** The debt of pinned usage is what is left of it in the end, so a reversal of debt is contained in it. */
  #keepDebtPart({ parts, first }: Reversal, due: Due): bigint {
    const part = parts.find(({ first: { lotId } }) => lotId === null);
    if (part === undefined) return 0n;
    const { effectiveAt: at, day, commandKey: key } = first;
    const { units } = part;
    this.#replay.effects.push({ type: 'usage.reversed', at, day, key, pot: null, usageId: due.id, units });
    return units;
  }

  /** What paid for pinned usage: the slices, and behind them what later reversals give back, the last first. */
  #takesOf(row: UsageRecord, reversals: readonly Reversal[]): Take[] {
    const takes: Take[] = [];
    const take = (id: string | null, units: bigint): void => {
      const pot = id === null ? undefined : this.#facts.pots.get(id);
      if (pot !== undefined) takes.push({ pot, gross: units, units, settledBy: null });
    };
    for (const slice of row.slices) take(slice.lotId, toUnits(slice.amount, this.#scale));
    const lastFirst = [...reversals].sort(
      (a, b) => compareText(b.first.effectiveAt, a.first.effectiveAt) || b.first.seq - a.first.seq,
    );
    for (const { parts } of lastFirst) for (const { first, units } of parts) take(first.lotId, units);
    return takes;
  }

  #addHold(
    { id, slices, occurredAt, day, seq, amount, scope, expiresAt }: HoldRecord,
    events: Event[],
  ): void {
    const key = `hold:${id}`;
    let parts: Part[] = slices.flatMap(({ lotId, amount }) => {
      const pot = this.#facts.pots.get(lotId);
      return pot === undefined ? [] : [{ pot, units: toUnits(amount, this.#scale) }];
    });
    const place = (): void => {
      parts = this.#replay.hold(key, toUnits(amount, this.#scale), scope, { at: occurredAt, day, key });
    };
    events.push({ at: occurredAt, rank: 3, order: seq, seq, happen: place });
    if (expiresAt === null) return;
    const act: Act = { at: expiresAt, day: this.#draft.momentOf(expiresAt).day, key };
    events.push({
      at: expiresAt,
      rank: 1,
      order: seq,
      seq,
      happen: () => this.#replay.release(key, parts, act),
    });
  }
}

/** What happened before `from` is done: lots have it, and nothing compares it. */
function keepOldEffects({ pots, effects }: Facts, from: string, scale: number): void {
  for (const pot of pots.values()) {
    const { voidedAt, lateExpiry } = pot.lot;
    for (const part of lateExpiry) if (part.at < from) pot.late.push(lateOf(part, scale));
    if (voidedAt !== null && voidedAt < from) pot.voidedAt = voidedAt;
  }
  for (const [name, { first, units }] of effects) {
    const { type, effectiveAt, lotId } = first;
    const pot = lotId === null ? undefined : pots.get(lotId);
    if (effectiveAt >= from) continue;
    effects.delete(name);
    const pocket = POCKETS[type];
    if (pot === undefined || pocket === undefined) continue;
    const moved = type === 'hold.released' ? -units : units;
    pot.free -= moved;
    pot[pocket] += moved;
  }
}

const POCKETS: Readonly<Partial<Record<EntryType, 'refunded' | 'voided' | 'expired' | 'held'>>> = {
  'lot.refunded': 'refunded',
  'lot.voided': 'voided',
  'lot.expired': 'expired',
  'hold.placed': 'held',
  'hold.released': 'held',
};
