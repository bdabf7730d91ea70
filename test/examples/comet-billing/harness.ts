import { CometAdminClient } from 'reseller-sdk/comet/admin';
import { CometPortalClient } from 'reseller-sdk/comet/portal';
import { DEFAULT_ADMIN, DEFAULT_PORTAL_TOKEN, FakeClock } from 'reseller-sdk/testing';
import { contentDigest } from '../../../examples/comet-billing/demo/digest.ts';
import { seedWorld, type World } from '../../../examples/comet-billing/demo/seed.ts';
import { type Job, openJob } from '../../../examples/comet-billing/job.ts';
import { openStore } from '../../../examples/comet-billing/storage/store.ts';

/** The demo's world in memory, and a job on it. */
export interface Workplace {
  readonly world: World;
  readonly job: Job;
  readonly clock: FakeClock;
  readonly logged: string[];
  readonly printed: string[];
  /** Hash over everything stored, without times of observation. */
  readonly digest: () => string;
}

export async function openWorkplace(): Promise<Workplace> {
  const clock = new FakeClock('2025-01-21T02:00:00Z');
  const world = seedWorld(clock);
  const retry = { limit: 0 };
  const servers = Object.entries(world.servers).map(([serverKey, { fetch }]) => {
    const auth = { type: 'session', ...DEFAULT_ADMIN } as const;
    const client = new CometAdminClient({
      baseUrl: `https://${serverKey}.example.com`,
      auth,
      fetch,
      retry,
      timeout: 200,
    });
    return { serverKey, client };
  });
  const { fetch } = world.portal;
  const portal = new CometPortalClient({ token: DEFAULT_PORTAL_TOKEN, fetch, retry, timeout: 200, clock });
  const logged: string[] = [];
  const printed: string[] = [];
  const output = {
    print: (text: string) => void printed.push(text),
    log: (text: string) => void logged.push(text),
  };
  const store = openStore(':memory:');
  const sources = { servers, portal, close: async () => undefined };
  const job = await openJob({ sources, store, clock, output, currency: 'USD' });
  return { world, job, clock, logged, printed, digest: () => contentDigest(store.database) };
}
