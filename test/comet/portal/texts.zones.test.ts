import fc from 'fast-check';
import {
  hasDebitEvidence,
  parseMoney,
  parsePacksUsed,
  parseServiceName,
  parseVendorDay,
  parseVendorInstant,
} from 'reseller-sdk/comet/portal';
import { describe, expect, it } from 'vitest';
import { dayFromNumber, dayNumber, parseDay, utcDay } from '../../../src/core/time.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const anyDay = fc
  .integer({ min: dayNumber(parseDay('1970-01-01')), max: dayNumber(parseDay('2199-12-31')) })
  .map(dayFromNumber);

const digits = fc.stringMatching(/^(0|[1-9]\d{0,14})$/);
const fraction = fc.option(fc.stringMatching(/^\d{1,6}$/), { nil: undefined });

/** Texts out of the alphabet of the report, which reach further than arbitrary ones. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[\s$()+,.0-9a-fUSD-]{0,60}$/),
  fc
    .array(
      fc.constantFrom(
        'Account ',
        ' - ',
        'Device ',
        'abc123',
        'Booster (',
        ')',
        'Plan',
        'Dollars',
        '10,000',
        ' ',
      ),
    )
    .map((parts) => parts.join('')),
);

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ',');
}

describe('money', () => {
  it('law: what is printed as money is read back exactly', () => {
    fc.assert(
      fc.property(
        digits,
        fraction,
        fc.boolean(),
        fc.constantFrom('$', '', 'US$ ', 'USD'),
        (whole, part, negative, sign) => {
          const plain = part === undefined ? whole : `${whole}.${part}`;
          const printed = part === undefined ? grouped(whole) : `${grouped(whole)}.${part}`;
          const expected = negative && /[1-9]/.test(plain) ? `-${plain}` : plain;
          const forms = negative
            ? [`-${sign}${printed}`, `${sign}-${printed}`, `(${sign}${printed})`]
            : [`${sign}${printed}`, `+${sign}${printed}`];
          for (const form of forms) expect(parseMoney(form)).toEqual({ ok: true, value: expected });
        },
      ),
    );
  });

  it('reads no text that is absurdly long', () => {
    expect(parseMoney('9'.repeat(1001)).ok).toBe(false);
    expect(parseMoney('9'.repeat(1000)).ok).toBe(true);
  });
});

describe('days', () => {
  it('law: a day reads the same in every form and under every zone of the process', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 1439 }), (day, minutes) => {
        const [year = '', month = '', number = ''] = day.split('-');
        const word = MONTHS[Number(month) - 1] ?? '';
        const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
        for (const text of [
          day,
          `${number} ${word} ${year}`,
          `${Number(number)} ${word.toUpperCase()} ${year}`,
        ]) {
          for (const form of [text, `${text} ${time}`, `${text} ${time}Z`]) {
            expect(parseVendorDay(form)).toEqual({ ok: true, value: day });
          }
        }
      }),
    );
  });

  it('law: with an offset, the UTC day of the instant counts', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: -14, max: 14 }),
        (day, hour, offset) => {
          const sign = offset < 0 ? '-' : '+';
          const text = `${day}T${String(hour).padStart(2, '0')}:00:00${sign}${String(Math.abs(offset)).padStart(2, '0')}:00`;
          expect(parseVendorDay(text)).toEqual({ ok: true, value: utcDay(new Date(text)) });
          expect(parseVendorInstant(text)).toEqual({ ok: true, value: new Date(text).toISOString() });
        },
      ),
    );
  });
});

describe('any text', () => {
  it('law: no parser throws', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        parseMoney(text);
        parseVendorDay(text);
        parseVendorInstant(text);
        parsePacksUsed(text, '1');
        hasDebitEvidence('1', text);
        parseServiceName(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('costs no more than its length allows', () => {
    const long = 30_000;
    const texts = [
      ' '.repeat(long),
      '$'.repeat(long),
      '1'.repeat(long),
      '1,'.repeat(long),
      `-${' '.repeat(long)}x`,
    ];
    const names = [
      `Account ${' -'.repeat(long)}`,
      `Account a${' '.repeat(long)}x`,
      'Booster ('.repeat(long / 10),
    ];
    const started = performance.now();
    for (const text of [...texts, ...names, '10,000 Dollars '.repeat(long / 10)]) {
      parseMoney(text);
      parseVendorDay(text);
      parsePacksUsed(text);
      parseServiceName(text);
    }
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('service names', () => {
  const account = fc.stringMatching(/^[A-Za-z0-9_.@-]{1,20}$/);

  it('law: an account name is read back whole, whatever it is made of', () => {
    fc.assert(
      fc.property(
        account,
        fc.stringMatching(/^[0-9a-f]{6}$/),
        fc.stringMatching(/^[A-Za-z ]{0,10}$/),
        (name, device, glued) => {
          const read = parseServiceName(`Account ${name} - Device ${device}${glued}`);
          expect(read.account).toBe(name);
          expect(read.devicePrefix).toBe(device);
        },
      ),
    );
  });
});

describe('debit evidence', () => {
  it.each([
    ['2.00', '10,000 Dollars', true],
    ['2.00', 'anything', true],
    ['2.00', ' ', false],
    ['2.00', null, false],
    ['0', '10,000 Dollars', false],
    ['-2.00', '10,000 Dollars', false],
    [null, '10,000 Dollars', false],
  ])('of %s and %s is %s', (amount, text, evidence) => {
    expect(hasDebitEvidence(amount, text)).toBe(evidence);
  });
});
