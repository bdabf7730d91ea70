import type { DatabaseSync } from 'node:sqlite';
import { ConcurrencyError } from 'reseller-sdk';
import type { ReportRepository, SavedReport, SavedReportHeader, SealedReport } from 'reseller-sdk/reconciler';
import { readRow } from './database.ts';

const HEADER = `json_object('reportId', CAST(id AS TEXT), 'savedAt', saved_at, 'status', status, 'sha256', hash)
  AS header`;

/** Saved reconciliation reports. They are added, never changed. */
export class SqliteReportRepository implements ReportRepository {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** A number that no report has yet; two programs may be told the same one, and `add` refuses the second. */
  nextId(): string {
    const row = this.#database.prepare('SELECT count(*) + 1 AS next FROM reports').get();
    return String(row?.['next']);
  }

  /** UTC days whose collections a report compares. */
  collectedDays(): readonly string[] {
    const sql = `SELECT DISTINCT substr(server.value ->> 'collectedAt', 1, 10) AS day
      FROM reports, json_each(report ->> 'json', '$.completeness.servers') AS server WHERE day IS NOT NULL`;
    return this.#database
      .prepare(sql)
      .all()
      .map(({ day }) => String(day));
  }

  async add({ reportId, savedAt, status, sha256, sealed }: SavedReport): Promise<void> {
    const { changes } = this.#database
      .prepare('INSERT OR IGNORE INTO reports (id, saved_at, status, hash, report) VALUES (?, ?, ?, ?, ?)')
      .run(reportId, savedAt, status, sha256, JSON.stringify(sealed));
    if (Number(changes) === 1) return;
    const known = await this.find(reportId);
    if (known !== null && isSame(known.sealed, sealed)) return;
    const message = `Another report is saved as ${reportId}; save this one under its own id`;
    throw new ConcurrencyError(message, 'DUPLICATE_KEY');
  }

  async find(reportId: string): Promise<SavedReport | null> {
    const row = this.#database.prepare(`SELECT ${HEADER}, report FROM reports WHERE id = ?`).get(reportId);
    if (row === undefined) return null;
    return { ...readRow<SavedReportHeader>(row['header']), sealed: readRow<SealedReport>(row['report']) };
  }

  async list(
    limit: number,
    before?: Pick<SavedReportHeader, 'reportId' | 'savedAt'>,
  ): Promise<readonly SavedReportHeader[]> {
    const sql = `SELECT ${HEADER} FROM reports WHERE (saved_at, id) < (?, ?)
      ORDER BY saved_at DESC, id DESC LIMIT ?`;
    return this.#database
      .prepare(sql)
      .all(before?.savedAt ?? '~', before?.reportId ?? '', limit)
      .map(({ header }) => readRow<SavedReportHeader>(header));
  }
}

function isSame(a: SealedReport, b: SealedReport): boolean {
  return (
    a.sha256 === b.sha256 &&
    a.rulesHash === b.rulesHash &&
    a.serverHash === b.serverHash &&
    a.portalHash === b.portalHash
  );
}
