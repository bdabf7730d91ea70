import { ConfigError } from 'reseller-sdk';
import { CometAdminClient } from 'reseller-sdk/comet/admin';
import { CometPortalClient } from 'reseller-sdk/comet/portal';
import type { Sources } from './sources.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Keys of the servers, as `COMET_SERVERS=cometbackup,obc` names them. */
export function serverKeys(environment: Environment): string[] {
  return (environment['COMET_SERVERS'] ?? '')
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '');
}

/** Name of a server's variable: `COMET_OBC_URL` for the server `obc`. */
function variable(serverKey: string, part: 'URL' | 'USERNAME' | 'PASSWORD'): string {
  return `COMET_${serverKey.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}_${part}`;
}

/** Two servers that read the same variables would be one server, counted twice; the portal has its own. */
function refuseSharedNames(keys: readonly string[]): void {
  const byName = new Map([[variable('portal', 'URL'), 'the portal']]);
  for (const key of keys) {
    const name = variable(key, 'URL');
    const other = byName.get(name);
    if (other !== undefined) {
      throw new ConfigError(`COMET_SERVERS: ${other} and ${key} both read ${name}; give them other keys`);
    }
    byName.set(name, key);
  }
}

/** Makes a client; what it refuses of its options is said with the variables that they came from. */
function naming<T>(key: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(`${variable(key, 'URL').replace(/URL$/, '...')}: ${error.message}`, {
      cause: error,
    });
  }
}

/** Whether anything at all is configured. */
export function isConfigured(environment: Environment): boolean {
  return serverKeys(environment).length > 0;
}

/**
 * Real servers and the real portal, out of environment variables.
 *
 * @throws ConfigError that names every variable that is missing
 */
export function sourcesFromEnvironment(environment: Environment): Sources {
  const keys = serverKeys(environment);
  const wanted = keys.flatMap((key) => [
    variable(key, 'URL'),
    variable(key, 'USERNAME'),
    variable(key, 'PASSWORD'),
  ]);
  const missing = [...wanted, 'COMET_PORTAL_TOKEN'].filter((name) => !environment[name]);
  if (keys.length === 0) missing.unshift('COMET_SERVERS');
  if (missing.length > 0) {
    throw new ConfigError(`Set ${missing.join(', ')}; or run on recorded answers with --from-files DIR`);
  }
  refuseSharedNames(keys);
  const read = (name: string): string => environment[name] ?? '';
  const clients = keys.map((serverKey) => {
    const auth = {
      type: 'session',
      username: read(variable(serverKey, 'USERNAME')),
      password: read(variable(serverKey, 'PASSWORD')),
    } as const;
    const baseUrl = read(variable(serverKey, 'URL'));
    return { serverKey, client: naming(serverKey, () => new CometAdminClient({ baseUrl, auth })) };
  });
  return {
    servers: clients,
    portal: naming('portal', () => {
      const baseUrl = environment['COMET_PORTAL_URL'] || undefined;
      return new CometPortalClient({ token: read('COMET_PORTAL_TOKEN'), baseUrl });
    }),
    close: async () => {
      await Promise.all(clients.map(({ client }) => client.close()));
    },
  };
}
