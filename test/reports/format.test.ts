import { formatBytes, formatMoney, formatSignedMoney } from 'reseller-sdk/reports';
import { describe, expect, it } from 'vitest';

describe('formatBytes', () => {
  it.each([
    ['0', '0 B'],
    ['1023', '1023 B'],
    ['1024', '1 KB'],
    ['1536', '1.5 KB'],
    ['1541', '1.5 KB'],
    ['1546', '1.51 KB'],
    ['1048575', '1 MB'],
    ['1099511627776', '1 TB'],
    ['1125899906842624', '1 PB'],
    ['1152921504606846976', '1 EB'],
    ['2361183241434822606848', '2048 EB'],
  ])('prints %s bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
    expect(formatBytes(BigInt(bytes))).toBe(text);
  });

  it('refuses a part of a byte and less than none', () => {
    expect(() => formatBytes('1.5')).toThrow(expect.objectContaining({ code: 'SCALE_EXCEEDED' }));
    expect(() => formatBytes(-1)).toThrow(expect.objectContaining({ name: 'InvalidInputError' }));
  });
});

describe('formatMoney', () => {
  it.each([
    ['0', '0.00'],
    ['1234567.5', '1234567.50'],
    ['0.005', '0.01'],
    ['-0.005', '-0.01'],
    ['-0.004', '0.00'],
    ['-0.13333333', '-0.13'],
  ])('prints %s as %s', (amount, text) => {
    expect(formatMoney(amount)).toBe(text);
    expect(formatMoney(amount, 'USD')).toBe(`${text} USD`);
  });

  it('signs what is above 0, and nothing that rounds to it', () => {
    expect(['2', '-2', '0', '0.004'].map((amount) => formatSignedMoney(amount))).toEqual([
      '+2.00',
      '-2.00',
      '0.00',
      '0.00',
    ]);
  });
});
