import { InvalidInputError } from './errors/input.ts';

declare const dayBrand: unique symbol;

/** A civil day, `YYYY-MM-DD`, that exists in the Gregorian calendar. It has no zone until one is named. */
export type Day = string & { readonly [dayBrand]: true };

/** An instant: a `Date`, or ISO 8601 text with `Z` or an offset. Text without an offset is refused. */
export type InstantInput = Date | string;

/** Tells the time. Inject one wherever an engine's runner needs the present. */
export interface Clock {
  /** The present instant. */
  now(): Date;
}

/** The clock of the machine. */
export const systemClock: Clock = { now: () => new Date() };

/** Milliseconds of a UTC day. */
export const DAY_MS = 86_400_000;

const MONTH_DAYS = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** From 1 March of the year 0. */
const DAYS_BEFORE_1970 = 719_469;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:[Zz]|([+-])([01]\d|2[0-3]):?([0-5]\d))$/;

function refuse(path: string, message: string): never {
  throw new InvalidInputError(path, [{ path, message }]);
}

/** The beginning of what was passed, whatever it is. */
function shown(input: unknown): string {
  return JSON.stringify(String(input).slice(0, 40));
}

/** Whether the numbers name a day of the calendar. Months count from 1. */
export function isCalendarDay(year: number, month: number, day: number): boolean {
  if (!Number.isInteger(day) || day < 1 || day > (MONTH_DAYS[month] ?? 0)) return false;
  return day < 29 || month !== 2 || isLeapYear(year);
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days from 1970-01-01 to a day of the Gregorian calendar, by counting in years that begin in March. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((153 * marchMonth + 2) / 5) + day - DAYS_BEFORE_1970;
}

/** Whether the text is a day of the calendar in the form `YYYY-MM-DD`. */
export function isDay(text: string): text is Day {
  const match = DAY.exec(text);
  return match !== null && isCalendarDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** A day from its text. @throws InvalidInputError when it is not `YYYY-MM-DD` or does not exist */
export function parseDay(text: string, path = 'day'): Day {
  return isDay(text) ? text : refuse(path, `${shown(text)} is not a calendar day YYYY-MM-DD`);
}

/** Days since 1970-01-01; negative before it. All arithmetic on days goes through this number. */
export function dayNumber(day: Day): number {
  return daysSinceEpoch(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8)));
}

/** The day of a day number. @throws InvalidInputError for a fraction, or outside the years 0 to 9999 */
export function dayFromNumber(number: number): Day {
  const date = new Date(Number.isInteger(number) ? number * DAY_MS : Number.NaN);
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
  return isDay(text) ? text : refuse('day', `day number ${number} is no day of the years 0 to 9999`);
}

/** The day `days` later (or earlier, if negative). */
export function addDays(day: Day, days: number): Day {
  return dayFromNumber(dayNumber(day) + days);
}

/** Whole days from `from` to `to`; negative if `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** The UTC day on which the instant falls. */
export function utcDay(instant: Date): Day {
  return dayFromNumber(Math.floor(instant.getTime() / DAY_MS));
}

/** Milliseconds since the epoch of ISO text with an offset; undefined for text that names no instant. */
export function readInstant(text: string): number | undefined {
  const match = INSTANT.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (!isCalendarDay(year, month, day)) return undefined;
  const [, , , , hour, minute, second = '0', fraction = '', sign, offsetHour = '0', offsetMinute = '0'] =
    match;
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === '-' ? -1 : 1);
  const minutes = Number(hour) * 60 + Number(minute) - offset;
  const millis = Number(fraction.slice(0, 3).padEnd(3, '0'));
  return daysSinceEpoch(year, month, day) * DAY_MS + minutes * 60_000 + Number(second) * 1000 + millis;
}

/**
 * An instant as a `Date`. Fractions finer than a millisecond are cut.
 *
 * @throws InvalidInputError for an invalid `Date`, or text without `Z` or an offset
 */
export function parseInstant(input: InstantInput, path = 'instant'): Date {
  if (input instanceof Date) {
    return Number.isNaN(input.getTime()) ? refuse(path, 'the date is invalid') : new Date(input.getTime());
  }
  const millis = typeof input === 'string' ? readInstant(input) : undefined;
  return millis === undefined
    ? refuse(path, `${shown(input)} is not an instant: write ISO 8601 with Z or an offset`)
    : new Date(millis);
}
