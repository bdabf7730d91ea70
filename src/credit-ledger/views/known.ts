import type { Books } from '../books.ts';
import { addEntry, addMovement, type Movement, noMovement } from '../movement.ts';
import { portionsOf } from '../plan/read.ts';
import type { LotKind } from '../policy/order.ts';
import type { LedgerEntry } from '../rows.ts';

const PAGE = 1000;
/** What the usage id of a hold's entries begins with. */
const HOLD = 'hold:';
const VOIDING = 'void:';
const WITHDRAWAL = 'withdraw:';

/** What was on record at an instant and had taken effect by another. */
export interface KnownBooks {
  readonly asOf: string | null;
  readonly sum: Movement;
}

/** A lot as it was known. */
interface KnownLot {
  readonly kind: LotKind;
  remaining: bigint;
  held: bigint;
  expiresAt: string | null;
  voidedAt: string | null;
}

/**
 * The sum of the entries that were on record at an instant, with the expiries and time-outs that were due then
 * by the terms known then. Walks the journal up to then. What a hold that timed out released is available again, but settles
 * no debt before a command booked it.
 *
 * @param asOf `null`: the latest effective instant that was on record
 */
export async function knownBooks(books: Books, knownAt: string, asOf: string | null): Promise<KnownBooks> {
  const fold = new KnownFold(books.head.account.scale, asOf, await openingKnownAt(books, knownAt));
  const { id } = books.head.account;
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: readonly LedgerEntry[] = await books.rows.entries(id, { after, limit: PAGE });
    const known = page.filter(({ recordedAt }) => recordedAt <= knownAt);
    for (const entry of known) fold.add(entry);
    after = known.length < PAGE ? undefined : known.at(-1)?.seq;
  }
  await releaseTimedOut(books, fold);
  fold.expire();
  return { asOf: fold.asOf, sum: fold.sum };
}

/** Since when the opening balance cuts off what is older, as far as it was on record. */
async function openingKnownAt({ head, rows }: Books, knownAt: string): Promise<string | null> {
  if (head.openingAt === null) return null;
  const [opening] = await rows.commands(head.account.id, [`opening:${head.account.id}`]);
  return opening !== undefined && opening.recordedAt <= knownAt ? head.openingAt : null;
}

/** What a hold reserves never changes its terms, so the hold's row tells when its time was up. */
async function releaseTimedOut({ head, rows }: Books, fold: KnownFold): Promise<void> {
  for (const ids of portionsOf(fold.openHolds())) {
    for (const hold of await rows.holdsById(head.account.id, ids)) {
      const { asOf } = fold;
      if (hold.expiresAt !== null && asOf !== null && hold.expiresAt <= asOf) fold.release(hold.id);
    }
  }
}

class KnownFold {
  readonly sum = noMovement();
  readonly #scale: number;
  readonly #until: string | null;
  readonly #openingAt: string | null;
  readonly #lots = new Map<string, KnownLot>();
  /** What each hold reserves, by lot. */
  readonly #holds = new Map<string, Map<KnownLot, bigint>>();
  #latest: string | null;

  constructor(scale: number, until: string | null, openingAt: string | null) {
    this.#scale = scale;
    this.#until = until;
    this.#openingAt = openingAt;
    this.#latest = openingAt;
  }

  get asOf(): string | null {
    return this.#until ?? this.#latest;
  }

  add(entry: LedgerEntry): void {
    const { effectiveAt } = entry;
    if (this.#openingAt !== null && effectiveAt < this.#openingAt) return;
    if (this.#latest === null || effectiveAt > this.#latest) this.#latest = effectiveAt;
    const effect = noMovement();
    addEntry(effect, entry, this.#scale);
    if (this.#until === null || effectiveAt <= this.#until) addMovement(this.sum, effect);
    this.#addToLot(entry, effect);
  }

  /** Ids of the holds that reserve something. */
  openHolds(): string[] {
    const open = [...this.#holds].filter(([, parts]) => [...parts.values()].some((units) => units !== 0n));
    return open.map(([usageId]) => usageId.slice(HOLD.length));
  }

  /** Counts a hold as released; what a void lot gets back is void. */
  release(holdId: string): void {
    for (const [lot, units] of this.#holds.get(HOLD + holdId) ?? []) {
      lot.held -= units;
      this.sum.held -= units;
      if (lot.voidedAt === null || this.asOf === null || lot.voidedAt > this.asOf) continue;
      lot.remaining -= units;
      this.sum.remaining[lot.kind] -= units;
    }
  }

  /** Takes out what had expired without an entry that says so. */
  expire(): void {
    const { asOf } = this;
    for (const { kind, expiresAt, remaining, held } of this.#lots.values()) {
      const isOver = expiresAt !== null && asOf !== null && expiresAt <= asOf;
      if (isOver) this.sum.remaining[kind] -= remaining - held;
    }
  }

  #addToLot(entry: LedgerEntry, { remaining, held }: Movement): void {
    const { lotId, kind, terms, usageId } = entry;
    if (lotId === null || kind === null) return;
    const known = this.#lots.get(lotId);
    const lot = known ?? { kind, remaining: 0n, held: 0n, expiresAt: null, voidedAt: null };
    if (known === undefined) this.#lots.set(lotId, lot);
    lot.remaining += remaining[kind];
    lot.held += held;
    if (terms !== null) lot.expiresAt = terms.expiresAt;
    if (entry.type === 'lot.voided') lot.voidedAt = voidedBy(entry, lot.voidedAt);
    if (held === 0n || usageId === null) return;
    const parts = this.#holds.get(usageId) ?? new Map<KnownLot, bigint>();
    this.#holds.set(usageId, parts.set(lot, (parts.get(lot) ?? 0n) + held));
  }
}

/** Since when a lot is void. The withdrawal of a negative row voids what its lot has, but not the lot. */
function voidedBy({ commandKey, effectiveAt }: LedgerEntry, known: string | null): string | null {
  if (commandKey.startsWith(WITHDRAWAL)) return null;
  return commandKey.startsWith(VOIDING) ? effectiveAt : known;
}
