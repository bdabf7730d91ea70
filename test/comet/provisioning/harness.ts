import { CometConnection } from '../../../src/comet/admin/index.ts';
import {
  type AccountJournal,
  type AccountSpec,
  CometAccounts,
  type CometAccountsOptions,
  InMemoryAccountJournal,
} from '../../../src/comet/provisioning/index.ts';
import { FakeCometServer, type FakeCometServerOptions } from '../../../src/testing/index.ts';

/** The order that most tests place. */
export const ORDER: AccountSpec = {
  serviceKey: '1042',
  username: { mode: 'derive', candidates: ['acme'] },
  password: 'correct horse battery',
  policy: { id: 'gold' },
  vault: { providerId: 'local', label: 'Acme vault', quota: { tib: 1 } },
  limits: { devices: 5, protectedItems: { gib: 500 } },
  profile: { accountName: 'Acme', emails: ['ada@acme.example'], sendEmailReports: true },
};

/** What a test does around the calls. */
interface Hooks {
  /** Runs before each call is sent, with the vendor's name of it. */
  readonly before?: (operation: string, fake: FakeCometServer) => void;
  readonly journal?: AccountJournal;
}

/** An account that is there, and how to name it. */
export const USER = { Username: 'acme', CreationGUID: 'guid-acme', PasswordRecovery: 'blob' };
export const ACCOUNT = { username: 'acme', expect: { creationGuid: 'guid-acme' } };

/** A server with a policy and a template, and accounts on it. */
export function setUp(options: FakeCometServerOptions = {}, hooks: Hooks = {}) {
  const fake = new FakeCometServer({
    storageProviders: { local: 'Local' },
    policies: { gold: { Description: 'Gold' } },
    ...options,
  });
  const journal = hooks.journal ?? new InMemoryAccountJournal();
  const events: unknown[] = [];
  const connection = new CometConnection({
    baseUrl: 'https://backup.example.com/',
    auth: { type: 'password', username: 'admin', password: 'fake-password' },
    retry: { limit: 0 },
    authCooldown: 0,
    fetch: fake.fetch,
    onEvent: (event) => events.push(event),
  });
  const { baseUrl, username } = connection;
  const comet: CometAccountsOptions['comet'] = {
    baseUrl,
    username,
    call: async (operation, params, callOptions) => {
      hooks.before?.(operation.name, fake);
      return connection.call(operation, params, callOptions);
    },
  };
  const accounts = new CometAccounts({
    comet,
    journal,
    clock: fake.clock,
    sleep: () => Promise.resolve(),
    random: () => 0,
  });
  const calls = () => fake.requests.map(({ operation }) => operation);
  return { fake, journal, comet, accounts, calls, events };
}
