import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ConfigError } from 'reseller-sdk';
import { CometAdminClient } from 'reseller-sdk/comet/admin';
import { CometPortalClient } from 'reseller-sdk/comet/portal';
import type { Sources } from './sources.ts';

/** Nothing is sent there: the files answer. */
const NOWHERE = 'https://recorded.invalid/';

const [HISTORY, SERVICES] = ['billing-history.json', 'active-services.json'];
const REPORTS = [HISTORY, SERVICES];

/** Answers each path with the file that was recorded for it, as if it came from the network. */
function fetchFrom(files: Readonly<Record<string, string>>): typeof globalThis.fetch {
  return async (input) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    const file = files[pathname];
    if (file === undefined) return new Response(`nothing is recorded for ${pathname}`, { status: 404 });
    return new Response(readFileSync(file), { headers: { 'content-type': 'application/json' } });
  };
}

function filesIn(folder: string): readonly string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.json'))
        .sort()
    : [];
}

/** What the folder must hold and does not. */
function missingIn(folder: string, servers: readonly string[]): readonly string[] {
  const missing = REPORTS.filter((file) => !existsSync(join(folder, file)));
  return servers.length > 0 ? missing : ['servers/<key>.json', ...missing];
}

/**
 * Recorded answers as sources, through the same clients as real ones: a broken file is refused like a broken
 * answer. The folder holds `servers/<key>.json` (answers of `AdminListUsersFull`), `billing-history.json` and
 * `active-services.json` (the two portal reports as JSON).
 *
 * @throws ConfigError that names every file that is missing
 */
export function sourcesFromFiles(folder: string): Sources {
  const files = filesIn(join(folder, 'servers'));
  const missing = missingIn(folder, files);
  if (missing.length > 0) throw new ConfigError(`The folder ${folder} has no ${missing.join(', no ')}`);
  return {
    servers: files.map((file) => ({
      serverKey: basename(file, '.json'),
      client: new CometAdminClient({
        baseUrl: NOWHERE,
        auth: { type: 'password', username: 'recorded', password: 'recorded' },
        fetch: fetchFrom({ '/api/v1/admin/list-users-full': join(folder, 'servers', file) }),
      }),
    })),
    portal: new CometPortalClient({
      baseUrl: NOWHERE,
      token: 'recorded',
      fetch: fetchFrom({
        '/api/v1/report/billing_history': join(folder, HISTORY),
        '/api/v1/report/active_services': join(folder, SERVICES),
      }),
    }),
    close: async () => undefined,
  };
}
