import type { Pool, PoolClient } from 'pg';
import type { Database } from '../../../examples/storage-postgres/transaction.ts';

/** A pool of which one statement fails: its connection is cut while the server may be at work on it. */
export class FaultyPool {
  readonly database: Database;
  readonly #pool: Pool;
  #left = 0;

  constructor(pool: Pool) {
    this.#pool = pool;
    this.database = new Proxy(pool, {
      get: (target, name) => {
        if (name === 'query') return (...values: readonly unknown[]) => this.#onOwn(values);
        if (name === 'connect') return async () => this.#watched(await target.connect());
        return Reflect.get(target, name) as unknown;
      },
    });
  }

  /** Fails once, at the n-th statement from now on; 0 takes it back. */
  failAt(statement: number): void {
    this.#left = statement;
  }

  async #onOwn(values: readonly unknown[]): Promise<unknown> {
    const client = await this.#pool.connect();
    try {
      return await this.#query(client, values);
    } finally {
      client.release(this.#isCut(client));
    }
  }

  #watched(client: PoolClient): PoolClient {
    return new Proxy(client, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        if (name === 'query') return (...values: readonly unknown[]) => this.#query(target, values);
        return (...values: readonly unknown[]) => Reflect.apply(member, target, values) as unknown;
      },
    });
  }

  readonly #cut = new WeakSet<PoolClient>();

  #isCut(client: PoolClient): boolean {
    return this.#cut.has(client);
  }

  async #query(client: PoolClient, values: readonly unknown[]): Promise<unknown> {
    const run = (): Promise<unknown> => Reflect.apply(client.query, client, values) as Promise<unknown>;
    if (this.#left === 0) return run();
    this.#left -= 1;
    if (this.#left > 0) return run();
    this.#cut.add(client);
    const { processID } = client as PoolClient & { readonly processID: number };
    const answer = run();
    await this.#pool.query('SELECT pg_terminate_backend($1)', [processID]);
    await answer.catch(() => undefined);
    throw new Error('the connection was cut');
  }
}
