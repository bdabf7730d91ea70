import { type InstantInput, parseInstant, readInstant } from '../core/time.ts';

export const NOT_AN_INSTANT = 'must be an instant: ISO 8601 with Z or an offset';

export function isInstant(input: InstantInput | null): boolean {
  if (input === null) return false;
  return input instanceof Date ? !Number.isNaN(input.getTime()) : readInstant(input) !== undefined;
}

/** Milliseconds of an instant that was checked before. */
export function instantMs(input: InstantInput): number {
  return typeof input === 'string' ? (readInstant(input) ?? Number.NaN) : input.getTime();
}

/** ISO text with `Z` and milliseconds; null stays null. @throws InvalidInputError */
export function isoOrNull(input: InstantInput | null, path: string): string | null {
  return input === null ? null : parseInstant(input, path).toISOString();
}
