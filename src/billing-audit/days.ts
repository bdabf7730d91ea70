import { DAY_MS, type Day, dayFromNumber, dayNumber, isDay, parseDay } from '../core/time.ts';

/** Days since 1970-01-01. Inside the engine all arithmetic is on these; `Day` texts stand at the door. */
export type DayNumber = number;

const NOON_MS = DAY_MS / 2;

/** The UTC day of an instant. */
export function dayOfMs(ms: number): DayNumber {
  return Math.floor(ms / DAY_MS);
}

/** 12:00 UTC of a day. */
export function noonOf(day: DayNumber): number {
  return day * DAY_MS + NOON_MS;
}

/** The day of a text, or undefined. Many charges in a row have the same one, so the last is remembered. */
export class DayReader {
  #text: string | undefined;
  #day: DayNumber = 0;

  read(text: string): DayNumber | undefined {
    if (text === this.#text) return this.#day;
    if (typeof text !== 'string' || !isDay(text)) return undefined;
    this.#text = text;
    this.#day = dayNumber(text);
    return this.#day;
  }
}

/** The day of a text. @throws InvalidInputError */
export function dayOf(text: string, path: string): DayNumber {
  return dayNumber(parseDay(text, path));
}

/** Null stays null. */
export function dayText(day: DayNumber): Day;
export function dayText(day: DayNumber | null): Day | null;
export function dayText(day: DayNumber | null): Day | null {
  return day === null ? null : dayFromNumber(day);
}
