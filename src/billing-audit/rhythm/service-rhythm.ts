import type { DayNumber } from '../days.ts';
import { cycleLength } from '../period.ts';
import type { AuditPolicy } from '../policy.ts';
import { addUp, goesOn, inPhase, type Listing } from './listing.ts';

const HOUR_MS = 3_600_000;

/** Snapshots in a row that list a service alike. Every instant between has one of them within the window. */
interface Run {
  readonly first: Listing;
  last: Listing;
}

/** A listing, and how far it is from the instant that was asked for. */
export interface NearListing {
  readonly listing: Listing;
  readonly distanceMs: number;
}

/** Due days that were listed for a cycle. */
interface Phase {
  readonly first: DayNumber;
  latest: DayNumber;
  /** Some of them lie apart by other than whole cycles. */
  changed: boolean;
}

function nearer(later: NearListing | null, earlier: NearListing | null): NearListing | null {
  if (later === null || earlier === null) return later ?? earlier;
  return earlier.distanceMs < later.distanceMs ? earlier : later;
}

/** How a service was listed over time. Listings come in order of their instants; equal ones take no room. */
export class ServiceRhythm {
  readonly #runs: Run[] = [];
  readonly #maxGapMs: number;
  readonly #policy: AuditPolicy;
  readonly #phases = new Map<number, Phase>();
  /** What was listed at the newest instant; more lines of it may come. */
  #newest: Listing | null = null;

  constructor(policy: AuditPolicy) {
    this.#policy = policy;
    this.#maxGapMs = 2 * policy.anchorWindowHours * HOUR_MS;
  }

  add(listing: Listing): void {
    this.#notePhase(listing);
    if (this.#newest !== null && this.#newest.at === listing.at) {
      this.#newest = addUp(this.#newest, listing);
      return;
    }
    this.settle();
    this.#newest = listing;
  }

  /** Takes in what was listed last. */
  settle(): void {
    const newest = this.#newest;
    if (newest === null) return;
    this.#newest = null;
    const run = this.#runs.at(-1);
    const cycle = cycleLength(newest.cycleDays, this.#policy);
    if (run !== undefined && newest.at - run.last.at <= this.#maxGapMs && goesOn(run.last, newest, cycle)) {
      run.last = newest;
    } else this.#runs.push({ first: newest, last: newest });
  }

  /** The listing nearest to an instant, of two equally near ones the later. */
  near(ms: number): NearListing | null {
    const at = this.#firstRunEndingAt(ms);
    return nearer(this.#near(this.#runs[at], ms), this.#near(this.#runs[at - 1], ms));
  }

  /** As {@link near}, among those that name a due day for a cycle that counts as so long. */
  nearWithDue(ms: number, cycleDays: number): NearListing | null {
    const at = this.#firstRunEndingAt(ms);
    const fits = ({ last }: Run): boolean =>
      last.nextDue !== null && cycleLength(last.cycleDays, this.#policy) === cycleDays;
    const later = this.#runs.slice(at).find(fits);
    const earlier = this.#runs.slice(0, at).findLast(fits);
    return nearer(this.#near(later, ms), this.#near(earlier, ms));
  }

  /** Due days that were listed for a cycle that counts as so long. */
  phaseOf(cycleDays: number): Readonly<Phase> | undefined {
    return this.#phases.get(cycleDays);
  }

  #near(run: Run | undefined, ms: number): NearListing | null {
    if (run === undefined) return null;
    if (ms > run.first.at && ms < run.last.at) return this.#inside(run, ms);
    const listing = ms <= run.first.at ? run.first : run.last;
    return { listing, distanceMs: Math.abs(ms - listing.at) };
  }

  /** Between the ends of a run a snapshot is always near; which of the ends speaks for it makes no difference. */
  #inside({ first, last }: Run, ms: number): NearListing {
    const toLast = last.at - ms;
    const toFirst = ms - first.at;
    const distanceMs = Math.min(toLast, toFirst, this.#maxGapMs / 2);
    return { listing: toLast <= toFirst ? last : first, distanceMs };
  }

  /** Index of the first run that does not end before the instant. */
  #firstRunEndingAt(ms: number): number {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#runs[middle]?.last.at ?? 0) < ms) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #notePhase({ cycleDays, nextDue }: Listing): void {
    if (nextDue === null) return;
    const cycle = cycleLength(cycleDays, this.#policy);
    const phase = this.#phases.get(cycle);
    if (phase === undefined) {
      this.#phases.set(cycle, { first: nextDue, latest: nextDue, changed: false });
      return;
    }
    if (nextDue > phase.latest) phase.latest = nextDue;
    if (!inPhase(phase.first, nextDue, cycle)) phase.changed = true;
  }
}
