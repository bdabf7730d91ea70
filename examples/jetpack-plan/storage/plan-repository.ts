import type { DatabaseSync } from 'node:sqlite';
import type { PlanRecord, PlanRepository } from 'reseller-sdk/jetpack/plans';
import { saveRecord } from './save-record.ts';

/** Records of plans in SQLite: a row of JSON per service, with an index on what is searched for. */
export class SqlitePlanRepository implements PlanRepository {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async load(serviceKey: string): Promise<PlanRecord | null> {
    return this.#records('WHERE service_key = ?', serviceKey)[0] ?? null;
  }

  async due(now: string, limit: number): Promise<readonly PlanRecord[]> {
    return this.#records('WHERE next_check_at <= ? ORDER BY next_check_at, service_key LIMIT ?', now, limit);
  }

  async save(record: PlanRecord, expectedVersion: number): Promise<void> {
    const unique = { column: 'claim', value: record.claim };
    saveRecord(this.#database, 'plans', record, expectedVersion, unique);
  }

  /** All of them, for people. */
  async list(): Promise<readonly PlanRecord[]> {
    return this.#records('ORDER BY service_key');
  }

  #records(where: string, ...values: readonly (string | number)[]): PlanRecord[] {
    const rows = this.#database.prepare(`SELECT record FROM plans ${where}`).all(...values);
    return rows.map(({ record }) => JSON.parse(String(record)));
  }
}
