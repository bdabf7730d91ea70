import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** A connection that fails at a statement of choice, before or after SQLite has carried it out. */
export class FaultyDatabase extends DatabaseSync {
  #left = 0;

  /** Fails once, at the n-th statement from now on; 0 takes it back. */
  failAt(statement: number): void {
    this.#left = statement;
  }

  override exec(sql: string): void {
    // A rollback is what SQLite itself does when a process dies.
    if (sql === 'ROLLBACK') super.exec(sql);
    else this.#struck(() => super.exec(sql));
  }

  override prepare(sql: string): StatementSync {
    const statement = super.prepare(sql);
    return new Proxy(statement, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...values: readonly unknown[]) =>
          this.#struck(() => Reflect.apply(member, target, values) as unknown);
      },
    });
  }

  #struck<T>(run: () => T): T {
    if (this.#left === 0) return run();
    this.#left -= 1;
    if (this.#left === 0) throw new Error('disk I/O error');
    return run();
  }
}
