import type { AmountInput } from '../../core/amount.ts';
import type { Day, InstantInput } from '../../core/time.ts';
import type { Figure, Intake } from './intake.ts';

/** An amount that is not negative. */
export function readCredit(intake: Intake, value: AmountInput, path: string): Figure {
  const figure = intake.amount(value, path);
  if (figure.units < 0n) intake.refuse(path, 'must not be negative');
  return figure;
}

/** A whole number within bounds. */
export function readInteger(intake: Intake, value: number, min: number, max: number, path: string): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  intake.refuse(path, `must be a whole number from ${min} to ${max}`);
  return min;
}

/** Optional tags, each once and sorted. */
export function readTags(
  intake: Intake,
  value: readonly string[] | null | undefined,
  path: string,
): readonly string[] | null {
  if (value === null || value === undefined) return null;
  if (!Array.isArray(value) || value.length === 0) intake.refuse(path, 'must be a list of at least one tag');
  else return [...new Set(value.map((tag, index) => intake.id(tag, `${path}[${index}]`)))].sort();
  return null;
}

/** An optional end of validity, later than its start. */
export function readExpiry(
  intake: Intake,
  value: InstantInput | Day | null | undefined,
  start: string,
  path: string,
): string | null {
  if (value === null || value === undefined) return null;
  const { at } = intake.moment(value, path);
  if (at !== '' && at <= start) intake.refuse(path, `must be later than ${start}`);
  return at;
}
