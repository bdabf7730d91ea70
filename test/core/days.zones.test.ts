import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../src/core/errors/input.ts';
import {
  addDays,
  type Day,
  dayFromNumber,
  dayNumber,
  daysBetween,
  isDay,
  parseDay,
  parseInstant,
  utcDay,
} from '../../src/core/time.ts';
import { dayInZone, startOfDay } from '../../src/core/zone.ts';

const day = (text: string): Day => parseDay(text);
const FIRST = dayNumber(day('0000-01-01'));
const LAST = dayNumber(day('9999-12-31'));
const anyDay = fc.integer({ min: FIRST, max: LAST }).map(dayFromNumber);

describe('civil days', () => {
  it.each(['2024-02-29', '2000-02-29', '0000-02-29', '9999-12-31', '1970-01-01'])('%s exists', (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2024-04-31',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '2024-1-1',
    '24-01-01',
    '2024-01-01T00:00:00Z',
    ' 2024-01-01',
    '2024-01-01\n',
    '+2024-01-01',
    '',
    '２０２４-01-01',
  ])('%j does not', (text) => {
    expect(isDay(text)).toBe(false);
    expect(() => parseDay(text)).toThrow(InvalidInputError);
  });

  it('law: a day and its number are two forms of one value, in the order of their texts', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(dayFromNumber(dayNumber(a))).toBe(a);
        expect(Math.sign(daysBetween(a, b))).toBe(a < b ? 1 : a > b ? -1 : 0);
      }),
    );
  });

  it('law: adding days and counting them are inverse', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(addDays(a, daysBetween(a, b))).toBe(b);
      }),
    );
  });

  it.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2024-03-01', -1, '2024-02-29'],
    ['2024-03-31', 1, '2024-04-01'],
    ['1999-12-31', 1, '2000-01-01'],
  ])('%s and %i days is %s', (from, days, to) => {
    expect(addDays(day(from), days)).toBe(to);
  });

  it('refuses what leaves the calendar of four-digit years, and fractions', () => {
    expect(() => addDays(day('9999-12-31'), 1)).toThrow(InvalidInputError);
    expect(() => addDays(day('0000-01-01'), -1)).toThrow(InvalidInputError);
    expect(() => addDays(day('2024-01-01'), 0.5)).toThrow(InvalidInputError);
    expect(() => dayFromNumber(Number.NaN)).toThrow(InvalidInputError);
  });
});

describe('instants', () => {
  it.each([
    ['2024-03-10T12:00:00Z', '2024-03-10T12:00:00.000Z'],
    ['2024-03-10t12:00z', '2024-03-10T12:00:00.000Z'],
    ['2024-03-10 12:00:00.5+02:00', '2024-03-10T10:00:00.500Z'],
    ['2024-03-10T12:00:00.123456789-0530', '2024-03-10T17:30:00.123Z'],
    ['2024-03-10T00:00:00+14:00', '2024-03-09T10:00:00.000Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
  ])('%s is %s', (text, iso) => {
    expect(parseInstant(text).toISOString()).toBe(iso);
  });

  it.each([
    '2024-03-10T12:00:00',
    '2024-03-10',
    '2024-03-10T24:00:00Z',
    '2024-03-10T12:60:00Z',
    '2024-03-10T12:00:60Z',
    '2023-02-29T12:00:00Z',
    '2024-03-10T12:00:00+25:00',
    '2024-03-10T12:00:00+02',
    '1710072000',
    'now',
    '',
    'Sun, 10 Mar 2024 12:00:00 GMT',
  ])('%j is refused', (text) => {
    expect(() => parseInstant(text, 'due')).toThrow(InvalidInputError);
  });

  it.each([5n, Symbol('now'), 5, null, {}])('refuses %s, which is no text', (value) => {
    // @ts-expect-error a caller without types
    expect(() => parseInstant(value, 'due')).toThrow(InvalidInputError);
  });

  it('shows no more than the beginning of a text that it refuses', () => {
    expect(() => parseInstant('x'.repeat(5000))).toThrow(/^.{1,200}$/);
  });

  it('copies a Date, and refuses an invalid one', () => {
    const given = new Date(5);
    expect(parseInstant(given)).toEqual(given);
    expect(parseInstant(given)).not.toBe(given);
    expect(() => parseInstant(new Date(Number.NaN))).toThrow(InvalidInputError);
  });

  it('law: an instant with any offset is the one that Date reads', () => {
    const offset = fc
      .tuple(fc.constantFrom('+', '-'), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([sign, h, m]) => `${sign}${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
    const wall = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9998-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(wall, offset, (date, zone) => {
        const text = date.toISOString().replace('Z', zone);
        expect(parseInstant(text).getTime()).toBe(Date.parse(text));
      }),
    );
  });

  it.each([
    ['1970-01-01T00:00:00Z', '1970-01-01'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31'],
    ['2024-03-10T23:59:59.999Z', '2024-03-10'],
  ])('%s falls on the UTC day %s', (text, expected) => {
    expect(utcDay(new Date(text))).toBe(expected);
  });
});

describe('days in a zone', () => {
  it.each([
    ['Europe/Bucharest', '2024-03-30T21:59:59.999Z', '2024-03-30'],
    ['Europe/Bucharest', '2024-03-30T22:00:00Z', '2024-03-31'],
    ['America/Los_Angeles', '2024-01-01T07:59:59Z', '2023-12-31'],
    ['Pacific/Kiritimati', '2024-01-01T10:00:00Z', '2024-01-02'],
    ['Asia/Kathmandu', '2024-01-01T18:15:00Z', '2024-01-02'],
    ['UTC', '2024-01-01T23:59:59Z', '2024-01-01'],
    ['Etc/GMT+12', '2024-01-01T11:59:59Z', '2023-12-31'],
    ['Europe/Amsterdam', '0005-06-01T12:00:00Z', '0005-06-01'],
    ['America/New_York', '0000-01-02T00:00:00Z', '0000-01-01'],
    ['Asia/Tokyo', '9999-12-30T15:00:00Z', '9999-12-31'],
  ])('in %s, %s is on %s', (zone, instant, expected) => {
    expect(dayInZone(new Date(instant), zone)).toBe(expected);
  });

  it.each(['Mars/Olympus', '', 'Europe', undefined, null])('refuses the zone %j', (zone) => {
    expect(() => dayInZone(new Date(0), zone as string)).toThrow(InvalidInputError);
  });

  it('refuses an invalid date and days beyond four-digit years', () => {
    expect(() => dayInZone(new Date(Number.NaN), 'UTC')).toThrow(InvalidInputError);
    expect(() => dayInZone(new Date('-000001-06-01T00:00:00Z'), 'UTC')).toThrow(InvalidInputError);
    expect(() => dayInZone(new Date('9999-12-31T23:00:00Z'), 'Asia/Tokyo')).toThrow(InvalidInputError);
  });
});

describe('the start of a day', () => {
  it.each([
    ['UTC', '2024-03-10', '2024-03-10T00:00:00.000Z'],
    ['Europe/Bucharest', '2024-03-31', '2024-03-30T22:00:00.000Z'],
    ['Europe/Bucharest', '2024-04-01', '2024-03-31T21:00:00.000Z'],
    ['America/Los_Angeles', '2024-11-04', '2024-11-04T08:00:00.000Z'],
    // The clock jumps from 24:00 to 01:00: the day begins at the jump.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z'],
    ['Asia/Beirut', '2022-03-27', '2022-03-26T22:00:00.000Z'],
    ['Africa/Cairo', '2024-04-26', '2024-04-25T22:00:00.000Z'],
    // Midnight comes twice, because the clock goes back from 00:01: the first one counts.
    ['America/St_Johns', '2010-11-07', '2010-11-07T02:30:00.000Z'],
    // The clock goes back from 24:00 to 23:00: midnight comes once.
    ['America/Havana', '2023-11-05', '2023-11-05T04:00:00.000Z'],
    // Samoa left out a whole day: its start is the instant of the jump, as is that of the day after.
    ['Pacific/Apia', '2011-12-29', '2011-12-29T10:00:00.000Z'],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z'],
    ['Pacific/Kiritimati', '0000-01-01', '0000-01-01T10:29:20.000Z'],
    ['America/New_York', '9999-12-31', '9999-12-31T05:00:00.000Z'],
  ])('in %s, %s starts at %s', (zone, text, expected) => {
    expect(startOfDay(day(text), zone).toISOString()).toBe(expected);
  });

  it('law: it is on or after the day, and the millisecond before is not', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Bucharest',
      'America/Los_Angeles',
      'America/Sao_Paulo',
      'Pacific/Apia',
      'Asia/Kathmandu',
      'America/Havana',
      'Africa/Casablanca',
      'Australia/Lord_Howe',
      'Asia/Beirut',
      'Pacific/Chatham',
      '+05:30',
    );
    const days = fc
      .integer({ min: dayNumber(day('1905-01-01')), max: dayNumber(day('2040-01-01')) })
      .map(dayFromNumber);
    fc.assert(
      fc.property(days, zones, (date, zone) => {
        const start = startOfDay(date, zone);
        expect(dayInZone(start, zone) >= date).toBe(true);
        expect(dayInZone(new Date(start.getTime() - 1), zone) < date).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
