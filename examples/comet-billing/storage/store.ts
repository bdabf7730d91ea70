import type { DatabaseSync } from 'node:sqlite';
import { SqliteCreditLedgerRepository } from '../../storage-sqlite/repository.ts';
import { ChargeStore } from './charges.ts';
import { openDatabase } from './database.ts';
import { FactStore } from './facts.ts';
import { JobRunStore } from './job-runs.ts';
import { SqliteReportRepository } from './reports.ts';
import { ServerUsageStore } from './server-usage.ts';
import { ServiceReportStore } from './service-reports.ts';
import { SqliteSnapshotRepository } from './snapshots.ts';

/** Everything the job keeps, in one SQLite file. */
export interface Store {
  readonly database: DatabaseSync;
  readonly serverUsage: ServerUsageStore;
  readonly facts: FactStore;
  readonly snapshots: SqliteSnapshotRepository;
  readonly services: ServiceReportStore;
  readonly charges: ChargeStore;
  readonly reports: SqliteReportRepository;
  readonly jobRuns: JobRunStore;
  readonly creditLedger: SqliteCreditLedgerRepository;
}

/** Opens the store in a file, or in memory with `:memory:`. */
export function openStore(file: string): Store {
  const database = openDatabase(file);
  return {
    database,
    serverUsage: new ServerUsageStore(database),
    facts: new FactStore(database),
    snapshots: new SqliteSnapshotRepository(database),
    services: new ServiceReportStore(database),
    charges: new ChargeStore(database),
    reports: new SqliteReportRepository(database),
    jobRuns: new JobRunStore(database),
    creditLedger: new SqliteCreditLedgerRepository(database),
  };
}
