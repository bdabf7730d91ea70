import { toUnits } from '../../core/amount.ts';
import type { CommandRecord } from '../command-record.ts';
import type { Draft } from '../plan/draft.ts';
import { type Planning, read, readByKey } from '../plan/read.ts';
import type { CreditLot, EntryType, HoldRecord, LedgerEntry, UsageRecord } from '../rows.ts';
import type { Pot } from './shelf.ts';

export const PAGE = 500;

/** Entries of one kind that concern the same thing, less what was taken back of them. */
export interface StoredEffect {
  readonly first: LedgerEntry;
  units: bigint;
  readonly entries: { readonly entry: LedgerEntry; units: bigint }[];
}

/** A part of a usage that was taken back. */
export interface Reversal {
  readonly usageId: string;
  readonly first: LedgerEntry;
  units: bigint;
  /** What of it went to the debt and to which lots. */
  readonly parts: StoredEffect[];
}

/** A command that created lots. */
export interface Credit {
  readonly key: string;
  readonly seq: number;
  readonly pots: Pot[];
}

/** A refund, a voiding or the withdrawal of credit. */
export interface Correction {
  readonly record: CommandRecord;
  readonly seq: number;
}

/** What the journal tells, apart from usage. */
export interface Facts {
  readonly pots: ReadonlyMap<string, Pot>;
  readonly credits: readonly Credit[];
  readonly effects: Map<string, StoredEffect>;
  readonly reversals: ReadonlyMap<string, readonly Reversal[]>;
  readonly corrections: readonly Correction[];
  /** Holds whose time is up. */
  readonly holds: readonly HoldRecord[];
  /** Debits of refunds, by id. */
  readonly debits: ReadonlyMap<string, UsageRecord>;
  /** Up to when expiry was booked as such. */
  readonly bookedBy: string;
}

const EFFECTS: readonly EntryType[] = [
  'usage.reversed',
  'lot.refunded',
  'lot.voided',
  'lot.expired',
  'hold.placed',
  'hold.released',
];
/** Effects of which it does not matter which command booked them. */
const ANYBODYS: readonly EntryType[] = ['lot.voided', 'lot.expired'];
const CORRECTION = /^(?:refund|void|withdraw):/;
const EXPIRE = 'expire:';
const HOLD = 'hold:';

/** What names an effect, stored or replayed. */
export function effectName(
  type: EntryType,
  key: string,
  lotId: string | null,
  usageId: string | null,
  at: string,
): string {
  return JSON.stringify([type, ANYBODYS.includes(type) ? null : key, lotId, usageId, at]);
}

/** Reads the whole journal once, and all lots. What it keeps grows with lots and corrections, not with usage. */
export function* gatherFacts(draft: Draft): Planning<Facts> {
  const { id: account } = draft.head.account;
  const journal = new Journal(draft.scale, draft.head.openingAt);
  yield* eachEntry(draft, (entry) => journal.add(entry));
  const { effects, created, corrections, holdIds, debitIds } = journal;
  const credits = new Map<string, Credit>();
  const pots = new Map<string, Pot>();
  for (const lot of yield* allLots(draft)) {
    const { commandKey: key = '', seq = 0 } = created.get(lot.id) ?? {};
    const pot = potOf(lot, key, draft.scale);
    pots.set(lot.id, pot);
    const credit = credits.get(key) ?? { key, seq, pots: [] };
    credits.set(key, credit);
    credit.pots.push(pot);
  }
  const rows = yield* readByKey([...holdIds], (from, ids) => from.holdsById(account, ids));
  const holds = rows.filter(({ state }) => state === 'expired');
  dropOtherHolds(effects, holds);
  const records = yield* readByKey([...corrections.keys()], (from, keys) => from.commands(account, keys));
  const debits = yield* readByKey([...debitIds], (from, ids) => from.usagesById(account, ids));
  return {
    ...{ pots, effects, holds },
    credits: [...credits.values()],
    reversals: reversalsOf(effects),
    corrections: records.map((record) => ({ record, seq: corrections.get(record.key) ?? 0 })),
    debits: new Map(debits.map((row) => [row.id, row])),
    bookedBy: journal.bookedBy,
  };
}

/** Calls back for every entry in order of `seq`. */
export function* eachEntry(draft: Draft, call: (entry: LedgerEntry) => void): Planning<void> {
  let after = 0;
  for (;;) {
    const place = after;
    const page = yield* read((from) => from.entries(draft.head.account.id, { after: place, limit: PAGE }));
    for (const entry of page) call(entry);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.seq;
  }
}

class Journal {
  readonly effects = new Map<string, StoredEffect>();
  readonly created = new Map<string, LedgerEntry>();
  readonly corrections = new Map<string, number>();
  readonly holdIds = new Set<string>();
  readonly debitIds = new Set<string>();
  bookedBy = '';
  /** The effect that an entry is a part of. */
  readonly #bySeq = new Map<number, StoredEffect>();
  readonly #scale: number;
  readonly #openingAt: string;

  constructor(scale: number, openingAt: string | null) {
    this.#scale = scale;
    this.#openingAt = openingAt ?? '';
  }

  add(entry: LedgerEntry): void {
    const { type, commandKey, seq, lotId, usageId } = entry;
    if (type === 'lot.created' && lotId !== null) this.created.set(lotId, entry);
    if (CORRECTION.test(commandKey) && !this.corrections.has(commandKey))
      this.corrections.set(commandKey, seq);
    if (entry.origin === 'refund' && usageId !== null) this.debitIds.add(usageId);
    if (type === 'lot.expired' && commandKey.startsWith(EXPIRE)) {
      const asOf = commandKey.slice(EXPIRE.length);
      if (asOf > this.bookedBy) this.bookedBy = asOf;
    }
    if (type === 'hold.placed' && usageId !== null) this.holdIds.add(usageId.slice(HOLD.length));
    if (EFFECTS.includes(type) && entry.effectiveAt >= this.#openingAt) this.#count(entry);
  }

  #count(entry: LedgerEntry): void {
    const { seq, type, commandKey, lotId, usageId, effectiveAt, reversesSeq } = entry;
    const amount = toUnits(entry.amount, this.#scale);
    if (amount === 0n) return;
    const units = reversesSeq === null ? amount : -amount;
    const name = effectName(type, commandKey, lotId, usageId, effectiveAt);
    // An opening balance takes back under its own key what another command booked.
    const known = this.#bySeq.get(reversesSeq ?? seq) ?? this.effects.get(name);
    const effect = known ?? { first: entry, units: 0n, entries: [] };
    if (known === undefined) this.effects.set(name, effect);
    this.#bySeq.set(seq, effect);
    effect.units += units;
    if (reversesSeq === null) effect.entries.push({ entry, units });
    else for (const known of effect.entries) if (known.entry.seq === reversesSeq) known.units += units;
  }
}

function* allLots(draft: Draft): Planning<CreditLot[]> {
  const lots: CreditLot[] = [];
  let after: string | undefined;
  for (;;) {
    const place = after;
    const page = yield* read((from) => from.lots(draft.head.account.id, { after: place, limit: PAGE }));
    lots.push(...page);
    after = page.at(-1)?.orderKey;
    if (page.length < PAGE) return lots;
  }
}

function potOf(lot: CreditLot, key: string, scale: number): Pot {
  return {
    ...{ lot, key, free: 0n, consumed: 0n, refunded: 0n, voided: 0n, expired: 0n },
    held: toUnits(lot.held, scale),
    refundDebited: toUnits(lot.refundDebited, scale),
    late: [],
    voidedAt: null,
    isShelved: false,
  };
}

/** Open holds stay as they are, posted ones are usage, voided ones never were: only time-outs are replayed. */
function dropOtherHolds(effects: Map<string, StoredEffect>, holds: readonly HoldRecord[]): void {
  const kept = new Set(holds.map(({ id }) => `${HOLD}${id}`));
  for (const [name, { first }] of effects) {
    const isHold = first.type === 'hold.placed' || first.type === 'hold.released';
    if (isHold && !kept.has(first.usageId ?? '')) effects.delete(name);
  }
}

/**
 * Reversals as commands made them: all that one of them took back of one usage. The first entry keeps the place of
 * a reversal, also when a rebuild took it back.
 */
function reversalsOf(effects: ReadonlyMap<string, StoredEffect>): Map<string, Reversal[]> {
  const reversals = new Map<string, Reversal[]>();
  for (const effect of effects.values()) {
    const { first, units } = effect;
    const { type, usageId, commandKey } = first;
    if (type !== 'usage.reversed' || usageId === null) continue;
    const known = reversals.get(usageId) ?? [];
    reversals.set(usageId, known);
    const same = known.find((reversal) => reversal.first.commandKey === commandKey);
    if (same === undefined) known.push({ usageId, first, units, parts: [effect] });
    else {
      same.units += units;
      same.parts.push(effect);
    }
  }
  for (const [usageId, known] of reversals) {
    reversals.set(
      usageId,
      known.filter(({ units }) => units > 0n),
    );
  }
  return reversals;
}
