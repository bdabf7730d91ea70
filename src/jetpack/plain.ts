import { Secret } from '../core/secret.ts';

/** A secret as it is sent; everything else as it is. */
export function plain(value: unknown): unknown {
  return value instanceof Secret ? value.reveal() : value;
}
