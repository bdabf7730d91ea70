import { JetpackPartnerClient } from 'reseller-sdk/jetpack';
import {
  InMemoryPlanRepository,
  JetpackPlans,
  type JetpackPlansOptions,
  type PlanRecord,
  type PlanRepository,
} from 'reseller-sdk/jetpack/plans';
import { collectEvents, FakeClock } from 'reseller-sdk/testing';
import { PlanVendor } from '../../../src/testing/jetpack-plans/plan-vendor.ts';

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** Calls that a fault can hit. */
export type Target = 'token' | 'provision' | 'cancel' | 'status';

/** What becomes of a call; `lost` and `late` are done before the answer goes wrong, the others never arrive. */
export type Trouble =
  | 'lost'
  | 'late'
  | 'network'
  | 'page'
  | { readonly status: number; readonly body: unknown };

/** A vendor with faults, its client, a store and a lifecycle, on one clock. */
export class PlanWorld {
  readonly clock = new FakeClock('2026-01-01T00:00:00Z');
  readonly vendor = new PlanVendor();
  readonly events = collectEvents();
  readonly jetpack: JetpackPartnerClient;
  /** Every request, and what became of it, in order. */
  readonly log: { readonly on: Target; readonly site: string; readonly trouble: Trouble | undefined }[] = [];
  readonly #troubles: { readonly on: Target; readonly trouble: Trouble }[] = [];
  repository: PlanRepository = new InMemoryPlanRepository();
  options: Partial<JetpackPlansOptions> = {};

  constructor() {
    this.jetpack = new JetpackPartnerClient({
      ...{ clientId: '12345', clientSecret: 'canary-client-secret', baseUrl: 'https://api.example.com' },
      ...{ fetch: this.fetch, onEvent: this.events.onEvent, sleep: async () => undefined },
      ...{ retry: { limit: 0 }, timeout: 1000 },
    });
  }

  get plans(): JetpackPlans {
    const { repository, clock } = this;
    return new JetpackPlans({ repository, partnerKeys: { live: this.jetpack }, clock, ...this.options });
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
    this.log.push({ on, site: await siteOf(request), trouble });
    if (trouble === undefined) return this.vendor.fetch(request);
    if (trouble === 'network') throw new TypeError('the network is gone');
    if (trouble === 'page') return new Response('<html>Sorry</html>', { status: 200 });
    if (typeof trouble === 'object') return Response.json(trouble.body, { status: trouble.status });
    await this.vendor.fetch(request);
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
  return String(form.get('siteurl')).replace(/^https:\/\//, '');
}

function targetOf(pathname: string): Target {
  if (pathname === '/oauth2/token') return 'token';
  if (pathname.endsWith('/provision')) return 'provision';
  return pathname.endsWith('/status') ? 'status' : 'cancel';
}
