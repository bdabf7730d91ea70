import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  actionTokenStoreCases,
  managedOrganizationStoreCases,
  vmRepositoryCases,
} from 'reseller-sdk/testing';
import { describe, it } from 'vitest';
import { prepareDatabase } from '../../../examples/katapult-vm/storage/database.ts';
import { SqliteOrganizationStore } from '../../../examples/katapult-vm/storage/organization-store.ts';
import { SqliteActionTokenStore } from '../../../examples/katapult-vm/storage/token-store.ts';
import { SqliteVmRepository } from '../../../examples/katapult-vm/storage/vm-repository.ts';
import { FaultyDatabase } from '../storage-sqlite/faulty-database.ts';

/** An empty file, stores on connections to it, and faults at statements of the first one. */
function open<Store>(storeOn: (database: DatabaseSync) => Store) {
  const folder = mkdtempSync(join(tmpdir(), 'katapult-vm-storage-'));
  const file = join(folder, 'shop.sqlite');
  const connections: DatabaseSync[] = [];
  const connected = <Database extends DatabaseSync>(database: Database): Database => {
    connections.push(database);
    return prepareDatabase(database);
  };
  const first = connected(new FaultyDatabase(file));
  return {
    store: storeOn(first),
    connect: () => storeOn(connected(new DatabaseSync(file))),
    failAt: (statement: number) => first.failAt(statement),
    close: () => {
      for (const connection of connections) connection.close();
      rmSync(folder, { recursive: true });
    },
  };
}

describe('the storage of the shop keeps the rules of', () => {
  describe('machines and their events', () => {
    const cases = vmRepositoryCases(() => open((database) => new SqliteVmRepository(database)));
    for (const { name, run } of cases) it(name, run);
  });

  describe('managed organizations', () => {
    const cases = managedOrganizationStoreCases(() =>
      open((database) => new SqliteOrganizationStore(database)),
    );
    for (const { name, run } of cases) it(name, run);
  });

  describe('action tokens', () => {
    const cases = actionTokenStoreCases(() => open((database) => new SqliteActionTokenStore(database)));
    for (const { name, run } of cases) it(name, run);
  });
});
