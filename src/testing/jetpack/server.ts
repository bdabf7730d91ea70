import { InvalidInputError } from '../../core/errors/input.ts';
import { jsonAnswer } from '../api/answers.ts';
import { FakeApiBase, type Vendor } from '../api/fake-api.ts';
import type { ReceivedRequest } from '../api/received-request.ts';
import { FakeClock } from '../clock.ts';
import { randomHex } from '../random.ts';
import { demandUser, licensingToken, startKey } from './auth.ts';
import { DEFAULT_BEHAVIOUR } from './behaviour.ts';
import type { JetpackCall, JetpackEndpoint } from './call.ts';
import { JETPACK_ENDPOINTS } from './endpoints/table.ts';
import type { JetpackActivationRow, JetpackKeyRow, JetpackLicenseRow, JetpackSiteRow } from './entities.ts';
import { Input } from './input.ts';
import { placeLicense } from './licenses.ts';
import { checkOptions, type FakeJetpackOptions } from './options.ts';
import { register, settlePlans, siteOf } from './plans.ts';
import { errorBody, formOf, Refusal, refusalAnswer } from './refusal.ts';
import { type Route, routeOf } from './routes.ts';
import { JETPACK_SECRETS, shownPath } from './secrets.ts';
import { addKey, addPlan, addSite, newPartner, refuse, seedState } from './seed.ts';
import type { JetpackSeedKey, JetpackSeedSite } from './seed-rows.ts';
import { JetpackState } from './state.ts';
import type { World } from './world.ts';

const LICENSING = '/wpcom/v2/jetpack-licensing/';

/**
 * The partner API of Jetpack in memory, and the sites of the net behind it: plans, licenses, coupons and reports.
 *
 * Without seeds there are two partner keys, one of each other token, thirteen products, and no site: each host is one
 * without an address.
 */
export class FakeJetpack extends FakeApiBase {
  protected readonly vendor: Vendor;
  readonly #world: World;

  /** @throws InvalidInputError for options or seeds that no server could have */
  constructor(options: FakeJetpackOptions = {}) {
    checkOptions(options);
    super(options);
    this.#world = this.#makeWorld(options);
    seedState(this.#world, options);
    this.vendor = {
      operations: JETPACK_ENDPOINTS.map(({ name }) => name),
      secrets: JETPACK_SECRETS,
      shownPath,
      operationOf: (path, method) => routeOf(path, method)?.endpoint.name,
      answer: (request) => this.#answer(request),
      envelopedError: (status, message) => jsonAnswer(errorBody('reference', status, 'planned', message)),
    };
  }

  /** What there is at this moment of the clock; seed, read and change it. */
  get state(): JetpackState {
    this.settle();
    return this.#world.state;
  }

  /** Brings plans to sites that are connected, and ends those that waited for 14 days. Requests and `state` do so by themselves. */
  settle(): void {
    settlePlans(this.#world);
  }

  /** Moves the clock by `ms` and settles. @throws InvalidInputError for a clock that is no `FakeClock` */
  advance(ms: number): void {
    this.settle();
    if (this.clock instanceof FakeClock) this.clock.advance(ms);
    else refuse([{ path: 'clock', message: 'only a FakeClock can be moved' }]);
    this.settle();
  }

  /** Another partner key. @throws InvalidInputError for an ID that is taken, or allowances of what is not sold */
  addKey(key: JetpackSeedKey): JetpackKeyRow {
    return addKey(this.#world, key);
  }

  /** Another site. @throws InvalidInputError for an address without scheme, or one that is there already */
  addSite(site: JetpackSeedSite): JetpackSiteRow {
    return addSite(this.#world, site);
  }

  /**
   * A site of the net, to change as its owner would: `fake.site('https://example.com').isReachable = false`.
   *
   * @param ref address, identifier or blog ID
   * @throws InvalidInputError for a site that is not there
   */
  site(ref: string | number): JetpackSiteRow {
    this.settle();
    const site = siteOf(this.#world, String(ref));
    if (site !== undefined) return site;
    throw noSite(ref);
  }

  /**
   * The owner connects the site; what waited for that is active from now on.
   *
   * @param ref address, identifier or blog ID
   * @throws InvalidInputError for a site that is not there
   */
  connect(ref: string | number): JetpackSiteRow {
    const site = this.site(ref);
    register(this.#world, site);
    site.isConnected = true;
    this.settle();
    return site;
  }

  /** Opens a `next_url` as its customer does: the site that is connected now, undefined if none is. It works once. */
  authorize(nextUrl: string | URL): JetpackSiteRow | undefined {
    const secret = new URL(nextUrl).searchParams.get('secret') ?? '';
    const site = this.#world.links.get(secret);
    this.#world.links.delete(secret);
    return site === undefined ? undefined : this.connect(site);
  }

  /**
   * A plan that somebody gave a site: another key, or nobody of the partners where `keyId` is null. It waits like any
   * other until the site is connected.
   *
   * @throws InvalidInputError for a plan that is not sold, and a key that is not there
   */
  addPlan(siteUrl: string, plan: string, keyId: number | null = null): JetpackActivationRow {
    this.settle();
    const row = addPlan(this.#world, siteUrl, plan, keyId);
    this.settle();
    return row;
  }

  /** A license that was issued on the vendor's own pages. @throws InvalidInputError for a product that is not sold */
  addLicense(product: string, { isTest = false }: { readonly isTest?: boolean } = {}): JetpackLicenseRow {
    const isSold = this.#world.state.products.has(product);
    refuse(isSold ? [] : [{ path: 'product', message: `${product} is no product` }]);
    return placeLicense(this.#world, { product, isTest });
  }

  #makeWorld({ partner, behaviour, tokenSeconds }: FakeJetpackOptions): World {
    let id = 1000;
    const nextId = () => {
      id += 1;
      return id;
    };
    const state = new JetpackState(newPartner(nextId(), partner));
    const chosen = { ...DEFAULT_BEHAVIOUR, ...behaviour };
    const { clock, random } = this;
    return { state, clock, random, behaviour: chosen, tokenSeconds, links: new Map(), nextId };
  }

  #answer(request: ReceivedRequest): Response {
    this.settle();
    const answer = this.#refusable(request);
    this.settle();
    if (request.path.startsWith(LICENSING)) {
      answer.headers.set('x-jetpack-request-id', randomHex(this.random, 24));
    }
    return answer;
  }

  #refusable(request: ReceivedRequest): Response {
    const { path, method } = request;
    const form = formOf(path);
    try {
      const route = routeOf(path, method);
      // The code outside of /wpcom is a guess; so is that a wrong method has no other.
      if (route === undefined) throw new Refusal(404, 'rest_no_route', `There is no ${method} here`);
      return jsonAnswer(this.#run(request, route));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const isReference = form === 'rest' && this.#world.behaviour.startErrors === 'error_code';
      return refusalAnswer(isReference ? 'reference' : form, error);
    }
  }

  #run(request: ReceivedRequest, { endpoint, members }: Route): object {
    const isMerged = formOf(request.path) === 'wpcom';
    const input = isMerged ? Input.ofBoth(request) : Input.ofBody(request);
    const at = (name: string) => members.get(name) ?? '';
    return perform(endpoint, { world: this.#world, request, input, at });
  }
}

/** Does the work with the token that it takes. */
function perform(endpoint: JetpackEndpoint, call: JetpackCall): object {
  const { world, request } = call;
  switch (endpoint.auth) {
    case 'start':
      return endpoint.run({ ...call, key: startKey(world, request) });
    case 'licensing':
      return endpoint.run({ ...call, token: licensingToken(world, request) });
    case 'user':
      demandUser(world, request);
      return endpoint.run(call);
    case 'none':
      return endpoint.run(call);
  }
}

function noSite(ref: string | number): InvalidInputError {
  return new InvalidInputError('FakeJetpack', [{ path: 'ref', message: `the fake has no site ${ref}` }]);
}
