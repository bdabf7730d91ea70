import { CometAdminClient } from 'reseller-sdk/comet/admin';
import { CometPortalClient } from 'reseller-sdk/comet/portal';
import { parsePurchaseCsv } from 'reseller-sdk/comet/usage/purchases';
import { DEFAULT_ADMIN, DEFAULT_PORTAL_TOKEN, FakeClock, FakeCometPortal } from 'reseller-sdk/testing';
import { dailyJob } from '../commands/daily-job.ts';
import { ACCOUNT, type Desk, openJob } from '../job.ts';
import { loggedRun } from '../logged-run.ts';
import type { Output } from '../output.ts';
import type { Sources } from '../sources/sources.ts';
import { keepEvents } from '../steps/keep-events.ts';
import type { Store } from '../storage/store.ts';
import { historyAt, PURCHASES, revocation, serversAt, servicesAt } from './invented-world.ts';

const DAYS = 8;
const DAY_MS = 86_400_000;
const DAY_WITHOUT_OBC = 5;
const DAILY = { name: 'daily-job', job: { 1: 'ok', 3: 'partial' }, run: dailyJob } as const;

/** Servers and portal as they are on a day, reached without a network. */
function sourcesOf(clock: FakeClock, day: number): Sources {
  const fakes = serversAt(clock);
  if (day === DAY_WITHOUT_OBC) fakes.obc.inject({ fault: { kind: 'network-error' }, times: 9 });
  const portal = new FakeCometPortal({
    clock,
    billingHistory: historyAt(clock),
    activeServices: servicesAt(clock),
  });
  const auth = { type: 'password', ...DEFAULT_ADMIN } as const;
  const servers = Object.entries(fakes).map(([serverKey, { fetch }]) => {
    const options = { baseUrl: `https://${serverKey}.example.com`, auth, fetch, retry: { limit: 0 } };
    return { serverKey, client: new CometAdminClient(options) };
  });
  const { fetch } = portal;
  return {
    servers,
    portal: new CometPortalClient({ token: DEFAULT_PORTAL_TOKEN, fetch, clock }),
    close: async () => undefined,
  };
}

/** Lives the days of the invented reseller in a store, and gives the desk at their end. */
export async function openInventedDays(store: Store, output: Output): Promise<Desk> {
  const clock = new FakeClock('2025-01-08T02:00:00Z');
  const quiet: Output = { print: () => undefined, log: () => undefined };
  const options = { tolerance: '0', save: true, verbose: false, format: 'text', rows: 'categories' } as const;
  for (let day = 0; ; day += 1) {
    const job = await openJob({
      sources: sourcesOf(clock, day),
      store,
      clock,
      output: quiet,
      currency: 'USD',
    });
    if (day === 0) await job.ledger.importPurchases(ACCOUNT, parsePurchaseCsv(PURCHASES));
    if (clock.now().getTime() / 1000 > revocation.Timestamp) keepEvents(store, [revocation]);
    await loggedRun(job, DAILY, options);
    if (day === DAYS - 1) return { ...job, output };
    clock.advance(DAY_MS);
  }
}
