import { InvalidInputError } from '../../core/errors/input.ts';

/** Rows in the order of a key, read one ahead. */
export class SortedRows<Row> {
  readonly #rows: Iterator<Row> | AsyncIterator<Row>;
  readonly #keyOf: (row: Row) => string;
  readonly #path: string;
  #next: { readonly row: Row; readonly key: string } | undefined;
  /** The source has neither ended nor failed, and was not closed. */
  #isOpen = true;
  #index = 0;

  /** @param path of the rows in errors */
  constructor(rows: Iterable<Row> | AsyncIterable<Row>, keyOf: (row: Row) => string, path: string) {
    this.#rows = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
    this.#keyOf = keyOf;
    this.#path = path;
  }

  /** Key of the next row; undefined when there is none left, or none was read yet. */
  get key(): string | undefined {
    return this.#next?.key;
  }

  /** Reads the first row. */
  async open(): Promise<void> {
    await this.#advance();
  }

  /** Hands over the rows that have a key, one by one. @throws InvalidInputError `NOT_SORTED` */
  async drain(key: string, take: (row: Row) => void): Promise<void> {
    for (let next = this.#next; next !== undefined && next.key === key; next = this.#next) {
      take(next.row);
      await this.#advance();
    }
  }

  /** Tells the source that nothing more is wanted, once, and not if it knows. */
  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#rows.return?.();
  }

  async #advance(): Promise<void> {
    const { done, value } = await this.#read();
    if (done === true) {
      this.#next = undefined;
      return;
    }
    const key = this.#keyOf(value);
    if (this.#next !== undefined && key < this.#next.key) this.#refuse(key, this.#next.key);
    this.#next = { row: value, key };
    this.#index += 1;
  }

  async #read(): Promise<IteratorResult<Row>> {
    try {
      const result = await this.#rows.next();
      if (result.done === true) this.#isOpen = false;
      return result;
    } catch (error) {
      this.#isOpen = false;
      throw error;
    }
  }

  #refuse(key: string, last: string): never {
    const message =
      `${JSON.stringify(key)} comes after ${JSON.stringify(last)}; ` +
      'sort the rows by device id, or leave out "sorted"';
    const issue = { path: `${this.#path}[${this.#index}]`, message, code: 'NOT_SORTED' };
    throw new InvalidInputError('sorted rows', [issue], 'NOT_SORTED');
  }
}
