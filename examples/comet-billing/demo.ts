/**
 * `npm run demo`: the daily billing job against two fake Comet servers and a fake Account Portal, over real HTTP
 * on this machine. Runs the job twice: the second run must find nothing to change. What came of it is then a dashboard
 * in a file, to be opened in a browser.
 */
import { parseArgs } from 'node:util';
import { CometAdminClient } from 'reseller-sdk/comet/admin';
import { CometPortalClient } from 'reseller-sdk/comet/portal';
import { printReconciliation } from 'reseller-sdk/reports';
import { dashboardHtml } from 'reseller-sdk/reports/html';
import { DEFAULT_ADMIN, DEFAULT_PORTAL_TOKEN, FakeClock } from 'reseller-sdk/testing';
import { type Listening, listen } from 'reseller-sdk/testing/node';
import { runDay } from './commands/daily-job.ts';
import { contentDigest } from './demo/digest.ts';
import { seedWorld } from './demo/seed.ts';
import { summaryOf } from './demo/summary.ts';
import { ACCOUNT, openJob } from './job.ts';
import { openOutput } from './output.ts';
import type { Sources } from './sources/sources.ts';
import { dashboardInput } from './steps/dashboard-input.ts';
import { overdueData } from './steps/overdue.ts';
import { openStore } from './storage/store.ts';
import { writeWhole } from './write-whole.ts';

const HOUR_MS = 3_600_000;
const TOLERANCE = '0';
const DASHBOARD = 'demo-dashboard.html';

const { values } = parseArgs({ options: { json: { type: 'boolean' } } });
const output = openOutput();

/** Opens the fakes on loopback, and clients that reach them there. */
async function openWorld(
  clock: FakeClock,
): Promise<{ readonly sources: Sources; readonly close: () => Promise<void> }> {
  const world = seedWorld(clock);
  const open: Listening[] = [];
  const serve = async (fake: Parameters<typeof listen>[0]): Promise<string> => {
    const listening = await listen(fake);
    open.push(listening);
    return listening.url;
  };
  const auth = { type: 'session', ...DEFAULT_ADMIN } as const;
  const servers = await Promise.all(
    Object.entries(world.servers).map(async ([serverKey, fake]) => {
      return { serverKey, client: new CometAdminClient({ baseUrl: await serve(fake), auth }) };
    }),
  );
  const portal = new CometPortalClient({
    baseUrl: await serve(world.portal),
    token: DEFAULT_PORTAL_TOKEN,
    clock,
  });
  const close = async () => {
    await Promise.all(servers.map(({ client }) => client.close()));
    await Promise.all(open.map((listening) => listening.close()));
  };
  return { sources: { servers, portal, close }, close };
}

const clock = new FakeClock('2025-01-21T02:00:00Z');
const { sources, close } = await openWorld(clock);
const store = openStore(':memory:');
try {
  const job = await openJob({ sources, store, clock, output, currency: 'USD' });
  await job.ledger.recordPurchase(ACCOUNT, { id: 'pack-1', at: '2025-01-15', cash: '10000', bonus: '1000' });

  const first = await runDay(job, { tolerance: TOLERANCE });
  const before = contentDigest(store.database);
  clock.advance(HOUR_MS);
  const second = await runDay(job, { tolerance: TOLERANCE });
  const changed = contentDigest(store.database) !== before;

  const page = dashboardHtml(await dashboardInput(job, await overdueData(job)), {
    brand: 'Demo',
    generatedAt: clock.now(),
  });
  writeWhole(DASHBOARD, page.trimEnd());

  if (values.json) {
    output.print(JSON.stringify({ ...summaryOf(first, changed), dashboard: DASHBOARD }, null, 2));
  } else {
    output.print(printReconciliation(first.reconciliation.report, { verbose: true, credit: first.credit }));
    output.print(
      `Second run:     ${second.charged} charges booked, ${changed ? 'the store CHANGED' : 'nothing changed'}`,
    );
    output.print(`Dashboard:      ${DASHBOARD}`);
  }
  for (const failure of [...first.failures, ...second.failures]) output.log(failure);
  process.exitCode = changed || first.failures.length + second.failures.length > 0 ? 1 : 0;
} finally {
  store.database.close();
  await close();
}
