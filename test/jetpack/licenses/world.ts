import { JetpackPartnerClient } from 'reseller-sdk/jetpack';
import {
  InMemoryLicenseRepository,
  JetpackLicenses,
  type LicenseRepository,
} from 'reseller-sdk/jetpack/licenses';
import { collectEvents, FakeClock, FakeJetpack, type JetpackLicenseRow } from 'reseller-sdk/testing';

export const MINUTE_MS = 60_000;

/** Calls that a fault can hit. */
export type Target = 'issue' | 'get' | 'revoke' | 'list';

/** What becomes of a call; `lost` and `late` are done before the answer goes wrong, the others never arrive. */
export type Trouble =
  | 'lost'
  | 'late'
  | 'network'
  | 'page'
  | { readonly status: number; readonly body: unknown };

const TOKEN = 'canary-licensing-token';
/** One is the beginning of another. */
const PRODUCTS = ['jetpack-scan', 'jetpack-scan-pro', 'jetpack-anti-spam', 'jetpack-backup-t1'].map(
  (slug, index) => ({
    ...{ productId: index + 1, slug, name: slug, family: 'jetpack-scan' },
    ...{ includes: [], amount: '1', hasDownload: false },
  }),
);

/** A vendor with faults, its client, a store and a lifecycle, on one clock. */
export class LicenseWorld {
  readonly clock = new FakeClock('2026-01-01T00:00:00Z');
  readonly fake = new FakeJetpack({
    clock: this.clock,
    products: PRODUCTS,
    licensingTokens: { [TOKEN]: 'production' },
  });
  readonly events = collectEvents();
  readonly jetpack: JetpackPartnerClient;
  /** The calls that the vendor carried out, in order. */
  readonly calls: Target[] = [];
  readonly #troubles: { readonly on: Target; readonly trouble: Trouble }[] = [];
  repository: LicenseRepository = new InMemoryLicenseRepository();

  constructor() {
    this.jetpack = new JetpackPartnerClient({
      ...{ licensingToken: TOKEN, fetch: this.fetch, onEvent: this.events.onEvent },
      ...{ sleep: async () => undefined, retry: { limit: 0 }, timeout: 1000 },
    });
  }

  get licenses(): JetpackLicenses {
    const { jetpack, repository, clock } = this;
    return new JetpackLicenses({ jetpack, repository, clock });
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
    const on = targetOf(request);
    const index = this.#troubles.findIndex((planned) => planned.on === on);
    const [planned] = index === -1 ? [] : this.#troubles.splice(index, 1);
    const { trouble } = planned ?? {};
    if (trouble === undefined || trouble === 'lost' || trouble === 'late') this.calls.push(on);
    if (trouble === undefined) return this.fake.fetch(request);
    if (trouble === 'network') throw new TypeError('the network is gone');
    if (trouble === 'page') return new Response('<html>Sorry</html>', { status: 200 });
    if (typeof trouble === 'object') return Response.json(trouble.body, { status: trouble.status });
    const answer = await this.fake.fetch(request);
    if (trouble === 'lost') throw new TypeError('the answer was lost');
    return new Response(await answer.text(), { status: 502 });
  };

  /** All licenses that were issued, the oldest first. */
  get issued(): JetpackLicenseRow[] {
    return [...this.fake.state.licenses.values()];
  }

  /** Licenses of a product that are billed. */
  inForce(product: string): JetpackLicenseRow[] {
    return this.issued.filter((license) => license.product === product && license.revokedAt === null);
  }
}

function targetOf({ method, url }: Request): Target {
  if (new URL(url).pathname.endsWith('/licenses')) return 'list';
  if (method === 'POST') return 'issue';
  return method === 'DELETE' ? 'revoke' : 'get';
}
