import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { DayClaim, DayLedger, DayRow } from 'reseller-sdk/invoice-policy';
import { oneOf, text, textOrNull } from './columns.ts';
import { prepared } from './database.ts';

const COLUMNS = 'service_id, day, seq, run_id, state, invoice_id';
const STATES = ['claimed', 'issued', 'released'] as const;

/** Who may invoice a service on a day. The primary key is what keeps two runs from doing it twice. */
export class SqliteDayLedger implements DayLedger {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async claim({ serviceId, day, seq, runId }: DayClaim): Promise<boolean> {
    const sql = `INSERT INTO days (service_id, day, seq, run_id, state) VALUES (?, ?, ?, ?, 'claimed')
      ON CONFLICT DO UPDATE SET run_id = excluded.run_id, state = 'claimed' WHERE state = 'released'`;
    return prepared(this.#database, sql).run(serviceId, day, seq, runId).changes === 1;
  }

  async markIssued({ serviceId, day, seq, runId }: DayClaim, invoiceId: string): Promise<void> {
    const sql = `INSERT INTO days (${COLUMNS}) VALUES (?, ?, ?, ?, 'issued', ?)
      ON CONFLICT DO UPDATE SET state = 'issued', invoice_id = excluded.invoice_id`;
    prepared(this.#database, sql).run(serviceId, day, seq, runId, invoiceId);
  }

  async release({ serviceId, day, seq, runId }: DayClaim): Promise<void> {
    const sql = `UPDATE days SET state = 'released'
      WHERE service_id = ? AND day = ? AND seq = ? AND run_id = ? AND state = 'claimed'`;
    prepared(this.#database, sql).run(serviceId, day, seq, runId);
  }

  async listForService(serviceId: string, from: string): Promise<readonly DayRow[]> {
    const sql = `SELECT ${COLUMNS} FROM days WHERE service_id = ? AND (day >= ? OR state = 'claimed')`;
    return prepared(this.#database, sql).all(serviceId, from).map(dayRow);
  }

  listClaimed(): readonly DayRow[] {
    const sql = `SELECT ${COLUMNS} FROM days WHERE state = 'claimed' ORDER BY service_id, day, seq`;
    return prepared(this.#database, sql).all().map(dayRow);
  }
}

function dayRow(row: Record<string, SQLOutputValue>): DayRow {
  return {
    serviceId: text(row['service_id']),
    day: text(row['day']),
    seq: Number(row['seq']),
    runId: text(row['run_id']),
    state: oneOf(STATES, row['state']),
    invoiceId: textOrNull(row['invoice_id']),
  };
}
