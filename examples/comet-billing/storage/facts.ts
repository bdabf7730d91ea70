import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Fact } from 'reseller-sdk/billing-audit';
import type { UsageProfile } from 'reseller-sdk/comet/usage';
import { readRow } from './database.ts';

/** The newest reading of a user's profile, to tell the next time what is gone. */
export interface KnownProfile {
  readonly username: string;
  readonly readAt: string;
  readonly profile: UsageProfile;
}

/** A fact to be kept. Equal facts of one subject that follow each other become one: its first and last sighting. */
export interface Observation {
  /** What the fact is about. */
  readonly subject: string;
  /** What it says of it; another value begins a new run. */
  readonly value: string;
  readonly at: string;
  readonly fact: Fact;
}

/** What is known about devices and accounts, and since when. Writes belong into a transaction of the caller. */
export class FactStore {
  readonly #database: DatabaseSync;
  readonly #last: StatementSync;
  readonly #extend: StatementSync;
  readonly #insert: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    // A collection adds one fact or more for each device, so these are compiled once.
    this.#last = database.prepare(
      'SELECT since, value FROM facts WHERE subject = ? ORDER BY since DESC LIMIT 1',
    );
    this.#extend = database.prepare('UPDATE facts SET until = max(until, ?) WHERE subject = ? AND since = ?');
    this.#insert = database.prepare(
      'INSERT OR IGNORE INTO facts (subject, value, since, until, fact) VALUES (?, ?, ?, ?, ?)',
    );
  }

  add({ subject, value, at, fact }: Observation): boolean {
    const last = this.#last.get(subject);
    if (last?.['value'] === value) {
      this.#extend.run(at, subject, String(last['since']));
      return false;
    }
    const { changes } = this.#insert.run(subject, value, at, at, JSON.stringify(fact));
    return Number(changes) === 1;
  }

  /** Facts up to the end of that UTC day, in the order of their instants. */
  *until(day: string): Generator<Fact, void, undefined> {
    const end = `${day}T~`;
    const sql = `SELECT fact, since AS at FROM facts WHERE since < ?1
      UNION ALL SELECT fact, until FROM facts WHERE until > since AND until < ?1 ORDER BY at`;
    for (const row of this.#database.prepare(sql).iterate(end)) {
      const fact = readRow<Fact>(row['fact']);
      yield fact.kind === 'missing' ? fact : { ...fact, at: String(row['at']) };
    }
  }

  /** The account that a device was last seen under. */
  accountOf(device: string): string | null {
    const sql =
      "SELECT fact ->> 'account' AS account FROM facts WHERE fact ->> 'device' = ? ORDER BY until DESC LIMIT 1";
    const row = this.#database.prepare(sql).get(device);
    return typeof row?.['account'] === 'string' ? row['account'] : null;
  }

  profiles(serverKey: string): readonly KnownProfile[] {
    const sql = 'SELECT username, read_at, profile FROM profiles WHERE server_key = ?';
    return this.#database
      .prepare(sql)
      .all(serverKey)
      .map((row) => ({
        username: String(row['username']),
        readAt: String(row['read_at']),
        profile: readRow<UsageProfile>(row['profile']),
      }));
  }

  keepProfile(serverKey: string, { username, readAt, profile }: KnownProfile): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO profiles VALUES (?, ?, ?, ?)')
      .run(serverKey, username, readAt, JSON.stringify(profile, withoutBigInt));
  }

  forgetProfile(serverKey: string, username: string): void {
    const sql = 'DELETE FROM profiles WHERE server_key = ? AND username = ?';
    this.#database.prepare(sql).run(serverKey, username);
  }
}

/** JSON has no bigint; a count of jobs beyond 2^53 is nonsense that need not be exact. */
function withoutBigInt(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
