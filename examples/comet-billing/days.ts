import { type Day, parseDay } from 'reseller-sdk';

const DAY_MS = 86_400_000;

/** The civil day so many days later. */
export function addDays(day: Day, days: number): Day {
  return parseDay(new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10));
}

/** Every day from the first to the last, both included. */
export function* eachDay(from: string, to: string): Generator<Day, void, undefined> {
  for (let day = parseDay(from); day <= to; day = addDays(day, 1)) yield day;
}
