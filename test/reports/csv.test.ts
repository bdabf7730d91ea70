import fc from 'fast-check';
import Papa from 'papaparse';
import { type CsvCell, csvOf } from 'reseller-sdk/reports';
import { describe, expect, it } from 'vitest';

/** Cells made of what CSV, spreadsheets and formulas care about. */
const nasty = fc.string({
  unit: fc.constantFrom(...'aZ0.5-+=@ ,;|"\'_:/()\t\r\n\u{feff}\u{200b}é＝'),
  maxLength: 8,
});
const cell: fc.Arbitrary<CsvCell> = fc.oneof(
  nasty,
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.tuple(fc.integer(), fc.nat()).map(([whole, decimals]) => `${whole}.${decimals}`),
  fc.double(),
  fc.constant(null),
);

/** What the library alone writes, all cells by all of its rules. */
function byTheLibrary(titles: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const text = Papa.unparse(
    { fields: [...titles], data: rows.map((row) => [...row]) },
    {
      escapeFormulae: /^(?!-?\d+(?:\.\d+)?$)(?:[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|[\t\r\n])/u,
      quotes: (value: unknown) => typeof value === 'string' && /[;\t|]/.test(value),
      newline: '\r\n',
    },
  );
  return `${text}\r\n`;
}

describe('csvOf', () => {
  it('law of the short cut: cells that spare their checks are written as the library writes them', () => {
    const titles = fc.array(nasty, { minLength: 1, maxLength: 4 });
    const rows = fc.array(fc.array(cell, { maxLength: 5 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(titles, rows, (names, table) => {
        expect(csvOf(names, table)).toBe(byTheLibrary(names, table));
      }),
      { numRuns: 2000 },
    );
  });

  it('writes the line of titles alone where there are no rows', () => {
    expect(csvOf(['a', 'b'], [])).toBe('a,b\r\n');
  });

  it('writes rows alone where there are no titles', () => {
    expect(csvOf([], [['a', 1], ['=b'], []])).toBe('a,1\r\n"\'=b"\r\n\r\n');
  });
});
