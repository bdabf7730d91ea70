import { DAY_MS, type Day, dayFromNumber, dayNumber, isDay } from '../../../core/time.ts';
import { absent, isAbsent, type Reading, understood, unreadable } from './reading.ts';

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** The two forms of rule X6. In one call, so that a bundle without it drops all of it. */
const FORMS = /* @__PURE__ */ (() => {
  const time = String.raw`([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?`;
  const offset = String.raw`(z|utc|gmt|[+-](?:[01]\d|2[0-3]):?[0-5]\d)`;
  const rest = `(?:(?:t|\\s+)${time}(?:\\s*${offset})?)?`;
  return {
    iso: new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})${rest}$`, 'i'),
    words: new RegExp(`^(\\d{1,2})\\s+([a-z]{3,9})\\s+(\\d{4})${rest}$`, 'i'),
  };
})();

/** Longest text that can be a date: everything beyond it is something else. */
const MAX_LENGTH = 100;

const LAST_DAY_NUMBER = 2_932_896;
const FIRST_DAY_NUMBER = -719_528;

/** A date text taken apart; the day exists in the calendar. */
interface DateText {
  readonly day: Day;
  /** Milliseconds since midnight; undefined without a time part. */
  readonly timeMs: number | undefined;
  /** Minutes east of UTC; undefined when the text names no offset. */
  readonly offset: number | undefined;
}

function monthNumber(word: string): number {
  const lower = word.toLowerCase();
  return MONTHS.findIndex((month) => month === lower || (lower.length === 3 && month.startsWith(lower))) + 1;
}

function offsetMinutes(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (text.startsWith('+') || text.startsWith('-')) {
    const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
    return text.startsWith('-') ? -minutes : minutes;
  }
  return 0;
}

function timeOf([hour, minute, second, fraction]: readonly (string | undefined)[]): number | undefined {
  if (hour === undefined) return undefined;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second ?? 0);
  return seconds * 1000 + Number((fraction ?? '').slice(0, 3).padEnd(3, '0'));
}

function takeApart(trimmed: string): DateText | undefined {
  if (trimmed.length > MAX_LENGTH) return undefined;
  const iso = FORMS.iso.exec(trimmed);
  const match = iso ?? FORMS.words.exec(trimmed);
  if (match === null) return undefined;
  const [, first = '', second = '', third = ''] = match;
  const text =
    iso === null
      ? `${third}-${String(monthNumber(second)).padStart(2, '0')}-${first.padStart(2, '0')}`
      : `${first}-${second}-${third}`;
  if (!isDay(text)) return undefined;
  return { day: text, timeMs: timeOf(match.slice(4, 8)), offset: offsetMinutes(match[8]) };
}

function utcMillis({ day, timeMs, offset }: DateText): number {
  return dayNumber(day) * DAY_MS + (timeMs ?? 0) - (offset ?? 0) * 60_000;
}

function dayOfMillis(millis: number): Day | undefined {
  const number = Math.floor(millis / DAY_MS);
  return number < FIRST_DAY_NUMBER || number > LAST_DAY_NUMBER ? undefined : dayFromNumber(number);
}

/**
 * Reads a vendor day, which is a UTC civil day: `07 Jul 2026`, `7 July 2026`, `2026-07-07`, each with or
 * without a time part. A time without offset is ignored; with one, the UTC day of that instant counts. The
 * calendar is checked, the zone of the process plays no part, and slashed dates are unreadable because their
 * order is not known. Never throws.
 *
 * Source: rules X6 and BH1.
 * @example parseVendorDay('2026-07-31 20:43 -04:00') // { ok: true, value: '2026-08-01' }
 */
export function parseVendorDay(text: string): Reading<Day> {
  const trimmed = text.trim();
  if (isAbsent(trimmed)) return absent();
  const parts = takeApart(trimmed);
  const day = parts?.offset === undefined ? parts?.day : dayOfMillis(utcMillis(parts));
  return day === undefined ? unreadable(text) : understood(day);
}

/**
 * Reads an instant, which must carry `Z` or an offset; the value is ISO 8601 text in UTC with milliseconds.
 * A day alone, or a time without offset, is unreadable. Never throws.
 *
 * Source: rules X6 and BH1.
 */
export function parseVendorInstant(text: string): Reading<string> {
  const trimmed = text.trim();
  if (isAbsent(trimmed)) return absent();
  const parts = takeApart(trimmed);
  if (parts?.offset === undefined) return unreadable(text);
  const millis = utcMillis(parts);
  return dayOfMillis(millis) === undefined ? unreadable(text) : understood(new Date(millis).toISOString());
}
