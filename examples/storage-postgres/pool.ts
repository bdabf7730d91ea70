import pg from 'pg';

/** Connections to a database, at most `max` at a time. */
export function openPool(connectionString: string, max = 10): pg.Pool {
  const pool = new pg.Pool({ connectionString, max });
  // A query in progress is told when its connection breaks. Without listeners, a connection that breaks while
  // nobody waits for it would end the process; the pool opens another one when it is needed.
  const ignore = (): void => undefined;
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return pool;
}
