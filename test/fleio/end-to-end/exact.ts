/** Exact fractions and civil days of the laws' own, so that they do not rest on what they judge. */

/** `over / under`; `under` is positive. */
export interface Exact {
  readonly over: bigint;
  readonly under: bigint;
}

export const ZERO: Exact = { over: 0n, under: 1n };

export function exact(decimal: string): Exact {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (parts === null) throw new Error(`${decimal} is no plain decimal`);
  const [, sign = '', whole = '', fraction = ''] = parts;
  return { over: BigInt(`${sign}${whole}${fraction}`), under: 10n ** BigInt(fraction.length) };
}

export function plus(a: Exact, b: Exact): Exact {
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under };
}

export function minus(a: Exact, b: Exact): Exact {
  return plus(a, { over: -b.over, under: b.under });
}

export function times(a: Exact, b: Exact): Exact {
  return { over: a.over * b.over, under: a.under * b.under };
}

/** Negative, zero or positive, as `a` is less than, equal to or more than `b`. */
export function compare(a: Exact, b: Exact): number {
  const { over } = minus(a, b);
  return over === 0n ? 0 : over < 0n ? -1 : 1;
}

export function sumOf(amounts: readonly Exact[]): Exact {
  return amounts.reduce(plus, ZERO);
}

/** A positive amount in minor units, halves up. */
export function inMinorUnits({ over, under }: Exact, digits: number): bigint {
  return (2n * over * 10n ** BigInt(digits) + under) / (2n * under);
}

/** Half of a minor unit: what one rounding may add. */
export function halfUnit(digits: number): Exact {
  return { over: 1n, under: 2n * 10n ** BigInt(digits) };
}

/** For messages. */
export function shown({ over, under }: Exact): string {
  return String(Number(over) / Number(under));
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** One for each zone: to make one takes a thousand times as long as to ask it. */
function calendarOf(timeZone: string): Intl.DateTimeFormat {
  const known = calendars.get(timeZone);
  if (known !== undefined) return known;
  const calendar = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
  });
  calendars.set(timeZone, calendar);
  return calendar;
}

/** The date that a clock on the wall of the zone shows. */
export function civilDay(instant: Date, timeZone: string): string {
  const parts = calendarOf(timeZone).formatToParts(instant);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}`;
}
