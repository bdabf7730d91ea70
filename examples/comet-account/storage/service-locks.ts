import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** SQLite's own code for a lock that somebody else has. */
const SQLITE_BUSY = 5;

/**
 * One worker at a time for each service: a lock on an empty SQLite file per service, which the system takes back when
 * its process dies, however that happens. So there is no time after which a lock is taken from a worker that was only slow.
 *
 * It keeps processes of one machine apart. On several, use what your database has: `pg_try_advisory_lock`, or `GET_LOCK`
 * of MySQL, on a connection of its own; they end with that connection.
 */
export class ServiceLocks {
  readonly #folder: string;
  readonly #held = new Set<DatabaseSync>();

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
  }

  /** Takes the lock of a service; answers what gives it back, or undefined where another worker has it. */
  take(serviceKey: string): (() => void) | undefined {
    const lock = new DatabaseSync(join(this.#folder, `${serviceKey}.lock`), { timeout: 0 });
    try {
      lock.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      lock.close();
      if (error instanceof Error && Reflect.get(error, 'errcode') === SQLITE_BUSY) return undefined;
      throw error;
    }
    this.#held.add(lock);
    return () => this.#giveBack(lock);
  }

  /** Gives all locks back. */
  close(): void {
    for (const lock of this.#held) this.#giveBack(lock);
  }

  #giveBack(lock: DatabaseSync): void {
    if (this.#held.delete(lock)) lock.close();
  }
}
