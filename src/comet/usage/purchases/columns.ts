import { InvalidInputError, type Issue } from '../../../core/errors/input.ts';
import type { CsvRecord } from './csv-records.ts';
import type { PurchaseColumn, PurchaseIssueCode } from './purchase-file.ts';

const COLUMNS: readonly PurchaseColumn[] = ['Date', 'Type', 'Item', 'Credit Amount', 'Cost'];

/** Where the columns of a purchase file stand; columns with other titles play no part. */
export class Columns {
  readonly #places: ReadonlyMap<PurchaseColumn, number>;
  readonly #count: number;

  /**
   * @param header the first record that is not blank, if there is one
   * @throws InvalidInputError naming every column that is missing (`COLUMN_MISSING`) or stands there more than
   *   once (`COLUMN_REPEATED`)
   */
  constructor(header: CsvRecord | undefined) {
    const titles = (header?.cells ?? []).map((cell) => cell.trim().toLowerCase());
    const issues = COLUMNS.flatMap((column) => problemsOf(column, titles));
    const [first, ...others] = issues;
    if (first !== undefined) {
      const shared = others.every(({ code }) => code === first.code);
      throw new InvalidInputError('the purchase file', issues, shared ? first.code : undefined);
    }
    this.#places = new Map(COLUMNS.map((column) => [column, titles.indexOf(column.toLowerCase())]));
    this.#count = titles.length;
  }

  /** The text of a cell; a record that ends before it leaves it blank. */
  cell({ cells }: CsvRecord, column: PurchaseColumn): string {
    return cells[this.#places.get(column) ?? -1] ?? '';
  }

  /** What keeps a record from being looked at: its texts may stand in columns where they do not belong. */
  problemOf({ cells }: CsvRecord): PurchaseIssueCode | undefined {
    return isBlank(cells.slice(this.#count)) ? undefined : 'TOO_MANY_CELLS';
  }
}

/** Whether the cells say nothing. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

function problemsOf(column: PurchaseColumn, titles: readonly string[]): Issue[] {
  const title = column.toLowerCase();
  const place = titles.indexOf(title);
  if (place === -1) {
    return [{ path: column, message: 'is no column of the first line', code: 'COLUMN_MISSING' }];
  }
  if (titles.lastIndexOf(title) === place) return [];
  return [{ path: column, message: 'is the title of several columns', code: 'COLUMN_REPEATED' }];
}
