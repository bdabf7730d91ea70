import type { DatabaseSync } from 'node:sqlite';
import type { ActionTokenStore } from 'reseller-sdk/action-tokens';

/** Tokens of login links in SQLite: one statement takes a token away and tells when it expires. */
export class SqliteActionTokenStore implements ActionTokenStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async put(key: string, expiresAt: string): Promise<void> {
    this.#database.prepare('INSERT INTO action_tokens (key, expires_at) VALUES (?, ?)').run(key, expiresAt);
  }

  async take(key: string): Promise<string | null> {
    const sql = 'DELETE FROM action_tokens WHERE key = ? RETURNING expires_at';
    const taken = this.#database.prepare(sql).get(key);
    return taken === undefined ? null : String(taken['expires_at']);
  }
}
