import type { DatabaseSync } from 'node:sqlite';
import type { LicenseRecord, LicenseRepository } from 'reseller-sdk/jetpack/licenses';
import { saveRecord } from './save-record.ts';

/** Records of licenses in SQLite: a row of JSON per service, with an index on what is searched for. */
export class SqliteLicenseRepository implements LicenseRepository {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async load(serviceKey: string): Promise<LicenseRecord | null> {
    return this.#records('WHERE service_key = ?', serviceKey)[0] ?? null;
  }

  async findByLicenseKey(licenseKey: string): Promise<LicenseRecord | null> {
    return this.#records('WHERE license_key = ?', licenseKey)[0] ?? null;
  }

  async listOpen(): Promise<readonly LicenseRecord[]> {
    return this.#records("WHERE status IN ('issuing', 'unsettled', 'revoking') ORDER BY service_key");
  }

  async save(record: LicenseRecord, expectedVersion: number): Promise<void> {
    const unique = { column: 'license_key', value: record.licenseKey };
    saveRecord(this.#database, 'licenses', record, expectedVersion, unique);
  }

  /** All of them, for people. */
  async list(): Promise<readonly LicenseRecord[]> {
    return this.#records('ORDER BY service_key');
  }

  #records(where: string, ...values: readonly string[]): LicenseRecord[] {
    const rows = this.#database.prepare(`SELECT record FROM licenses ${where}`).all(...values);
    return rows.map(({ record }) => JSON.parse(String(record)));
  }
}
