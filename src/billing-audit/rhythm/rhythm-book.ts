import { type DayNumber, dayOf, dayText, noonOf } from '../days.ts';
import type { Grade, Rhythm } from '../finding.ts';
import { cycleLength } from '../period.ts';
import type { AuditPolicy } from '../policy.ts';
import type { Service } from '../records.ts';
import { type ServiceKey, serviceKey } from '../service.ts';
import type { Listing } from './listing.ts';
import type { ServiceRhythm } from './service-rhythm.ts';

const HOUR_MS = 3_600_000;

/** A rhythm in day numbers, with what lowers its grade. */
export interface RhythmOnDay {
  readonly cycleDays: number;
  readonly anchor: DayNumber | null;
  /** Latest due day that was listed for the cycle. */
  readonly latestDue: DayNumber | null;
  /** Listed due day from which billed-through is counted. */
  readonly countsFrom: DayNumber | null;
  readonly source: Rhythm['source'];
  readonly grade: Grade;
  /** The listing that was used; null where none was ever seen. */
  readonly listing: Listing | null;
  /** Whether that listing lies within the window around the day. */
  readonly isNear: boolean;
  /** The listing, or the one that names the due day, lies outside of the window. */
  readonly isExtrapolated: boolean;
  readonly phaseChanged: boolean;
}

/** A rhythm as the door shows it. */
export function writeRhythm({ cycleDays, anchor, source, grade, listing }: RhythmOnDay): Rhythm {
  return { cycleDays, anchor: dayText(anchor), source, grade, seen: listing?.line ?? null };
}

/** How services were listed. Made by `foldRhythm`. */
export class RhythmBook {
  readonly #services: ReadonlyMap<ServiceKey, ServiceRhythm>;
  readonly #policy: AuditPolicy;
  readonly #windowMs: number;
  /** Plan lines that name no known device, so that they tell nothing about a service. */
  readonly unresolved: number;

  /** @internal */
  constructor(services: ReadonlyMap<ServiceKey, ServiceRhythm>, policy: AuditPolicy, unresolved: number) {
    this.#services = services;
    this.#policy = policy;
    this.#windowMs = policy.anchorWindowHours * HOUR_MS;
    this.unresolved = unresolved;
  }

  /**
   * The rhythm that the plan lines show for a service around a day: `observed` if one lies near its noon (UTC) and
   * names a due day, else `inferred`; `missing` if no line names a cycle. Null if the service was never listed.
   *
   * @throws InvalidInputError for a text that is no calendar day
   */
  near(service: Service, day: string): Rhythm | null {
    const found = this.on(serviceKey(service), dayOf(day, 'day'));
    return found === null ? null : writeRhythm(found);
  }

  /** @internal */
  on(key: ServiceKey, day: DayNumber): RhythmOnDay | null {
    const listings = this.#services.get(key);
    const noon = noonOf(day);
    const near = listings?.near(noon) ?? null;
    if (listings === undefined || near === null) return null;
    const { listing, distanceMs } = near;
    const cycleDays = cycleLength(listing.cycleDays, this.#policy);
    const isNear = distanceMs <= this.#windowMs;
    if (cycleDays <= 1) return this.#daily(listing, isNear);
    const dated = listing.nextDue === null ? listings.nearWithDue(noon, cycleDays) : near;
    const isDated = dated === null || dated.distanceMs <= this.#windowMs;
    const phase = listings.phaseOf(cycleDays);
    const phaseChanged = phase?.changed ?? false;
    const latestDue = phase?.latest ?? null;
    const isExtrapolated = !(isNear && isDated);
    const inferred = isExtrapolated || phaseChanged || dated === null;
    const grade = listing.cycleDays === 0 ? 'missing' : inferred ? 'inferred' : 'observed';
    const anchor = dated?.listing.nextDue ?? null;
    return {
      cycleDays,
      anchor,
      latestDue,
      countsFrom: anchor,
      source: 'plan',
      grade,
      listing,
      isNear,
      isExtrapolated,
      phaseChanged,
    };
  }

  #daily(listing: Listing, isNear: boolean): RhythmOnDay {
    return {
      cycleDays: 1,
      anchor: null,
      latestDue: null,
      countsFrom: null,
      source: 'plan',
      grade: isNear ? 'observed' : 'inferred',
      listing,
      isNear,
      isExtrapolated: !isNear,
      phaseChanged: false,
    };
  }
}
