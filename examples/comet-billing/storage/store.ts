import type { DatabaseSync } from 'node:sqlite';
import { SqliteCreditLedgerRepository } from '../../storage-sqlite/repository.ts';
import { ChargeStore } from './charges.ts';
import { openDatabase } from './database.ts';
import { PortalSnapshotStore } from './portal-snapshots.ts';
import { ReportStore } from './reports.ts';
import { ServerUsageStore } from './server-usage.ts';

/** Everything the job keeps, in one SQLite file. */
export interface Store {
  readonly database: DatabaseSync;
  readonly serverUsage: ServerUsageStore;
  readonly snapshots: PortalSnapshotStore;
  readonly charges: ChargeStore;
  readonly reports: ReportStore;
  readonly creditLedger: SqliteCreditLedgerRepository;
}

/** Opens the store in a file, or in memory with `:memory:`. */
export function openStore(file: string): Store {
  const database = openDatabase(file);
  return {
    database,
    serverUsage: new ServerUsageStore(database),
    snapshots: new PortalSnapshotStore(database),
    charges: new ChargeStore(database),
    reports: new ReportStore(database),
    creditLedger: new SqliteCreditLedgerRepository(database),
  };
}
