const DIGITS = /^\d+$/;

/** A whole number of the wire, which may come as digits; undefined for what is none or not exact. */
export function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && DIGITS.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? Number(number) : undefined;
}
