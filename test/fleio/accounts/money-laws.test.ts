import * as fc from 'fast-check';
import { convertAmount, creditAmountsForInvoice, validateTopUp } from 'reseller-sdk/fleio/accounts';
import { describe, expect, it } from 'vitest';

/** Exact arithmetic of its own, so that the library's is not tried by itself: a numerator over ten to a power. */
interface Exact {
  readonly n: bigint;
  readonly d: bigint;
}

const DIGITS: Readonly<Record<string, number>> = { USD: 2, EUR: 2, JPY: 0, KWD: 3, CLF: 4, XTS: 2 };
const code = fc.constantFrom(...Object.keys(DIGITS));

function exact(text: string): Exact {
  const [, sign, whole = '', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const n = BigInt(whole + part);
  return { n: sign === '-' ? -n : n, d: 10n ** BigInt(part.length) };
}

/** The value as text with so many decimals, halves away from zero. */
function rounded({ n, d }: Exact, digits: number): string {
  const size = (n < 0n ? -n : n) * 10n ** BigInt(digits) * 2n + d;
  const units = String(size / (2n * d)).padStart(digits + 1, '0');
  const text = digits === 0 ? units : `${units.slice(0, -digits)}.${units.slice(-digits)}`;
  return n < 0n && BigInt(units) !== 0n ? `-${text}` : text;
}

/** A decimal as people and servers write it, short or hundreds of digits long. */
const decimal = (most: number) =>
  fc.tuple(fc.bigInt({ min: 0n, max: 10n ** BigInt(most) }), fc.nat({ max: 12 })).map(([units, scale]) => {
    const text = String(units).padStart(scale + 1, '0');
    return scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
  });
const amount = fc.oneof(decimal(6), decimal(40), decimal(300));
const signed = fc.tuple(fc.boolean(), amount).map(([minus, text]) => (minus ? `-${text}` : text));
const rate = fc.oneof(decimal(5), decimal(20)).filter((text) => exact(text).n > 0n);
const rates = fc.record({ USD: rate, EUR: rate, JPY: rate, KWD: rate, CLF: rate, XTS: rate });

function converted(text: string, from: string, to: string, table: Readonly<Record<string, string>>): Exact {
  const [a, f, t] = [exact(text), exact(table[from] ?? '0'), exact(table[to] ?? '0')];
  return from === to ? a : { n: a.n * t.n * f.d, d: a.d * t.d * f.n };
}

describe('convertAmount', () => {
  it('is amount * rate(to) / rate(from), rounded once (law: no-digit-lost)', async () => {
    await fc.assert(
      fc.property(signed, code, code, rates, (text, from, to, table) => {
        const expected = rounded(converted(text, from, to, table), DIGITS[to] ?? 2);
        expect(convertAmount(text, from, to, { rates: table })).toBe(expected);
      }),
      { numRuns: 400 },
    );
  });

  it.each([undefined, '0', '0.00', '-1', '', 'NaN', '1,2', 'Infinity'])('takes no rate of %j', (wrong) => {
    const table = { EUR: '0.92', ...(wrong !== undefined && { USD: wrong }) };
    expect(() => convertAmount('1', 'USD', 'EUR', { rates: table })).toThrow('USD');
    expect(convertAmount('1', 'USD', 'USD', { rates: table })).toBe('1.00');
  });

  it('takes no rate that a table merely inherits', () => {
    expect(() => convertAmount('1', 'toString', 'EUR', { rates: { EUR: '1' } })).toThrow('toString');
  });
});

describe('creditAmountsForInvoice', () => {
  const line = fc.record({
    serviceId: fc.constantFrom('5', '55', '__proto__'),
    kind: fc.constantFrom('service' as const, 'service' as const, 'promo' as const, 'other' as const),
    amount: signed,
  });

  it('credits each service with the exact sum of its service lines, once (law: sum-then-round)', async () => {
    await fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), code, code, rates, (lines, from, to, table) => {
        const digits = DIGITS[to] ?? 2;
        const expected = new Map<string, string>();
        const services = lines.filter(({ kind }) => kind === 'service').map(({ serviceId }) => serviceId);
        for (const id of new Set(services)) {
          const own = lines.filter(({ kind, serviceId }) => kind === 'service' && serviceId === id);
          const sum = own
            .map((each) => exact(each.amount))
            .reduce((a, b) => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d }));
          const unit = converted('1', from, to, table);
          const text = rounded({ n: sum.n * unit.n, d: sum.d * unit.d }, digits);
          if (/^[^-]*[1-9]/.test(text)) expected.set(id, text);
        }
        const { amounts, skipped } = creditAmountsForInvoice({ currency: from, lines }, to, { rates: table });
        expect(new Map(amounts.map((each) => [each.serviceId, each.amount]))).toEqual(expected);
        expect(amounts.length + skipped.length).toBe(new Set(services).size);
      }),
      { numRuns: 300 },
    );
  });
});

describe('validateTopUp', () => {
  /** The rule of contract 9.4, read off the text. */
  function expected(typed: string, min: string, max: string, digits: number): unknown {
    const parts = /^([0-9]+)(?:[.,]([0-9]+))?$/.exec(typed.trim());
    if (parts === null || (parts[2] ?? '').length > digits) return { result: 'invalid' };
    const value = exact(`${parts[1]}.${parts[2] ?? '0'}`);
    const over = (bound: string) => value.n * exact(bound).d - exact(bound).n * value.d;
    if (over(min) < 0n) return { result: 'below' };
    return over(max) > 0n ? { result: 'above' } : { result: 'ok', amount: rounded(value, digits) };
  }

  const bounds = fc.tuple(decimal(4), decimal(5)).map(([a, b]) => {
    const [x, y] = [exact(a), exact(b)];
    return x.n * y.d <= y.n * x.d ? ([a, b] as const) : ([b, a] as const);
  });
  const garbage = fc.string({ unit: fc.constantFrom(...'0159.,-+eEx ٣１\u00a0\n'), maxLength: 8 });

  it('judges a typed text by its digits (law: what-you-type)', async () => {
    const typed = fc.oneof(
      garbage,
      amount,
      bounds.map(([min]) => min),
      amount.map((text) => text.replace('.', ',')),
    );
    await fc.assert(
      fc.property(typed, bounds, code, (text, [min, max], currency) => {
        const rules = { min, max, currency, serviceStatus: 'Active' };
        expect(validateTopUp(text, rules)).toEqual(expected(text, min, max, DIGITS[currency] ?? 2));
      }),
      { numRuns: 1000 },
    );
  });

  it('lets both bounds through, and nothing beyond them', () => {
    const rules = { min: '10', max: '1000', currency: 'USD', serviceStatus: 'suspended' };
    const results = ['9.99', '10', '10,00', '1000', '1000.01', '1e3', '１０', '10.005'].map(
      (typed) => validateTopUp(typed, rules).result,
    );
    expect(results).toEqual(['below', 'ok', 'ok', 'ok', 'above', 'invalid', 'invalid', 'invalid']);
  });
});
