import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CometAdminClient } from 'reseller-sdk/comet/admin';
import { collectServerUsage } from 'reseller-sdk/comet/usage';
import { expect, test } from 'vitest';
import { userListText } from '../../../scripts/bench/user-list/text.ts';

const USERS = 20_000;
/** The list repeats ten profiles; these are their counts, two devices and one source each. */
const TENTH = USERS / 10;

test('a list of 20,000 users, about 100 MB, is collected without loss', { timeout: 120_000 }, async () => {
  const body = Buffer.from(userListText(USERS));
  expect(body.length).toBeGreaterThan(90e6);
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const auth = { type: 'password', username: 'admin', password: 'password' } as const;
  const client = new CometAdminClient({ baseUrl: `http://127.0.0.1:${port}`, auth });

  const { servers, rows, totals, counts } = await collectServerUsage([{ serverKey: 'one', client }]);
  server.close();

  expect(servers[0]).toMatchObject({ status: 'ok', error: null, issues: [] });
  expect(totals).toEqual({
    users: USERS,
    devices: 2 * USERS,
    protectedItems: USERS,
    // 512 MB times 1 to 10, for each tenth of the users.
    storageBytes: String(512_000_000n * 55n * BigInt(TENTH)),
  });
  // Guests of variants 2 and 7 (Hyper-V) and 3 and 8 (VMware), accounts of variants 1 and 6.
  expect(counts).toMatchObject({
    devices: String(2 * USERS),
    hyperv_vms: String((2 + 7) * TENTH),
    vmware_vms: String((3 + 8) * TENTH),
    m365_accounts: String((1 + 6) * TENTH),
  });
  expect(new Set(rows.map(({ username }) => username)).size).toBe(USERS);
});
