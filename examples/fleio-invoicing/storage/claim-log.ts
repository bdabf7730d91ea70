import type { DatabaseSync } from 'node:sqlite';
import type {
  ClaimedPeriod,
  ClaimLog,
  ClaimOutcome,
  IssueIntent,
  NewClaim,
  OpenClaim,
} from 'reseller-sdk/invoice-policy';
import { json, text } from './columns.ts';
import { prepared, transaction } from './database.ts';

/** What was claimed at Fleio. Closed claims are kept if they took a period, since somebody may ask for it. */
export class SqliteClaimLog implements ClaimLog {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async open({ id, accountId, day, runId }: NewClaim): Promise<void> {
    const sql = 'INSERT INTO claims (id, account_id, day, run_id) VALUES (?, ?, ?, ?)';
    prepared(this.#database, sql).run(id, accountId, day, runId);
  }

  async attachPeriods(id: string, periods: readonly ClaimedPeriod[]): Promise<void> {
    const sql = 'UPDATE claims SET periods = ? WHERE id = ? AND outcome IS NULL';
    prepared(this.#database, sql).run(JSON.stringify(periods), id);
  }

  async attachIssue(id: string, issue: IssueIntent): Promise<void> {
    const sql = 'UPDATE claims SET issue = ? WHERE id = ? AND outcome IS NULL';
    prepared(this.#database, sql).run(JSON.stringify(issue), id);
  }

  async close(id: string, outcome: ClaimOutcome): Promise<boolean> {
    const close = 'UPDATE claims SET outcome = ? WHERE id = ? AND outcome IS NULL';
    return transaction(this.#database, () => {
      const isClosed = prepared(this.#database, close).run(outcome, id).changes === 1;
      // Every debtor is claimed every five minutes; most of those claims take nothing, and no run uses an id again.
      if (isClosed) prepared(this.#database, "DELETE FROM claims WHERE id = ? AND periods = '[]'").run(id);
      return isClosed;
    });
  }

  listOpen(): readonly OpenClaim[] {
    const rows = prepared(this.#database, 'SELECT * FROM claims WHERE outcome IS NULL ORDER BY id').all();
    return rows.map((row) => ({
      id: text(row['id']),
      accountId: text(row['account_id']),
      day: text(row['day']),
      runId: text(row['run_id']),
      periods: row['periods'] === null ? null : json<ClaimedPeriod[]>(row['periods']),
      issue: row['issue'] === null ? null : json<IssueIntent>(row['issue']),
    }));
  }
}
