import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from 'reseller-sdk';
import type { RunLock, RunLockHandle } from 'reseller-sdk/invoice-policy';
import { prepared } from './database.ts';

/** The lock of the runs: a row that says who holds it, and until when. */
export class SqliteRunLock implements RunLock {
  readonly #database: DatabaseSync;
  readonly #clock: Clock;

  constructor(database: DatabaseSync, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  async acquire(name: string, ttlMs: number): Promise<RunLockHandle | null> {
    const holder = randomUUID();
    const now = this.#clock.now().getTime();
    const sql = `INSERT INTO locks (name, holder, held_until) VALUES (?, ?, ?)
      ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
      WHERE held_until <= ?`;
    if (prepared(this.#database, sql).run(name, holder, now + ttlMs, now).changes === 0) return null;
    return {
      extend: async (milliseconds) => this.#extend(name, holder, milliseconds),
      release: async () => {
        prepared(this.#database, 'DELETE FROM locks WHERE name = ? AND holder = ?').run(name, holder);
      },
    };
  }

  #extend(name: string, holder: string, milliseconds: number): boolean {
    const sql = 'UPDATE locks SET held_until = ? WHERE name = ? AND holder = ?';
    const until = this.#clock.now().getTime() + milliseconds;
    return prepared(this.#database, sql).run(until, name, holder).changes === 1;
  }
}
