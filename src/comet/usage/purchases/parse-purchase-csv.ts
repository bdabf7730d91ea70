import type { InvalidInputError } from '../../../core/errors/input.ts';
import { type NumberedRow, numberRows } from '../../../identity/index.ts';
import { DecimalSum } from '../decimal-sum.ts';
import { Columns, isBlank } from './columns.ts';
import { type CsvRecord, csvRecords } from './csv-records.ts';
import type { PurchaseFile, PurchaseIssue, PurchaseRow, PurchaseSums, SkippedRow } from './purchase-file.ts';
import { kindOf, type ReadRow, type RowKind, RowReader } from './read-row.ts';
import { refusal } from './refusal.ts';

/** Far more than a reseller buys, and little enough to be read at once. */
const MAX_LENGTH = 8_000_000;
const MAX_ROWS = 100_000;

/**
 * Reads the purchases that the vendor's portal exports as CSV. Pure; no zone plays a part.
 *
 * The first line names the columns Date, Type, Item, Credit Amount and Cost, in any order and case; others are
 * ignored. Type `Customer Purchase` buys, a type with `refund` in it takes back, every other type is listed under
 * `skipped`. The Credit Amount contains the Cost; what it exceeds it by is the bonus. Days are those of the
 * portal's reports, and `M/D/YY` or `M/D/YYYY`; money is read as `parseMoney` reads it. What cannot be read is an
 * issue with its line and text, never a guess, and the other rows count all the same.
 *
 * The result is what `CreditLedger.importPurchases` takes. Show a person `issues` and `skipped` first.
 *
 * Source: credit ledger 3.2, rules X6, X7 and X8.
 * @param text the whole file, decoded; a byte order mark is fine
 * @throws InvalidInputError for the file as a whole: `COLUMN_MISSING` or `COLUMN_REPEATED` with every such column;
 *   `QUOTES_BROKEN` with the line of a row in which a quoted cell does not end, or text follows its closing quote;
 *   `FILE_TOO_LARGE` beyond 8 million characters, 100,000 rows, or 16,000 characters in a row
 */
export function parsePurchaseCsv(text: string): PurchaseFile {
  const records = filledRecords(text);
  const header = records.next();
  const columns = new Columns(header.done === true ? undefined : header.value);
  const read: ReadRow[] = [];
  const skipped: SkippedRow[] = [];
  const issues: PurchaseIssue[] = [];
  let rows = 0;
  for (const record of records) {
    rows += 1;
    const { line, text: raw } = record;
    const problem = columns.problemOf(record);
    const type = columns.cell(record, 'Type');
    const kind = kindOf(type);
    if (problem !== undefined) issues.push({ code: problem, line, column: null, text: raw });
    else if (kind === undefined) skipped.push({ line, type, text: raw });
    else {
      const reader = new RowReader(record, columns, kind);
      const row = reader.read();
      if (row === undefined) issues.push(...reader.issues);
      else read.push(row);
    }
  }
  const numbered = numberRows(read, contentOf);
  const refused = rows - read.length - skipped.length;
  return {
    purchases: rowsOf(numbered, 'purchase'),
    refunds: rowsOf(numbered, 'refund'),
    skipped,
    issues,
    totals: { rows, refused, ...sumsOf(read) },
  };
}

/** The records that say something. */
function* filledRecords(text: string): Generator<CsvRecord, void> {
  if (typeof text !== 'string') throw refusal('text', 'must be text');
  if (text.length > MAX_LENGTH) throw tooLarge(`${MAX_LENGTH} characters`);
  let records = 0;
  for (const record of csvRecords(text)) {
    if (isBlank(record.cells)) continue;
    records += 1;
    if (records > MAX_ROWS + 1) throw tooLarge(`${MAX_ROWS} rows`);
    yield record;
  }
}

function tooLarge(limit: string): InvalidInputError {
  return refusal('text', `has more than ${limit}`, 'FILE_TOO_LARGE');
}

/** What makes up the identity of a row. Source: X8. */
function contentOf({ kind, at, item, credit, cash }: ReadRow): readonly string[] {
  return ['purchase/1', kind, at, item, credit, cash];
}

function rowsOf(numbered: readonly NumberedRow<ReadRow>[], wanted: RowKind): PurchaseRow[] {
  return numbered
    .filter(({ row }) => row.kind === wanted)
    .map(({ id, fingerprint, occurrence, row: { line, at, label, cash, bonus } }) => {
      return { id, fingerprint, occurrence, line, at, label, cash, bonus, currency: 'USD' };
    });
}

function sumsOf(rows: readonly ReadRow[]): Pick<PurchaseFile['totals'], 'purchases' | 'refunds' | 'net'> {
  const purchases = sumOf(rows.filter(({ kind }) => kind === 'purchase'));
  const refunds = sumOf(rows.filter(({ kind }) => kind === 'refund'));
  const net = (figure: 'cash' | 'bonus' | 'credit'): string =>
    new DecimalSum().add(purchases[figure]).subtract(refunds[figure]).toString();
  return { purchases, refunds, net: { cash: net('cash'), bonus: net('bonus'), credit: net('credit') } };
}

function sumOf(rows: readonly ReadRow[]): PurchaseSums {
  const sum = { cash: new DecimalSum(), bonus: new DecimalSum(), credit: new DecimalSum() };
  for (const { cash, bonus, credit } of rows) {
    sum.cash.add(cash);
    sum.bonus.add(bonus);
    sum.credit.add(credit);
  }
  return { rows: rows.length, cash: `${sum.cash}`, bonus: `${sum.bonus}`, credit: `${sum.credit}` };
}
