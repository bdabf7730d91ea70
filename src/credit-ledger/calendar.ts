import { addDays, type Day, parseDay } from '../core/time.ts';
import { startOfDay } from '../core/zone.ts';

const MAX_CACHED_DAYS = 5000;
const EPOCH = parseDay('1970-01-01');
const LAST_DAY = '9999-12-31';
const LAST_INSTANT = `${LAST_DAY}T23:59:59.999Z`;

/** Business days of one zone. Keeps the starts of days that were asked for: finding one is costly. */
export class BusinessCalendar {
  readonly zone: string;
  readonly #starts = new Map<Day, string>();
  /** UTC day of the instant that was asked for last: most come in order, and then share one text. */
  #latest = EPOCH;

  constructor(zone: string) {
    this.zone = zone;
  }

  /** ISO text of the first instant of a day. */
  start(day: Day): string {
    const known = this.#starts.get(day);
    if (known !== undefined) return known;
    if (this.#starts.size >= MAX_CACHED_DAYS) this.#starts.clear();
    const start = startOfDay(day, this.zone).toISOString();
    this.#starts.set(day, start);
    return start;
  }

  /** ISO text of the last instant of a day. */
  end(day: Day): string {
    if (day === LAST_DAY) return LAST_INSTANT;
    return new Date(Date.parse(this.start(addDays(day, 1))) - 1).toISOString();
  }

  /** The day of an instant: the last day that does not start after it. */
  dayOf(instant: string): Day {
    const text = instant.slice(0, 10);
    if (text !== this.#latest) this.#latest = parseDay(text);
    const day = this.#latest;
    if (this.zone === 'UTC') return day;
    const next = day === LAST_DAY ? day : addDays(day, 1);
    if (this.start(next) <= instant) return next;
    return this.start(day) <= instant ? day : addDays(day, -1);
  }
}

const calendars = new Map<string, BusinessCalendar>();

/** The calendar of a zone. Valid zones are few, so keeping each is bounded. @throws InvalidInputError */
export function calendarOf(zone: string): BusinessCalendar {
  const known = calendars.get(zone);
  if (known !== undefined) return known;
  const calendar = new BusinessCalendar(zone);
  // Refuses an unknown zone here and not at the first use.
  calendar.start(EPOCH);
  calendars.set(zone, calendar);
  return calendar;
}
