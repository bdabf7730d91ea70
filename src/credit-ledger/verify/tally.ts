import { addUnits, type Movement, noMovement } from '../movement.ts';
import type { EntryType, LedgerEntry, LotFigures, LotTerms } from '../rows.ts';

/** What entries say of a lot. */
export interface LotTally extends Record<keyof LotFigures, bigint> {
  /** The entry that created it. */
  created: LedgerEntry | undefined;
  /** As the last entry that set them has it. */
  terms: LotTerms | null;
  /** What expired, by the instant at which it did. */
  readonly expiredAt: Map<string, bigint>;
}

/** One taking of credit: what an entry booked, less what later entries took back of it. */
export interface Part {
  readonly seq: number;
  readonly lotId: string;
  units: bigint;
}

/** What entries say of a usage. */
export interface UsageTally {
  /** What was charged: the sum of what was paid at once and what was owed. */
  charged: bigint;
  /** The lot that a negative usage became. */
  credited: bigint;
  shortfall: bigint;
  reversed: bigint;
  readonly parts: Part[];
  /** What came back of lots, by lot. */
  returned: Map<string, bigint> | undefined;
  isBeforeOpening: boolean;
  readonly firstSeq: number;
}

/** What entries say of a hold. */
export interface HoldTally {
  placed: bigint;
  held: bigint;
  readonly firstSeq: number;
}

type Pocket = Exclude<keyof LotFigures, 'original'>;

/** From which figure of a lot to which an entry moves credit. */
const MOVES: Readonly<Partial<Record<EntryType, readonly [from: Pocket, to: Pocket]>>> = {
  'usage.allocated': ['remaining', 'consumed'],
  'shortfall.settled': ['remaining', 'consumed'],
  'usage.before_opening': ['consumed', 'remaining'],
  'usage.reversed': ['consumed', 'remaining'],
  'lot.refunded': ['remaining', 'refunded'],
  'lot.voided': ['remaining', 'voided'],
  'lot.expired': ['remaining', 'expired'],
};

const MONTH_LENGTH = 7;

/**
 * Everything that the entries alone say (invariant 10). Holds a few figures for each lot, usage, hold and
 * period; entries themselves are not kept.
 */
export class Tally {
  readonly lots = new Map<string, LotTally>();
  readonly usages = new Map<string, UsageTally>();
  readonly holds = new Map<string, HoldTally>();
  readonly periods = new Map<string, Movement>();
  /** All that counts. */
  readonly sum = noMovement();
  entries = 0;
  rebuilds = 0;
  firstDay: string | null = null;
  lastEffectiveAt: string | null = null;
  lastRecordedAt = '';
  readonly #openingAt: string | null;

  constructor(openingAt: string | null) {
    this.#openingAt = openingAt;
  }

  /** Counts an entry in. */
  add(entry: LedgerEntry, amount: bigint): void {
    const units = entry.reversesSeq === null ? amount : -amount;
    this.entries += 1;
    if (entry.type === 'rebuild.marker') this.rebuilds += 1;
    if (entry.recordedAt > this.lastRecordedAt) this.lastRecordedAt = entry.recordedAt;
    if (entry.lotId !== null) this.#countLot(entry.lotId, entry, units);
    if (entry.usageId !== null && entry.type.startsWith('hold.'))
      this.#countHold(entry.usageId, entry, units);
    else if (entry.usageId !== null) this.#countUsage(this.#usageOf(entry.usageId, entry), entry, units);
    if (this.#openingAt === null || entry.effectiveAt >= this.#openingAt) this.#countTime(entry, amount);
  }

  #countTime(entry: LedgerEntry, amount: bigint): void {
    const { day, effectiveAt } = entry;
    addUnits(this.sum, entry, amount);
    for (const period of [day, day.slice(0, MONTH_LENGTH)]) {
      const movement = this.periods.get(period) ?? noMovement();
      this.periods.set(period, movement);
      addUnits(movement, entry, amount);
    }
    if (this.firstDay === null || day < this.firstDay) this.firstDay = day;
    if (this.lastEffectiveAt === null || effectiveAt > this.lastEffectiveAt)
      this.lastEffectiveAt = effectiveAt;
  }

  #countLot(lotId: string, entry: LedgerEntry, units: bigint): void {
    const tally = this.lots.get(lotId) ?? noLot();
    this.lots.set(lotId, tally);
    const { type, terms, effectiveAt: at } = entry;
    if (terms !== null) tally.terms = terms;
    if (type === 'lot.expired') tally.expiredAt.set(at, (tally.expiredAt.get(at) ?? 0n) + units);
    if (type === 'lot.created') {
      tally.created = entry;
      tally.original += units;
      tally.remaining += units;
    } else if (type === 'hold.placed') tally.held += units;
    else if (type === 'hold.posted' || type === 'hold.released') tally.held -= units;
    const move = MOVES[type];
    if (move === undefined) return;
    tally[move[0]] -= units;
    tally[move[1]] += units;
  }

  #countHold(id: string, { type, seq }: LedgerEntry, units: bigint): void {
    const tally = this.holds.get(id) ?? { placed: 0n, held: 0n, firstSeq: seq };
    this.holds.set(id, tally);
    if (type === 'hold.placed') tally.placed += units;
    tally.held += type === 'hold.placed' ? units : -units;
  }

  #countUsage(tally: UsageTally, entry: LedgerEntry, units: bigint): void {
    const { type, lotId } = entry;
    if (type === 'lot.created') tally.credited += units;
    else if (type === 'usage.allocated' || type === 'shortfall.settled') {
      if (type === 'usage.allocated') tally.charged += units;
      else tally.shortfall -= units;
      if (lotId !== null) pay(tally, lotId, entry, units);
    } else if (type === 'usage.shortfall') {
      tally.charged += units;
      tally.shortfall += units;
    } else if (type === 'usage.reversed') {
      tally.reversed += units;
      if (lotId === null) tally.shortfall -= units;
      else giveBack(tally, lotId, units);
    } else if (type === 'usage.before_opening') {
      if (lotId === null) dissolve(tally);
      else giveBack(tally, lotId, units);
    }
  }

  #usageOf(id: string, { seq }: LedgerEntry): UsageTally {
    const known = this.usages.get(id);
    if (known !== undefined) return known;
    const tally: UsageTally = {
      ...{ charged: 0n, credited: 0n, shortfall: 0n, reversed: 0n },
      parts: [],
      returned: undefined,
      isBeforeOpening: false,
      firstSeq: seq,
    };
    this.usages.set(id, tally);
    return tally;
  }
}

function noLot(): LotTally {
  const none = { original: 0n, remaining: 0n, held: 0n, consumed: 0n, refunded: 0n, voided: 0n, expired: 0n };
  return { ...none, created: undefined, terms: null, expiredAt: new Map() };
}

/** Keeps a taking, or lowers the one that the entry takes back. */
function pay(tally: UsageTally, lotId: string, { seq, reversesSeq }: LedgerEntry, units: bigint): void {
  if (reversesSeq === null) tally.parts.push({ seq, lotId, units });
  else {
    const part = partOf(tally.parts, reversesSeq);
    if (part !== undefined) part.units += units;
  }
}

/** The taking that an entry booked; takings are in order of `seq`. */
export function partOf(parts: readonly Part[], seq: number): Part | undefined {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((parts[middle]?.seq ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  const part = parts[low];
  return part?.seq === seq ? part : undefined;
}

function giveBack(tally: UsageTally, lotId: string, units: bigint): void {
  tally.returned ??= new Map();
  tally.returned.set(lotId, (tally.returned.get(lotId) ?? 0n) + units);
}

/** The opening balance contains the usage: nothing of it counts. */
function dissolve(tally: UsageTally): void {
  tally.isBeforeOpening = true;
  tally.shortfall = 0n;
}
