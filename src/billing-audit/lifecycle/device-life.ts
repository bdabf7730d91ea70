import { type DayNumber, dayOfMs } from '../days.ts';
import type { StopSource } from '../finding.ts';

/** A stop, in day numbers, and the first job that contradicts it. */
export interface StopWindow {
  readonly earliest: DayNumber;
  readonly latest: DayNumber;
  readonly source: StopSource;
  /** Instant of the first job on a later UTC day, in milliseconds. */
  contradictedBy: number | null;
}

/** A life of a service, in day numbers. */
export interface LifeSpan {
  readonly from: DayNumber | null;
  readonly stop: StopWindow | null;
}

interface Track {
  lastPositive: DayNumber | null;
  drop: StopWindow | null;
}

function stands(stop: StopWindow | null): stop is StopWindow {
  return stop !== null && stop.contradictedBy === null;
}

function contradict(stop: StopWindow | null, at: number): void {
  if (stop !== null && stop.contradictedBy === null && dayOfMs(at) > stop.latest) stop.contradictedBy = at;
}

/**
 * One life of a device: what is known of its end, from each source, and of the end of its single categories.
 * Facts come in order of time.
 */
export class DeviceLife {
  /** Instant of registration, in milliseconds; null if it is not known. */
  readonly registeredAt: number | null;
  /** Whether the device was ever reported gone in this life, rightly or not. */
  wasGone = false;
  #event: StopWindow | null = null;
  #accountEnd: StopWindow | null = null;
  #missing: StopWindow | null = null;
  /** When it was found missing, in milliseconds. */
  #goneAt = 0;
  readonly #tracks = new Map<string, Track>();

  constructor(registeredAt: number | null) {
    this.registeredAt = registeredAt;
  }

  /** A revoke; the latest one counts, because a device that is revoked again was there again. */
  revoke(day: DayNumber): void {
    this.wasGone = true;
    this.#event = { earliest: day, latest: day, source: 'event', contradictedBy: null };
  }

  endAccount(day: DayNumber): void {
    this.wasGone = true;
    if (stands(this.#event) || stands(this.#accountEnd)) return;
    this.#accountEnd = { earliest: day, latest: day, source: 'accountEnd', contradictedBy: null };
  }

  /** An absence is told from its last sighting on, which takes an older absence back. */
  miss(seenAt: number, goneAt: number): void {
    this.wasGone = true;
    const earliest = dayOfMs(seenAt);
    const known = this.#missing;
    if (stands(known) && seenAt <= this.#goneAt) {
      this.#missing = { ...known, earliest: Math.max(known.earliest, earliest) };
      return;
    }
    this.#missing = { earliest, latest: dayOfMs(goneAt), source: 'missing', contradictedBy: null };
    this.#goneAt = goneAt;
  }

  /** A job ran. Without a category it speaks for every service of the device. */
  work(at: number, category: string | null): void {
    for (const stop of [this.#event, this.#accountEnd, this.#missing]) contradict(stop, at);
    for (const [counted, { drop }] of this.#tracks) {
      if (category === null || category === counted) contradict(drop, at);
    }
  }

  /** A reading found units of some category on the device, so it is not missing. */
  see(): void {
    this.#missing = null;
  }

  count(category: string, day: DayNumber, count: number): void {
    let track = this.#tracks.get(category);
    if (track === undefined) {
      track = { lastPositive: null, drop: null };
      this.#tracks.set(category, track);
    }
    if (count > 0) {
      track.lastPositive = day;
      track.drop = null;
    } else if (track.lastPositive !== null) {
      track.drop ??= {
        earliest: track.lastPositive,
        latest: day,
        source: 'count',
        contradictedBy: null,
      };
    }
  }

  /** The life of one of its services: the best source decides, unless a job contradicts it and not the next. */
  of(category: string): LifeSpan {
    const drop = this.#tracks.get(category)?.drop ?? null;
    const stops = [this.#event, this.#accountEnd, this.#missing, drop].filter((stop) => stop !== null);
    const stop = stops.find(stands) ?? stops[0] ?? null;
    return { from: this.registeredAt === null ? null : dayOfMs(this.registeredAt), stop };
  }
}
