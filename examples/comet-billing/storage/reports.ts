import type { DatabaseSync } from 'node:sqlite';

/** A report as it was saved: canonical JSON and its hash, so that it can be verified later. */
export interface SavedReport {
  readonly id: string;
  readonly savedAt: string;
  readonly status: string;
  readonly hash: string;
}

/** Saved reconciliation reports. They are added, never changed. */
export class ReportStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  save(savedAt: string, status: string, hash: string, report: string): SavedReport {
    const { lastInsertRowid } = this.#database
      .prepare('INSERT INTO reports (saved_at, status, hash, report) VALUES (?, ?, ?, ?)')
      .run(savedAt, status, hash, report);
    return { id: String(lastInsertRowid), savedAt, status, hash };
  }
}
