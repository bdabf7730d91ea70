import fc from 'fast-check';
import { InvalidInputError } from 'reseller-sdk';
import { type PurchaseColumn, parsePurchaseCsv } from 'reseller-sdk/comet/usage/purchases';
import { describe, expect, it } from 'vitest';

const TITLES: readonly PurchaseColumn[] = ['Date', 'Type', 'Item', 'Credit Amount', 'Cost'];
const HEADER = TITLES.join(',');

interface Pack {
  readonly isRefund: boolean;
  readonly day: number;
  readonly item: string;
  readonly cents: number;
  readonly bonusCents: number;
}

const items = fc
  .string({ unit: fc.constantFrom(...'ab ,"\'=-;$0.'), maxLength: 12 })
  .map((text) => text.trim().replace(/ +/g, ' '));

const packs: fc.Arbitrary<Pack> = fc.record({
  isRefund: fc.boolean(),
  day: fc.integer({ min: 1, max: 28 }),
  item: items,
  cents: fc.integer({ min: 1, max: 500_000_000 }),
  bonusCents: fc.nat(50_000_000),
});

const dollars = (cents: number): string => (cents / 100).toFixed(2);
const grouped = (cents: number): string => {
  const [whole = '', fraction = ''] = dollars(cents).split('.');
  return `${[...whole].map((digit, at) => (at > 0 && (whole.length - at) % 3 === 0 ? `,${digit}` : digit)).join('')}.${fraction}`;
};

/** A second, simple writer of CSV: every cell in quotes, or only those that need them; line ends by turns. */
function write(rows: readonly (readonly string[])[], newlines: readonly string[], quoteAll: boolean): string {
  const cell = (text: string): string =>
    quoteAll || /[",\r\n]/.test(text) ? `"${text.split('"').join('""')}"` : text;
  const newline = (at: number): string => (at === 0 ? '' : (newlines[at % newlines.length] ?? ''));
  return rows.map((row, at) => `${newline(at)}${row.map(cell).join(',')}`).join('');
}

interface WrittenFile {
  readonly rows: readonly Pack[];
  readonly order: readonly string[];
  readonly newlines: readonly string[];
  readonly quoteAll: boolean;
}

const files: fc.Arbitrary<WrittenFile> = fc.record({
  rows: fc.array(packs, { maxLength: 20 }),
  order: fc.shuffledSubarray([...TITLES, 'Receipt', 'Note'], { minLength: 7, maxLength: 7 }),
  newlines: fc.array(fc.constantFrom('\n', '\r\n', '\r'), { minLength: 1, maxLength: 3 }),
  quoteAll: fc.boolean(),
});

function textOf({ rows, order, newlines, quoteAll }: WrittenFile): string {
  const lines = rows.map(({ isRefund, day, item, cents, bonusCents }) => {
    const cells: Record<string, string> = {
      Date: `3/${day}/26`,
      Type: isRefund ? 'Purchase Refund' : 'Customer Purchase',
      Item: item,
      'Credit Amount': `$${grouped(cents + bonusCents)}`,
      Cost: dollars(cents),
    };
    return order.map((title) => cells[title] ?? 'x\ny');
  });
  return write([order, ...lines], newlines, quoteAll);
}

function readBack(
  rows: readonly { line: number; at: string; label: string | null; cash: string; bonus: string }[],
) {
  return rows.map(({ line, at, label, cash, bonus }) => ({
    line,
    at,
    label,
    cash: Number(cash),
    bonus: Number(bonus),
  }));
}

function refusalOf(text: string): InvalidInputError | undefined {
  try {
    parsePurchaseCsv(text);
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
    throw error;
  }
  return undefined;
}

describe('the purchase file', () => {
  it('law of the other writer: what another program writes comes back, on its line', () => {
    fc.assert(
      fc.property(files, (file) => {
        const { purchases, refunds, issues, skipped, totals } = parsePurchaseCsv(textOf(file));
        const expected = file.rows.map(({ isRefund, day, item, cents, bonusCents }, index) => ({
          isRefund,
          // Each row has two cells with a line end in them.
          line: 2 + index * 3,
          at: `2026-03-${String(day).padStart(2, '0')}`,
          label: item === '' || item === '-' ? null : item,
          cash: cents / 100,
          bonus: bonusCents / 100,
        }));
        const only = (wanted: boolean) =>
          expected.filter(({ isRefund }) => isRefund === wanted).map(({ isRefund: _, ...row }) => row);
        expect(readBack(purchases)).toEqual(only(false));
        expect(readBack(refunds)).toEqual(only(true));
        expect([issues, skipped, totals.rows]).toEqual([[], [], file.rows.length]);
      }),
    );
  });

  it('law of identity: ids differ inside a file, and a file with more rows keeps those that were there', () => {
    fc.assert(
      fc.property(files, fc.array(packs, { maxLength: 5 }), (file, more) => {
        const before = parsePurchaseCsv(textOf(file));
        const after = parsePurchaseCsv(textOf({ ...file, rows: [...file.rows, ...more] }));
        const ids = [...after.purchases, ...after.refunds].map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(after.purchases.slice(0, before.purchases.length)).toEqual(before.purchases);
        expect(after.refunds.slice(0, before.refunds.length)).toEqual(before.refunds);
      }),
    );
  });

  it('law of one place: any text is refused as a whole, or each of its rows stands in exactly one list', () => {
    const noise = fc.string({
      unit: fc.constantFrom(
        ...'",\n\r\t $-()=10/',
        'Customer Purchase',
        'Refund',
        '2026-01-05',
        HEADER,
        '\u0000',
        '\uD800',
      ),
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.constantFrom('', `${HEADER}\n`, `\uFEFF${HEADER}\r\n`), noise, (start, text) => {
        let file: ReturnType<typeof parsePurchaseCsv>;
        try {
          file = parsePurchaseCsv(start + text);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInputError);
          return;
        }
        const refused = new Set(file.issues.map(({ line }) => line));
        const lines = [...file.purchases, ...file.refunds, ...file.skipped].map(({ line }) => line);
        expect(new Set([...refused, ...lines]).size).toBe(file.totals.rows);
        expect(refused.size + lines.length).toBe(file.totals.rows);
        expect(refused.size).toBe(file.totals.refused);
      }),
      { numRuns: 2000 },
    );
  });

  it('law of whole files: a row with broken quotes refuses the file, on its line, whatever stands around it', () => {
    const misplaced = fc.constantFrom('x,"a"b,1', '"a" "b', '"a"b"c",x', `"${'"a '.repeat(9000)}`);
    const unended = fc.constantFrom('"', 'x,"a', '"a""b', '"\n1,2', `"${'a,'.repeat(9000)}`);
    // Behind a quote that does not end, the next one would end it.
    const rests = fc.oneof(
      fc.tuple(misplaced, files.map(textOf)),
      fc.tuple(unended, fc.constantFrom('', 'x,y\n')),
    );
    fc.assert(
      fc.property(files, rests, (before, [row, behind]) => {
        const line = 2 + before.rows.length * 3;
        expect(refusalOf(`${textOf(before)}\n${row}\n${behind}`)).toMatchObject({
          code: 'QUOTES_BROKEN',
          issues: [{ path: `line ${line}`, code: 'QUOTES_BROKEN' }],
        });
      }),
    );
  });

  it('refuses what is no text or too large, before it reads all of it', () => {
    const code = (text: string) => refusalOf(text)?.code;
    expect(code(Buffer.from(HEADER) as never)).toBe('INVALID_INPUT');
    expect(code(`${HEADER}\n${'x'.repeat(8_000_000)}`)).toBe('FILE_TOO_LARGE');
    expect(code(`${HEADER}\n${'x\n'.repeat(100_001)}`)).toBe('FILE_TOO_LARGE');
    const large = parsePurchaseCsv(`${HEADER}\n${'x\n'.repeat(100_000)}${'\n'.repeat(200_000)}`);
    expect(large.totals.rows).toBe(100_000);
  });

  it('reads rows of up to 16,000 characters, wherever they stand', () => {
    const row = (length: number, cell: string): string => `${cell}${' '.repeat(length - cell.length)}`;
    const before = fc.nat(15_999).map((length) => `${HEADER}\n${'x'.repeat(length)}\n`);
    const after = fc.constantFrom('', '\n', '\nx', `\n${'x\n'.repeat(9000)}`);
    const cell = fc.constantFrom('"a"', '"a",b', 'a,"b"', 'a');
    fc.assert(
      fc.property(before, after, cell, (start, end, text) => {
        expect(refusalOf(`${start}${row(16_000, text)}${end}`)).toBeUndefined();
        expect(refusalOf(`${start}${row(16_001, text)}${end}`)).toMatchObject({
          issues: [{ path: 'line 3' }],
        });
      }),
    );
  });

  it.each([
    ['text behind closing quotes', (length: number) => `"${'"x'.repeat(length / 2)},1,1,1,1\n`],
    [
      'and many blanks behind it',
      (length: number) => `"${'"x'.repeat(length / 4)}${' '.repeat(length / 2)},1\n`,
    ],
    ['a quote that does not end', (length: number) => `x,"${'x,'.repeat(length / 2)}`],
    ['rows that begin a quote', (length: number) => 'x,"x\n'.repeat(length / 5)],
  ])('is done with broken quotes at once: %s', (_name, write) => {
    for (const length of [320_000, 2_000_000, 7_000_000]) {
      const text = `${HEADER}\n${write(length)}`;
      const start = performance.now();
      expect(refusalOf(text)).toMatchObject({ code: 'QUOTES_BROKEN', issues: [{ path: 'line 2' }] });
      // In the square of the length, two million characters would take minutes.
      expect(performance.now() - start).toBeLessThan(3000);
    }
  });
});
