import { CometConnection } from '../../../src/comet/admin/index.ts';
import {
  type AccountSpec,
  CometAccounts,
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

/** A server with a policy and a template, and accounts on it. */
export function setUp(options: FakeCometServerOptions = {}) {
  const fake = new FakeCometServer({
    storageProviders: { local: 'Local' },
    policies: { gold: { Description: 'Gold' } },
    ...options,
  });
  const journal = new InMemoryAccountJournal();
  const comet = new CometConnection({
    baseUrl: 'https://backup.example.com/',
    auth: { type: 'password', username: 'admin', password: 'fake-password' },
    retry: { limit: 0 },
    authCooldown: 0,
    fetch: fake.fetch,
  });
  const accounts = new CometAccounts({
    comet,
    journal,
    clock: fake.clock,
    sleep: () => Promise.resolve(),
    random: () => 0,
  });
  const calls = () => fake.requests.map(({ operation }) => operation);
  return { fake, journal, accounts, calls };
}
