import type { DatabaseSync } from 'node:sqlite';
import { ConcurrencyError } from 'reseller-sdk';
import type {
  ManagedOrganizationRecord,
  ManagedOrganizationStore,
} from 'reseller-sdk/katapult/organizations';
import { transaction } from './database.ts';

/** Who has which managed organization, in SQLite: compare-and-set on the version, each organization once. */
export class SqliteOrganizationStore implements ManagedOrganizationStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async load(clientId: string): Promise<ManagedOrganizationRecord | undefined> {
    const found = this.#database.prepare('SELECT row FROM organizations WHERE client_id = ?').get(clientId);
    return found === undefined ? undefined : JSON.parse(String(found['row']));
  }

  async save(record: ManagedOrganizationRecord, expectedVersion: number): Promise<void> {
    transaction(this.#database, () => {
      this.#refuseTwins(record);
      if (this.#write(record, expectedVersion)) return;
      throw new ConcurrencyError(`${record.clientId} was saved by somebody else`, 'VERSION_CONFLICT');
    });
  }

  #refuseTwins({ clientId, organizationId }: ManagedOrganizationRecord): void {
    const sql = 'SELECT client_id FROM organizations WHERE organization_id = ? AND client_id <> ?';
    const twin = this.#database.prepare(sql).get(organizationId, clientId);
    if (twin === undefined) return;
    throw new ConcurrencyError(`${organizationId} belongs to another client`, 'DUPLICATE_KEY');
  }

  #write(record: ManagedOrganizationRecord, expectedVersion: number): boolean {
    const row = JSON.stringify(record);
    const { changes } =
      expectedVersion === 0
        ? this.#database
            .prepare(
              'INSERT INTO organizations (client_id, row) VALUES (?, ?) ON CONFLICT (client_id) DO NOTHING',
            )
            .run(record.clientId, row)
        : this.#database
            .prepare('UPDATE organizations SET row = ? WHERE client_id = ? AND version = ?')
            .run(row, record.clientId, expectedVersion);
    return changes === 1;
  }
}
