import type { DatabaseSync } from 'node:sqlite';
import { ConcurrencyError } from 'reseller-sdk';
import type { VmEvent, VmOutbox, VmOutboxRow, VmRecord, VmRepository } from 'reseller-sdk/katapult/vm';
import { transaction } from './database.ts';

/** Records of machines and the outbox of their events in SQLite: a row of JSON each, one transaction per save. */
export class SqliteVmRepository implements VmRepository, VmOutbox {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async load(serviceId: string): Promise<VmRecord | undefined> {
    return this.#records('WHERE service_id = ?', serviceId)[0];
  }

  async due(now: string, limit: number): Promise<readonly VmRecord[]> {
    return this.#records('WHERE next_poll_at <= ? ORDER BY next_poll_at, service_id LIMIT ?', now, limit);
  }

  async findByVmId(vmId: string): Promise<VmRecord | undefined> {
    return this.#records('WHERE vm_id = ?', vmId)[0];
  }

  async save(record: VmRecord, expectedVersion: number, events: readonly VmEvent[]): Promise<void> {
    transaction(this.#database, () => {
      if (!this.#write(record, expectedVersion)) {
        throw new ConcurrencyError(
          `${record.serviceId} is not at version ${expectedVersion} any more`,
          'VERSION_CONFLICT',
        );
      }
      const add = this.#database.prepare(
        'INSERT INTO vm_events (id, row) VALUES (?, ?) ON CONFLICT DO NOTHING',
      );
      for (const event of events) add.run(event.id, JSON.stringify(event));
    });
  }

  async pending(after: number, limit: number): Promise<readonly VmOutboxRow[]> {
    const sql = `SELECT position, row FROM vm_events WHERE delivered = 0 AND position > ?
      ORDER BY position LIMIT ?`;
    const rows = this.#database.prepare(sql).all(after, limit);
    return rows.map(({ position, row }) => ({ position: Number(position), event: JSON.parse(String(row)) }));
  }

  async markDelivered(eventId: string): Promise<void> {
    this.#database.prepare('UPDATE vm_events SET delivered = 1 WHERE id = ?').run(eventId);
  }

  #write(record: VmRecord, expectedVersion: number): boolean {
    const row = JSON.stringify(record);
    const sql =
      expectedVersion === 0
        ? 'INSERT INTO vm_records (row, service_id) VALUES (?, ?) ON CONFLICT DO NOTHING'
        : 'UPDATE vm_records SET row = ? WHERE service_id = ? AND version = ?';
    const version = expectedVersion === 0 ? [] : [expectedVersion];
    return this.#database.prepare(sql).run(row, record.serviceId, ...version).changes === 1;
  }

  #records(where: string, ...values: readonly (string | number)[]): VmRecord[] {
    const rows = this.#database.prepare(`SELECT row FROM vm_records ${where}`).all(...values);
    return rows.map(({ row }) => JSON.parse(String(row)));
  }
}
