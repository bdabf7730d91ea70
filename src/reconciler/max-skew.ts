import { ConfigError } from '../core/errors/input.ts';
import { DEFAULT_MAX_SKEW_HOURS } from './options.ts';

const HOUR_MS = 3_600_000;

/** The largest skew in whole milliseconds. @throws ConfigError for hours below 0, or without end */
export function readMaxSkew(maxSkewHours: number = DEFAULT_MAX_SKEW_HOURS): number {
  const ms = Math.round(maxSkewHours * HOUR_MS);
  if (maxSkewHours >= 0 && Number.isSafeInteger(ms)) return ms;
  throw new ConfigError(`maxSkewHours is ${maxSkewHours}; give a number of hours from 0 on`);
}
