import { Decimal as DecimalJs } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AmountInput,
  divideHalfUp,
  formatUnits,
  MAX_DIGITS,
  parseAmount,
  plainAmount,
  rescale,
  splitByWeight,
  toUnits,
} from '../../src/core/amount.ts';
import { Decimal, decimal } from '../../src/core/decimal.ts';
import { InvalidInputError } from '../../src/core/errors/input.ts';

/** decimal.js with room for every digit, as the oracle. */
const Oracle = DecimalJs.clone({ precision: 1100, toExpNeg: -9e15, toExpPos: 9e15, defaults: true });

const digits = (max: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${max}}$`));

/** Decimal texts of every written form. */
const decimalText = fc
  .record({
    sign: fc.constantFrom('', '-', '+'),
    whole: digits(25),
    fraction: fc.option(digits(25), { nil: undefined }),
    exponent: fc.option(fc.integer({ min: -30, max: 30 }), { nil: undefined }),
    mark: fc.constantFrom('e', 'E', 'e+'),
  })
  .map(({ sign, whole, fraction, exponent, mark }) => {
    const power = exponent === undefined ? '' : `${exponent < 0 ? mark[0] : mark}${exponent}`;
    return `${sign}${whole}${fraction === undefined ? '' : `.${fraction}`}${power}`;
  });

describe('reading an amount', () => {
  it.each<[AmountInput, string]>([
    ['1234.5678', '1234.5678'],
    ['-0', '0'],
    ['-0.00', '0'],
    ['+5', '5'],
    ['.5', '0.5'],
    ['007.10', '7.1'],
    ['1e3', '1000'],
    ['1.5E-3', '0.0015'],
    ['100e-2', '1'],
    [12n, '12'],
    [-7, '-7'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    [new Decimal('1e-9'), '0.000000001'],
    [new DecimalJs('1e30'), '1000000000000000000000000000000'],
    ['9'.repeat(MAX_DIGITS), '9'.repeat(MAX_DIGITS)],
  ])('%s is %s', (input, text) => {
    expect(plainAmount(input)).toBe(text);
  });

  it.each([
    '',
    ' ',
    '.',
    '-',
    '+',
    '1.',
    '1,000',
    '1 000',
    '$5',
    '5 EUR',
    '1_000',
    '--1',
    '1.2.3',
    '0x10',
    'NaN',
    'Infinity',
    '1e',
    'e5',
    '1e1.5',
    ' 1',
    '1\n',
    '１',
    '1e999999',
    '1e-99999',
    '9'.repeat(MAX_DIGITS + 1),
    0.1,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    new DecimalJs(Number.NaN),
    new DecimalJs('-Infinity'),
    null,
    undefined,
    true,
    {},
    [],
    { toFixed: 1 },
    { toFixed: () => 5 },
    new Number(1.5),
  ])('refuses %s', (input) => {
    expect(() => parseAmount(input as AmountInput, 'price')).toThrow(InvalidInputError);
    expect(() => parseAmount(input as AmountInput, 'price')).toThrow(
      expect.objectContaining({
        code: 'INVALID_AMOUNT',
        issues: [expect.objectContaining({ path: 'price' })],
      }),
    );
  });

  it('law: the value is the one that decimal.js reads', () => {
    fc.assert(
      fc.property(decimalText, (text) => {
        const { units, scale } = parseAmount(text);
        expect(new Oracle(units.toString()).div(new Oracle(10).pow(scale)).eq(new Oracle(text))).toBe(true);
        expect(formatUnits(units, scale)).toBe(new Oracle(text).plus(0).toFixed());
      }),
    );
  });

  it('law: as few decimals as the value needs, so equal values are equal records', () => {
    fc.assert(
      fc.property(decimalText, fc.integer({ min: 0, max: 5 }), (text, zeros) => {
        const padded =
          new Oracle(text).toFixed() + (new Oracle(text).dp() === 0 ? '.' : '') + '0'.repeat(zeros + 1);
        expect(parseAmount(padded)).toEqual(parseAmount(text));
      }),
    );
  });
});

describe('units of a scale', () => {
  it('law: the fast way and the general way agree, on digits of every length', () => {
    const shortText = fc
      .tuple(fc.constantFrom('', '-'), digits(17), fc.option(digits(9), { nil: undefined }))
      .map(([sign, whole, fraction]) => `${sign}${whole}${fraction === undefined ? '' : `.${fraction}`}`);
    fc.assert(
      fc.property(shortText, fc.integer({ min: 9, max: 12 }), (text, scale) => {
        expect(toUnits(text, scale).toString()).toBe(
          new Oracle(text).mul(new Oracle(10).pow(scale)).plus(0).toFixed(),
        );
      }),
    );
    for (let length = 1; length <= 20; length += 1) {
      for (const text of ['9'.repeat(length), `-${'9'.repeat(length)}`, `${'9'.repeat(length)}.9`]) {
        const scale = text.includes('.') ? 1 : 0;
        expect(toUnits(text, scale)).toBe(BigInt(text.replace('.', '')));
      }
    }
  });

  it.each<[AmountInput, number]>([
    ['0.001', 2],
    ['1e-3', 2],
    ['1.5', 0],
    [new Decimal('0.0000000001'), 9],
  ])('refuses %s at scale %i instead of rounding it', (input, scale) => {
    expect(() => toUnits(input, scale)).toThrow(expect.objectContaining({ code: 'SCALE_EXCEEDED' }));
  });

  it('allows zeros beyond the scale', () => {
    expect(toUnits('1.5000', 2)).toBe(150n);
  });

  it('law: text and units are two forms of one value', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.integer({ min: 0, max: 40 }), (units, scale) => {
        const text = formatUnits(units, scale);
        expect(toUnits(text, scale)).toBe(units);
        expect(text).not.toMatch(/e|^-0$|\.\d*0$|\.$/i);
      }),
    );
  });
});

describe('rounding', () => {
  it('law: halves go away from zero, as decimal.js rounds half up', () => {
    fc.assert(
      fc.property(
        fc.bigInt(),
        fc.bigInt().filter((d) => d !== 0n),
        (dividend, divisor) => {
          const expected = new Oracle(dividend.toString())
            .div(divisor.toString())
            .toDecimalPlaces(0, DecimalJs.ROUND_HALF_UP);
          expect(divideHalfUp(dividend, divisor).toString()).toBe(expected.plus(0).toFixed());
        },
      ),
    );
  });

  it.each([
    [5n, 1, 0, 1n],
    [-5n, 1, 0, -1n],
    [4n, 1, 0, 0n],
    [149n, 2, 0, 1n],
    [15n, 0, 2, 1500n],
  ])('%i at scale %i is %i at scale %i', (units, from, to, expected) => {
    expect(rescale(units, from, to)).toBe(expected);
  });
});

describe('splitting by weight', () => {
  const weights = fc
    .array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 20 })
    .filter((list) => list.some((weight) => weight > 0n));

  it('law: the parts add up to the total, and none is a unit or more away from its share', () => {
    fc.assert(
      fc.property(fc.bigInt(), weights, (total, list) => {
        const parts = splitByWeight(total, list);
        const sum = list.reduce((a, b) => a + b, 0n);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
        parts.forEach((part, index) => {
          const distance = part * sum - total * (list[index] ?? 0n);
          expect(distance < sum && distance > -sum).toBe(true);
        });
      }),
    );
  });

  it('gives what is left to the largest remainders, ties to the earlier part', () => {
    expect(splitByWeight(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(splitByWeight(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
    expect(splitByWeight(10n, [1n, 0n, 5n])).toEqual([2n, 0n, 8n]);
  });

  it.each([[[]], [[0n, 0n]], [[2n, -1n]]])('refuses the weights %s', (list) => {
    expect(() => splitByWeight(1n, list)).toThrow(InvalidInputError);
  });
});

describe('decimal', () => {
  it('adds exactly, prints plainly and leaves the global decimal.js alone', () => {
    const before = { precision: DecimalJs.precision, toExpPos: DecimalJs.toExpPos };
    expect(decimal('0.1').plus('0.2').toString()).toBe('0.3');
    expect(decimal('1e40').toString()).toBe(`1${'0'.repeat(40)}`);
    expect(new Decimal(1).div(3).toString()).toHaveLength(62);
    expect({ precision: DecimalJs.precision, toExpPos: DecimalJs.toExpPos }).toEqual(before);
  });

  it('keeps every digit of what it reads', () => {
    const long = `${'1234567890'.repeat(9)}.5`;
    expect(decimal(long).toFixed()).toBe(long);
    expect(() => decimal(0.1)).toThrow(InvalidInputError);
  });
});
