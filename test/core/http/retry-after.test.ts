import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from '../../../src/core/http/retry-after.ts';

const NOW = Date.UTC(2026, 0, 5, 12, 0, 0, 250);

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['2', 2000],
    [' 120 ', 120_000],
    ['1.5', 1500],
    ['0.0001', 1],
    ['9'.repeat(400), Number.MAX_SAFE_INTEGER],
    ['Mon, 05 Jan 2026 12:00:04 GMT', 3750],
    ['Monday, 05-Jan-26 12:00:04 GMT', 3750],
    ['Mon Jan  5 12:00:04 2026', 3750],
    ['Mon Jan 15 12:00:04 2026', 10 * 86_400_000 + 3750],
    ['Mon, 05 Jan 2026 11:59:59 GMT', 0],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['Wed, 31 Dec 2025 23:59:60 GMT', 0],
    // A two-digit year more than 50 years ahead is one of the past century.
    ['Sunday, 06-Nov-94 08:49:37 GMT', 0],
    ['Friday, 06-Nov-70 08:49:37 GMT', Date.UTC(2070, 10, 6, 8, 49, 37) - NOW],
  ])('%s asks for %i ms', (header, wait) => {
    expect(parseRetryAfter(header, NOW)).toBe(wait);
  });

  it.each([
    '',
    'soon',
    '-1',
    '+1',
    '1e3',
    '0x10',
    '1,2',
    '.5',
    '5.',
    'Infinity',
    'NaN',
    '2026-01-05T12:00:04Z',
    'Mon, 5 Jan 2026 12:00:04 GMT',
    'Mon, 05 Jan 2026 12:00:04',
    'Mon, 05 Jan 2026 12:00:04 +0000',
    'Mon, 31 Feb 2026 12:00:04 GMT',
    'Mon, 05 Jan 2026 25:00:04 GMT',
    'Mon, 05 Jan 2026 12:60:00 GMT',
    'Mon, 05 Foo 2026 12:00:04 GMT',
    'mon, 05 jan 2026 12:00:04 gmt',
  ])('%j asks for nothing', (header) => {
    expect(parseRetryAfter(header, NOW)).toBeUndefined();
  });

  it('is absent', () => {
    expect(parseRetryAfter(null, NOW)).toBeUndefined();
  });
});
