import type { DatabaseSync } from 'node:sqlite';
import { readRow } from './database.ts';

/** How a run ended; null in {@link JobRun} while it has not. */
export type JobOutcome = 'ok' | 'partial' | 'error';

/** One run of a command that works. */
export interface JobRun {
  readonly id: number;
  readonly job: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly outcome: JobOutcome | null;
  readonly exitCode: number | null;
  /** Its last lines. */
  readonly log: readonly string[];
}

/** The newest run of each job. A run that never ended shows that it was killed, or is at work. */
export class JobRunStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  begin(job: string, startedAt: string): number {
    const sql = 'INSERT INTO job_runs (job, started_at, log) VALUES (?, ?, ?)';
    return Number(this.#database.prepare(sql).run(job, startedAt, '[]').lastInsertRowid);
  }

  end(run: number, endedAt: string, outcome: JobOutcome, exitCode: number, log: readonly string[]): void {
    this.#database
      .prepare('UPDATE job_runs SET ended_at = ?, outcome = ?, exit_code = ?, log = ? WHERE id = ?')
      .run(endedAt, outcome, exitCode, JSON.stringify(log), run);
  }

  /** Runs, newest first; of every job the newest one with `newestOnly`. */
  list({ limit, newestOnly }: { readonly limit: number; readonly newestOnly: boolean }): readonly JobRun[] {
    const which = newestOnly ? 'WHERE id IN (SELECT max(id) FROM job_runs GROUP BY job)' : '';
    const sql = `SELECT json_object('id', id, 'job', job, 'startedAt', started_at, 'endedAt', ended_at,
      'outcome', outcome, 'exitCode', exit_code, 'log', json(log)) AS run
      FROM job_runs ${which} ORDER BY id DESC LIMIT ?`;
    return this.#database
      .prepare(sql)
      .all(limit)
      .map(({ run }) => readRow<JobRun>(run));
  }
}
