import type { DatabaseSync } from 'node:sqlite';
import type { RateProvider } from 'reseller-sdk/invoice-policy';
import { text } from './columns.ts';
import { prepared } from './database.ts';

/** The exchange rates of the billing system: units per one unit of its base currency. */
export class SqliteRates implements RateProvider {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async latest(): Promise<Readonly<Record<string, string>>> {
    const rows = prepared(this.#database, 'SELECT currency, units FROM rates').all();
    return Object.fromEntries(rows.map((row) => [text(row['currency']), text(row['units'])]));
  }
}
