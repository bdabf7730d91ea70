import { formatUnits, parseAmount } from '../../../core/amount.ts';
import type { Day } from '../../../core/time.ts';
import { parseMoney, parseVendorDay, type Reading } from '../../portal/index.ts';
import { DecimalSum } from '../decimal-sum.ts';
import type { Columns } from './columns.ts';
import type { CsvRecord } from './csv-records.ts';
import type { PurchaseColumn, PurchaseIssue, PurchaseIssueCode } from './purchase-file.ts';

/** What a row is, by its Type. */
export type RowKind = 'purchase' | 'refund';

/** A row that can be booked. */
export interface ReadRow {
  readonly kind: RowKind;
  readonly line: number;
  readonly at: Day;
  /** As it arrived, without blanks around it. */
  readonly item: string;
  /** The Item on one line. */
  readonly label: string | null;
  readonly cash: string;
  readonly bonus: string;
  /** Cash and bonus together. */
  readonly credit: string;
}

const MAX_LABEL = 200;
const CONTROL = /\p{Cc}/u;
/** Month first, a year of two or four digits, perhaps a time (rule X6, purchase files alone). */
const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})(?=\s|$)/;

/** What a Type says; undefined for every type that is neither (3.2). */
export function kindOf(type: string): RowKind | undefined {
  const lower = type.trim().toLowerCase();
  if (lower === 'customer purchase') return 'purchase';
  return lower.includes('refund') ? 'refund' : undefined;
}

/** Reads one row and keeps everything that is wrong with it. */
export class RowReader {
  readonly issues: PurchaseIssue[] = [];
  readonly #record: CsvRecord;
  readonly #columns: Columns;
  readonly #kind: RowKind;

  constructor(record: CsvRecord, columns: Columns, kind: RowKind) {
    this.#record = record;
    this.#columns = columns;
    this.#kind = kind;
  }

  /** The row, or undefined if there are issues. */
  read(): ReadRow | undefined {
    const at = this.#take(readDay(this.#cell('Date')), 'Date', 'DATE_MISSING', 'DATE_UNREADABLE');
    const item = this.#cell('Item').trim();
    const label = this.#label(item);
    const credit = this.#amount('Credit Amount');
    const cash = this.#amount('Cost');
    if (at === undefined || label === undefined || credit === undefined || cash === undefined)
      return undefined;
    if (!isPositive(cash)) return this.#refuse('COST_NOT_POSITIVE', 'Cost');
    const bonus = new DecimalSum().add(credit).subtract(cash).toString();
    if (bonus !== '0' && !isPositive(bonus)) return this.#refuse('CREDIT_BELOW_COST', 'Credit Amount');
    return { kind: this.#kind, line: this.#record.line, at, item, label, cash, bonus, credit };
  }

  #cell(column: PurchaseColumn): string {
    return this.#columns.cell(this.#record, column);
  }

  #label(item: string): string | null | undefined {
    const label = item.replace(/\s+/g, ' ');
    if (label.length > MAX_LABEL || CONTROL.test(label)) return this.#refuse('ITEM_UNREADABLE', 'Item');
    return label === '' || label === '-' ? null : label;
  }

  /** An amount in its one form; that of a refund is as large as shown, whatever its sign. */
  #amount(column: PurchaseColumn): string | undefined {
    const reading = parseMoney(this.#cell(column));
    const sent = this.#take(reading, column, 'AMOUNT_MISSING', 'NUMBER_UNREADABLE');
    if (sent === undefined) return undefined;
    const { units, scale } = parseAmount(sent);
    return formatUnits(this.#kind === 'refund' && units < 0n ? -units : units, scale);
  }

  #take<Value>(
    reading: Reading<Value>,
    column: PurchaseColumn,
    missing: PurchaseIssueCode,
    unreadable: PurchaseIssueCode,
  ): Value | undefined {
    if (!reading.ok) return this.#refuse(unreadable, column);
    return reading.value ?? this.#refuse(missing, column);
  }

  #refuse(code: PurchaseIssueCode, column: PurchaseColumn): undefined {
    this.issues.push({ code, line: this.#record.line, column, text: this.#cell(column) });
  }
}

/** A day of the portal, or one with slashes, which only this file has. */
function readDay(text: string): Reading<Day> {
  const reading = parseVendorDay(
    text.trim().replace(SLASHED, (_date, month: string, day: string, year: string) => {
      return `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    }),
  );
  return reading.ok ? reading : { ok: false, text };
}

function isPositive(decimal: string): boolean {
  return decimal !== '0' && !decimal.startsWith('-');
}
