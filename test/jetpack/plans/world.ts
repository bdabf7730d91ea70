import { JetpackPartnerClient } from 'reseller-sdk/jetpack';
import {
  InMemoryPlanRepository,
  JetpackPlans,
  type JetpackPlansOptions,
  type PlanRecord,
  type PlanRepository,
} from 'reseller-sdk/jetpack/plans';
import { collectEvents, FakeClock, FakeJetpack } from 'reseller-sdk/testing';

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** Calls that a fault can hit. */
export type Target = 'token' | 'provision' | 'cancel' | 'status';

/** How a site answers the vendor. */
export type SiteMood = 'connected' | 'reachable' | 'unresolved';

/** What becomes of a call; `lost` and `late` are done before the answer goes wrong, the others never arrive. */
export type Trouble =
  | 'lost'
  | 'late'
  | 'network'
  | 'page'
  | { readonly status: number; readonly body: unknown };

interface Sent {
  readonly on: Target;
  readonly site: string;
  readonly trouble: Trouble | undefined;
}

const CREDENTIALS = { clientId: '12345', clientSecret: 'canary-client-secret' } as const;
/** Local users of every site, besides `admin`. */
const USERS = ['admin', 'ann', 'bob', 'cyd'].map((login, index) => ({
  ...{ id: index + 1, login, email: `${login}@example.com` },
}));

/** A vendor with faults, its client, a store and a lifecycle, on one clock. */
export class PlanWorld {
  readonly clock = new FakeClock('2026-01-01T00:00:00Z');
  readonly fake = new FakeJetpack({ clock: this.clock, keys: [CREDENTIALS] });
  readonly events = collectEvents();
  readonly jetpack: JetpackPartnerClient;
  /** Every request, and what became of it, in order. */
  readonly log: Sent[] = [];
  readonly #troubles: { readonly on: Target; readonly trouble: Trouble }[] = [];
  repository: PlanRepository = new InMemoryPlanRepository();
  options: Partial<JetpackPlansOptions> = {};

  constructor() {
    this.jetpack = new JetpackPartnerClient({
      ...CREDENTIALS,
      ...{ fetch: this.fetch, onEvent: this.events.onEvent, sleep: async () => undefined },
      ...{ retry: { limit: 0 }, timeout: 1000 },
    });
  }

  get plans(): JetpackPlans {
    const { repository, clock } = this;
    return new JetpackPlans({ repository, partnerKeys: { live: this.jetpack }, clock, ...this.options });
  }

  /** Plans that the vendor has, whether they wait or not; the owner is the local user of the order. */
  get sold() {
    return this.fake.state.activations
      .filter(({ endedAt }) => endedAt === null)
      .map(({ site, plan, localUser, activatedAt }) => ({
        ...{ site, slug: plan, owner: localUser, isPending: activatedAt === null },
      }));
  }

  /** The calls that the vendor carried out, such as `provision shop.example.com`. */
  get calls(): string[] {
    return this.log.flatMap(({ on, site, trouble }) => {
      const wasDone = trouble === undefined || trouble === 'lost' || trouble === 'late';
      return wasDone && on !== 'token' ? [`${on} ${site}`] : [];
    });
  }

  /** Puts a site into the net, where the vendor knows it; unless told otherwise it answers, and nobody is connected. */
  setMood(host: string, mood: SiteMood = 'reachable'): void {
    const { sites } = this.fake.state;
    const [isConnected, isResolved] = [mood === 'connected', mood !== 'unresolved'];
    const site =
      sites.get(host) ?? this.fake.addSite({ url: `https://${host}`, users: USERS, isConnected: true });
    Object.assign(site, { isConnected, isResolved });
    this.fake.settle();
  }

  /** The next call of that kind meets it. */
  trouble(on: Target, trouble: Trouble): void {
    this.#troubles.push({ on, trouble });
  }

  calm(): void {
    this.#troubles.length = 0;
  }

  readonly fetch = async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const on = targetOf(new URL(request.url).pathname);
    const index = this.#troubles.findIndex((planned) => planned.on === on);
    const [planned] = index === -1 ? [] : this.#troubles.splice(index, 1);
    const { trouble } = planned ?? {};
    const site = await siteOf(request);
    this.log.push({ on, site, trouble });
    if (on === 'provision' && !this.fake.state.sites.has(site)) this.setMood(site);
    if (trouble === undefined) return this.fake.fetch(request);
    if (trouble === 'network') throw new TypeError('the network is gone');
    if (trouble === 'page') return new Response('<html>Sorry</html>', { status: 200 });
    if (typeof trouble === 'object') return Response.json(trouble.body, { status: trouble.status });
    await this.fake.fetch(request);
    if (trouble === 'lost') throw new TypeError('the answer was lost');
    return Response.json({ error: 'late' }, { status: 504 });
  };

  order(site = 'shop.example.com', plan = 'premium') {
    return { siteUrl: `https://${site}`, localUser: 'admin', plan };
  }

  async record(serviceKey: string): Promise<PlanRecord> {
    const record = await this.plans.get(serviceKey);
    if (record === null) throw new Error(`there is no record of ${serviceKey}`);
    return record;
  }
}

async function siteOf(request: Request): Promise<string> {
  const [, , , , place = ''] = new URL(request.url).pathname.split('/');
  if (place !== 'provision') return place;
  const form = await request.clone().formData();
  return String(form.get('siteurl'))
    .replace(/^https?:\/\//, '')
    .replaceAll('/', '::');
}

function targetOf(pathname: string): Target {
  if (pathname === '/oauth2/token') return 'token';
  if (pathname.endsWith('/provision')) return 'provision';
  return pathname.endsWith('/status') ? 'status' : 'cancel';
}
