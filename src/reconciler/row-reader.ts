import { InvalidInputError, type Issue } from '../core/errors/input.ts';
import type { InstantInput } from '../core/time.ts';
import type { Category } from './category.ts';
import { type Exact, type ExactColumn, ExactReader } from './exact.ts';
import type { PortalRow, ServerRow, ServerRowBasis } from './input.ts';
import { isInstant, NOT_AN_INSTANT } from './instants.ts';
import type { Line } from './price.ts';

/** Checks rows as they arrive and reads their numbers. What is wrong is gathered, so that it is told at once. */
export class RowReader {
  readonly numbers = new ExactReader();
  readonly #issues: Issue[] = [];
  /** Servers that rows name, and the first row that does. */
  readonly #servers = new Map<string, number>();
  #serverKey: string | undefined;
  #currency: string | null;
  #serverRows = 0;
  #portalRows = 0;

  /** @param currency of the report; null: the first that a row names */
  constructor(currency: string | null) {
    this.#currency = currency;
  }

  get currency(): string | null {
    return this.#currency;
  }

  /** How many portal rows were read. */
  get portalRows(): number {
    return this.#portalRows;
  }

  /** Takes in what was found to be wrong elsewhere. */
  refuse(issues: readonly Issue[]): void {
    for (const issue of issues) this.#issues.push(issue);
  }

  /** The quantity of a server row of a category; undefined if it cannot be counted. */
  serverRow({ serverKey, quantity, basis }: ServerRow, { columns }: Category): Exact | undefined {
    const index = this.#serverRows;
    this.#serverRows += 1;
    if (serverKey !== this.#serverKey) {
      this.#serverKey = serverKey;
      if (!this.#servers.has(serverKey)) this.#servers.set(serverKey, index);
    }
    if (basis !== null) this.#checkBasis(basis, `server.rows[${index}].basis`);
    const exact = columns.server.read(quantity);
    if (exact === undefined) this.#issues.push(notDecimal(`server.rows[${index}].quantity`));
    return exact;
  }

  /** A portal row as its category counts it; undefined if a number of it cannot be read. */
  portalRow(row: PortalRow, category: Category): Line | undefined {
    const index = this.#portalRows;
    this.#portalRows += 1;
    if (row.currency !== null) this.#checkCurrency(row.currency, index);
    const { columns } = category;
    const quantity = this.#number(row.quantity, columns.quantity, 'quantity', index);
    const printed =
      row.printedQuantity === row.quantity
        ? quantity
        : this.#number(row.printedQuantity, columns.printed, 'printedQuantity', index);
    const unitCost = this.#number(row.unitCost, columns.unitCost, 'unitCost', index);
    const amount = this.#number(row.amount, columns.amount, 'amount', index);
    if (quantity === undefined || printed === undefined || unitCost === undefined || amount === undefined) {
      return undefined;
    }
    return category.line(row.rowId, row.cycleDays, { quantity, printed, unitCost, amount });
  }

  /** @throws InvalidInputError with every issue; code `CURRENCY_MISMATCH` if rows of several currencies are among them */
  throwIssues(): void {
    const issues = this.#issues;
    if (issues.length === 0) return;
    const mixed = issues.some(({ code }) => code === 'CURRENCY_MISMATCH');
    throw new InvalidInputError('usage', issues, mixed ? 'CURRENCY_MISMATCH' : undefined);
  }

  /** Holds the servers that rows name against those that were described. */
  checkServers(described: ReadonlySet<string>): void {
    for (const [serverKey, index] of this.#servers) {
      if (described.has(serverKey)) continue;
      const message = `${JSON.stringify(serverKey)} is not among the servers`;
      this.#issues.push({ path: `server.rows[${index}].serverKey`, message });
    }
  }

  #number(text: string | null, column: ExactColumn, name: string, index: number): Exact | null | undefined {
    if (text === null) return null;
    const exact = column.read(text);
    if (exact === undefined) this.#issues.push(notDecimal(`portal.rows[${index}].${name}`));
    return exact;
  }

  #checkCurrency(currency: string, index: number): void {
    this.#currency ??= currency;
    if (currency === this.#currency) return;
    const message = `is ${currency}, the report is in ${this.#currency}; reconcile each currency alone`;
    this.#issues.push({ path: `portal.rows[${index}].currency`, message, code: 'CURRENCY_MISMATCH' });
  }

  #checkBasis({ lastJob, lastSuccess, lastJobAt, lastSuccessAt }: ServerRowBasis, path: string): void {
    const count = (text: string | null, name: string): void => {
      if (text !== null && this.numbers.read(text) === undefined) {
        this.#issues.push(notDecimal(`${path}.${name}`));
      }
    };
    const instant = (input: InstantInput | null, name: string): void => {
      if (input !== null && !isInstant(input)) {
        this.#issues.push({ path: `${path}.${name}`, message: NOT_AN_INSTANT });
      }
    };
    count(lastJob, 'lastJob');
    count(lastSuccess, 'lastSuccess');
    instant(lastJobAt, 'lastJobAt');
    instant(lastSuccessAt, 'lastSuccessAt');
  }
}

function notDecimal(path: string): Issue {
  return { path, message: 'must be a plain decimal', code: 'INVALID_AMOUNT' };
}
