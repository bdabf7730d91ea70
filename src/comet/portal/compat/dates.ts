import { addDays, type Day, isDay } from '../../../core/time.ts';
import { parseVendorDay, parseVendorInstant } from '../text/vendor-day.ts';

const DAY_OF_MONTH = /^(\d{1,2})(?=\s+[a-z])|(?<=^\d{4}-\d{2}-)(\d{2})/i;

/**
 * A day as PHP reads it under UTC, in the forms that the reports use: a day that its month does not have
 * moves on into the next month (`31 Feb 2026` is 3 March). Null where PHP's reading is not known.
 */
export function looseDay(text: string): Day | null {
  const reading = parseVendorDay(text);
  if (reading.ok) return reading.value;
  const trimmed = text.trim();
  const digits = DAY_OF_MONTH.exec(trimmed)?.[0];
  if (digits === undefined || Number(digits) < 1 || Number(digits) > 31) return null;
  const first = parseVendorDay(trimmed.replace(DAY_OF_MONTH, '01'));
  return first.ok && first.value !== null ? addDays(first.value, Number(digits) - 1) : null;
}

/** An instant as `YYYY-MM-DD HH:MM:SS` in UTC; a text without offset is taken for UTC. */
export function looseInstant(text: string): string | null {
  const day = looseDay(text);
  if (day === null) return null;
  const trimmed = text.trim();
  for (const candidate of [trimmed, `${trimmed}Z`, `${trimmed} 00:00Z`]) {
    const reading = parseVendorInstant(candidate);
    if (reading.ok && reading.value !== null) return reading.value.slice(0, 19).replace('T', ' ');
  }
  return isDay(day) ? `${day} 00:00:00` : null;
}
