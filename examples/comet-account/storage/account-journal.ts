import type { DatabaseSync } from 'node:sqlite';
import { ConcurrencyError } from 'reseller-sdk';
import type { AccountJournal, AccountRecord, JournalEntry } from 'reseller-sdk/comet/provisioning';

/** How far the creation of each account has come, in SQLite: a row of JSON per service, one statement per save. */
export class SqliteAccountJournal implements AccountJournal {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async load(serviceKey: string): Promise<JournalEntry | undefined> {
    const sql = 'SELECT record, version FROM comet_journal WHERE service_key = ?';
    const row = this.#database.prepare(sql).get(serviceKey);
    return row && { record: JSON.parse(String(row['record'])), version: Number(row['version']) };
  }

  async save(serviceKey: string, record: AccountRecord, expectedVersion: number): Promise<number> {
    const text = JSON.stringify(record);
    const { changes } =
      expectedVersion === 0
        ? this.#database
            .prepare(
              'INSERT INTO comet_journal (service_key, record, version) VALUES (?, ?, 1) ON CONFLICT DO NOTHING',
            )
            .run(serviceKey, text)
        : this.#database
            .prepare(
              'UPDATE comet_journal SET record = ?, version = version + 1 WHERE service_key = ? AND version = ?',
            )
            .run(text, serviceKey, expectedVersion);
    if (changes === 1) return expectedVersion + 1;
    throw new ConcurrencyError(
      `The journal of service ${serviceKey} is not at version ${expectedVersion} any more`,
      'VERSION_CONFLICT',
    );
  }
}
