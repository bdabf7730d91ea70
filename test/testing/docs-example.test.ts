import { CometAdminClient } from 'reseller-sdk/comet/admin';
import { DEFAULT_ADMIN, FakeCometServer, fakeProfile } from 'reseller-sdk/testing';
import { expect, test } from 'vitest';

test('the example of docs/testing.md does what its comments say', async () => {
  const fake = new FakeCometServer({ users: [fakeProfile({ Username: 'acme', IsSuspended: true })] });
  const auth = { type: 'session', ...DEFAULT_ADMIN } as const;
  const comet = new CometAdminClient({ baseUrl: 'https://backup.example.com', auth, fetch: fake.fetch });

  fake.inject({ on: 'AdminListUsersFull', fault: { kind: 'status', status: 503 } });
  const users = await comet.users.listFull();
  expect([users['acme']?.IsSuspended, fake.requests.length]).toEqual([true, 3]);
});
