import { type AmountInput, divideHalfUp, formatUnits, toUnits } from '../core/amount.ts';
import { InvalidInputError } from '../core/errors/input.ts';

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'] as const;
const STEP = 1024n;
const DECIMALS = 2;

/**
 * Bytes for people: steps of 1024 from B to EB, two decimals half up, trailing zeros dropped. What rounds up
 * to a full step is shown as one of the next unit.
 *
 * @example formatBytes(1536n) // '1.5 KB'
 * @throws InvalidInputError for a negative number or one with a fraction
 */
export function formatBytes(bytes: AmountInput): string {
  const whole = toUnits(bytes, 0, 'bytes');
  if (whole < 0n) throw new InvalidInputError('bytes', [{ path: 'bytes', message: 'must not be negative' }]);
  let unit = 0;
  let hundredths = whole * 100n;
  for (let divisor = STEP; hundredths >= STEP * 100n && unit < UNITS.length - 1; divisor *= STEP) {
    hundredths = divideHalfUp(whole * 100n, divisor);
    unit += 1;
  }
  return `${formatUnits(hundredths, DECIMALS)} ${UNITS[unit]}`;
}
