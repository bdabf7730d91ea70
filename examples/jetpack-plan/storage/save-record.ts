import type { DatabaseSync } from 'node:sqlite';
import { ConcurrencyError } from 'reseller-sdk';
import { transaction } from './database.ts';

/** A record of either kind. */
interface Versioned {
  readonly serviceKey: string;
  readonly version: number;
}

/** What no two services may have: the value of a column. */
interface Unique {
  readonly column: string;
  readonly value: string | null;
}

/**
 * Writes a record over the version that its writer has read, in one transaction.
 *
 * @throws ConcurrencyError `VERSION_CONFLICT` when another was first, `DUPLICATE_KEY` when another service has the value
 */
export function saveRecord(
  database: DatabaseSync,
  table: 'plans' | 'licenses',
  record: Versioned,
  expectedVersion: number,
  { column, value }: Unique,
): void {
  const { serviceKey } = record;
  const one = (sql: string, ...values: readonly (string | null)[]) => database.prepare(sql).get(...values);
  transaction(database, () => {
    const stored = one(`SELECT version FROM ${table} WHERE service_key = ?`, serviceKey);
    if (Number(stored?.['version'] ?? 0) !== expectedVersion) {
      throw new ConcurrencyError(`Another worker was first at service ${serviceKey}`, 'VERSION_CONFLICT');
    }
    const holder = `SELECT service_key FROM ${table} WHERE ${column} = ? AND service_key <> ?`;
    if (one(holder, value, serviceKey) !== undefined) {
      throw new ConcurrencyError(`Another service has the ${column} of ${serviceKey}`, 'DUPLICATE_KEY');
    }
    const sql = `INSERT INTO ${table} (service_key, record) VALUES (?, ?)
      ON CONFLICT (service_key) DO UPDATE SET record = excluded.record`;
    database.prepare(sql).run(serviceKey, JSON.stringify(record));
  });
}
