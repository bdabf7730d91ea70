import type { AccountHead, Slice, UsageRecord, UsageState } from '../rows.ts';
import type { LotCheck } from './check-lots.ts';
import type { Findings } from './report.ts';
import { partOf, type Tally, type UsageTally } from './tally.ts';

/** Checks usage records against the entries and the lots. */
export class UsageCheck {
  /** Sum of the open debts, in units. */
  debt = 0n;
  readonly #head: AccountHead;
  readonly #tally: Tally;
  readonly #lots: LotCheck;
  readonly #findings: Findings;
  readonly #seen = new Set<string>();

  constructor(head: AccountHead, tally: Tally, lots: LotCheck, findings: Findings) {
    this.#head = head;
    this.#tally = tally;
    this.#lots = lots;
    this.#findings = findings;
  }

  /** Looks at one row. */
  look(usage: UsageRecord): void {
    const { id, state } = usage;
    const what = `usage ${id}`;
    this.#seen.add(id);
    const shortfall = this.#findings.units(usage.shortfall, `${what}.shortfall`);
    this.debt += shortfall;
    const tally = this.#tally.usages.get(id);
    if (tally !== undefined) this.#compare(what, usage, shortfall, tally);
    else if (state !== 'reversal') this.#findings.add('USAGE_UNKNOWN', what, 'an entry', 'none');
    if (shortfall > 0n) this.#seekIdleCredit(what, usage);
  }

  /** Reports usages that are not there. Comes after all rows. */
  finish(): void {
    for (const id of this.#tally.usages.keys()) {
      if (!this.#seen.has(id)) this.#findings.add('USAGE_MISSING', `usage ${id}`, 'a row', 'none');
    }
  }

  #compare(what: string, usage: UsageRecord, shortfall: bigint, tally: UsageTally): void {
    const findings = this.#findings;
    const amount = findings.units(usage.amount, `${what}.amount`);
    const reversed = findings.units(usage.reversed, `${what}.reversed`);
    const differs = (member: string, expected: bigint | string | number, actual: typeof expected) =>
      findings.same('USAGE_DIFFERS', `${what}.${member}`, expected, actual);
    // A usage that was posted from a hold has the place of the hold.
    const { firstSeq } = this.#tally.holds.get(usage.id) ?? tally;
    if (usage.state !== 'reversal') differs('seq', firstSeq, usage.seq);
    differs('state', stateOf(usage, amount, tally), usage.state);
    differs('shortfall', tally.shortfall, shortfall);
    const paid = this.#comparePaid(what, usage, tally);
    if (tally.isBeforeOpening || isReversal(usage, amount, tally)) return;
    differs('amount', amount < 0n ? -tally.credited : tally.charged, amount);
    if (amount < 0n) return;
    differs('reversed', tally.reversed, reversed);
    const isSound = shortfall >= 0n && reversed >= 0n && paid + shortfall + reversed === amount;
    const sum = paid + shortfall + reversed;
    if (!isSound) findings.add('USAGE_UNBALANCED', what, 'slices + shortfall + reversed = amount', sum);
  }

  /** Compares the slices with what the entries took of each lot; returns their sum. */
  #comparePaid(what: string, usage: UsageRecord, tally: UsageTally): bigint {
    const paid = new Map<string, bigint>();
    let sum = 0n;
    for (const [index, slice] of usage.slices.entries()) {
      const path = `${what}.slices[${index}]`;
      const units = this.#findings.units(slice.amount, `${path}.amount`);
      paid.set(slice.lotId, (paid.get(slice.lotId) ?? 0n) + units);
      sum += units;
      this.#compareTime(path, usage, slice);
      const part = partOf(tally.parts, slice.seq);
      const isBooked = part?.lotId === slice.lotId && units <= part.units;
      if (!isBooked) this.#findings.add('USAGE_DIFFERS', `${path}.seq`, 'an entry of this slice', slice.seq);
    }
    const told = new Map<string, bigint>();
    for (const { lotId, units } of tally.parts) told.set(lotId, (told.get(lotId) ?? 0n) + units);
    for (const [lotId, units] of tally.returned ?? []) told.set(lotId, (told.get(lotId) ?? 0n) - units);
    for (const lotId of new Set([...paid.keys(), ...told.keys()])) {
      const member = `${what}.slices of ${lotId}`;
      this.#findings.same('USAGE_DIFFERS', member, told.get(lotId) ?? 0n, paid.get(lotId) ?? 0n);
    }
    return sum;
  }

  /** A slice counts neither before its lot takes effect nor from its expiry on (invariant 6). */
  #compareTime(path: string, { occurredAt: at }: UsageRecord, slice: Slice): void {
    const lot = this.#lots.times.get(slice.lotId);
    if (lot === undefined) {
      this.#findings.add('LOT_MISSING', `lot ${slice.lotId}`, 'a row', 'none');
      return;
    }
    const { effectiveAt, expiresAt, kind } = lot;
    const isLate = effectiveAt > at;
    const isTimely =
      (slice.lateFunding ?? false) === isLate && (isLate || expiresAt === null || at < expiresAt);
    const span = `${effectiveAt} <= time < ${expiresAt ?? 'ever'}`;
    if (!isTimely)
      this.#findings.add('SLICE_UNTIMELY', path, span, `${at}${slice.lateFunding ? ' late' : ''}`);
    this.#findings.same('USAGE_DIFFERS', `${path}.kind`, kind, slice.kind);
  }

  /** While a usage is owed, no lot that may pay it has credit (invariant 5); `allow` waits for the next credit. */
  #seekIdleCredit(what: string, { occurredAt, scope }: UsageRecord): void {
    if (this.#head.account.overdraw === 'allow') return;
    for (const tag of scope === null ? [null] : [null, scope]) {
      const until = this.#lots.idleUntil.get(tag) ?? '';
      if (occurredAt < until)
        this.#findings.add('IDLE_CREDIT', what, 'no credit that may pay it', `until ${until}`);
    }
  }
}

/** Whether a negative row reversed another usage instead of becoming a lot, also where it was withdrawn since. */
function isReversal({ state }: UsageRecord, amount: bigint, { credited }: UsageTally): boolean {
  return state === 'reversal' || (state === 'withdrawn' && amount < 0n && credited === 0n);
}

function stateOf({ state }: UsageRecord, amount: bigint, tally: UsageTally): UsageState {
  if (state === 'withdrawn') return state;
  if (tally.isBeforeOpening) return 'before_opening';
  if (state === 'reversal') return state;
  if (amount < 0n) return 'credit';
  if (amount === 0n) return 'zero';
  return tally.shortfall > 0n ? 'partial' : 'allocated';
}
