import { type InstantInput, readInstant } from '../core/time.ts';

/** Milliseconds of an instant; not a number for anything else. */
export function instantMs(input: InstantInput): number {
  if (input instanceof Date) return input.getTime();
  return typeof input === 'string' ? (readInstant(input) ?? Number.NaN) : Number.NaN;
}
