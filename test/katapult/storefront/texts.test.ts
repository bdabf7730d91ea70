import fc from 'fast-check';
import { ApiError, InvalidInputError } from 'reseller-sdk';
import { formatError, moduleHostname, priceText, safeHostname } from 'reseller-sdk/katapult/storefront';
import { describe, expect, it } from 'vitest';

const text = fc.string({ unit: 'grapheme', maxLength: 40 });

describe('a host name as the module makes it', () => {
  it('never has more than 18 bytes, ends with no dash, and begins as the domain does', () => {
    fc.assert(
      fc.property(text, (domain) => {
        const name = moduleHostname(domain);
        if (name === null) return;
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(18);
        expect(name).not.toMatch(/-$|\.|\uFFFD/);
        expect(domain.replaceAll('.', '-').startsWith(name)).toBe(true);
      }),
    );
  });
});

describe('a safe host name', () => {
  it('is a label of the name system, and the suffix is its end', () => {
    fc.assert(
      fc.property(text, fc.stringMatching(/^[a-z0-9]{1,12}$/), (domain, suffix) => {
        const name = safeHostname(domain, suffix);
        expect(name).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
        expect(name).not.toContain('--');
        expect(name === suffix || name?.endsWith(`-${suffix}`)).toBe(true);
      }),
    );
  });
});

describe('a price', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY])('is refused when it is %d', (price) => {
    expect(() => priceText(price)).toThrow(InvalidInputError);
  });

  it('is the number that it names', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (price) => {
        const written = priceText(price);
        expect(written).not.toMatch(/e/i);
        expect(Number(written)).toBe(price === 0 ? 0 : price);
      }),
    );
  });
});

it('quotes at most 200 characters of each foreign text, on one line', () => {
  const description = `line one\nline two ${'x'.repeat(500)}`;
  const facts = { vendor: 'katapult', operation: 'tasks.get', status: 404, code: 'task_not_found' };
  const formatted = formatError(new ApiError({ ...facts, details: { description } }), 'Module command');
  expect(formatted).toMatch(/^Module command \[http: 404\]: task_not_found: line one line two x+…$/);
  expect(formatted.length).toBeLessThan(260);
});
