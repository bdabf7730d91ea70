import type { AmountInput } from '../../core/amount.ts';
import { plainAmount } from '../../core/amount.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import { jsonAnswer } from '../api/answers.ts';
import { FakeApiBase, type Vendor } from '../api/fake-api.ts';
import type { ReceivedRequest } from '../api/received-request.ts';
import { FakeClock } from '../clock.ts';
import { Balances, uptodateCredit } from './balances.ts';
import { DEFAULT_BEHAVIOUR } from './behaviour.ts';
import type { FleioEndpoint } from './call.ts';
import { endCycleNow, endDueCycles, isRunning } from './cycles.ts';
import { FLEIO_ENDPOINTS } from './endpoints/table.ts';
import type { FleioClientRow, FleioPeriodRow, FleioServiceRow, FleioUserRow } from './entities.ts';
import { sum } from './money.ts';
import { withoutFields } from './omit.ts';
import { checkOptions, type FakeFleioOptions } from './options.ts';
import { Refusal, refusalAnswer } from './refusal.ts';
import { type Route, routeOf } from './routes.ts';
import { clientsCalled, servicesOf } from './rows.ts';
import { FLEIO_SECRETS } from './secrets.ts';
import { addClient, addService, seedState } from './seed.ts';
import type { FleioSeedClient } from './seed-rows.ts';
import { SsoProofs } from './sso-proofs.ts';
import { FleioState } from './state.ts';
import { DEFAULT_FLEIO_VERSION, isSince } from './version.ts';
import { Ids, type World } from './world.ts';

/**
 * The staffapi of Fleio in memory: clients, users, services, exact credit, and billing cycles that end with its clock.
 *
 * Published under `/backend/staffapi` unless told otherwise. Without seeds there is one token, `fake-fleio-token`, one
 * OpenStack product, and no client.
 */
export class FakeFleio extends FakeApiBase {
  protected readonly vendor: Vendor;
  readonly #world: World;

  /** @throws InvalidInputError for options or seeds that no server could have */
  constructor(options: FakeFleioOptions = {}) {
    checkOptions(options);
    super({ ...options, basePath: options.basePath ?? '/backend/staffapi' });
    this.#world = this.#makeWorld(options);
    seedState(this.#world, options);
    this.vendor = {
      operations: FLEIO_ENDPOINTS.map(({ name }) => name),
      secrets: FLEIO_SECRETS,
      operationOf: (path, method) =>
        routeOf(path)?.endpoints.find((endpoint) => endpoint.method === method)?.name,
      answer: (request) => this.#answer(request),
      envelopedError: (_status, message) => jsonAnswer({ detail: message }),
    };
  }

  /** What Fleio knows at this moment of its clock; seed, read and change it. */
  get state(): FleioState {
    this.settle();
    return this.#world.state;
  }

  /** Ends the cycles that are over and works out balances. Requests and `state` do so by themselves. */
  settle(): void {
    endDueCycles(this.#world);
    this.#world.balances.refresh(this.#world.state, this.#world.clock.now());
  }

  /** Moves the clock by `ms` and settles. @throws InvalidInputError for a clock that is no `FakeClock` */
  advance(ms: number): void {
    if (!(this.clock instanceof FakeClock)) throw invalid('clock', 'only a FakeClock can be moved');
    this.clock.advance(ms);
    this.settle();
  }

  /**
   * A client, with a user and an active service unless told otherwise. Nothing has to be unique but ids.
   *
   * @throws InvalidInputError for what no server could hold
   */
  addClient(client: FleioSeedClient = {}): FleioClientRow {
    this.settle();
    return addClient(this.#world, client);
  }

  /**
   * Another service of a client, active unless told otherwise.
   *
   * @param client id or external id
   * @throws InvalidInputError for a client or product that is not there
   */
  addService(client: number | string, service: Partial<FleioServiceRow> = {}): FleioServiceRow {
    this.settle();
    return addService(this.#world, this.#client(client), structuredClone(service));
  }

  /**
   * Usage in the cycle that runs, in the client's currency.
   *
   * @param client id or external id
   * @param service id; default: the only service of the client that is active or suspended
   * @throws InvalidInputError without such a service, and for an amount that is not exact
   */
  addUsage(client: number | string, amount: AmountInput, service?: number): void {
    this.settle();
    const row = this.#runningService(client, service);
    row.usage = sum(row.usage, plainAmount(amount));
    this.settle();
  }

  /**
   * Ends the running cycle of a service before its time; the next begins now.
   *
   * @param client id or external id
   * @param service id; default as in `addUsage`
   * @throws InvalidInputError without such a service
   */
  endCycle(client: number | string, service?: number): FleioPeriodRow {
    this.settle();
    return endCycleNow(this.#world, this.#runningService(client, service));
  }

  /**
   * Credit minus all usage so far, whatever the periodic task has seen of it: an exact decimal in the client's currency.
   *
   * @param client id or external id
   * @throws InvalidInputError for a client that is not there
   */
  uptodateCredit(client: number | string): string {
    this.settle();
    return uptodateCredit(this.#world.state, this.#client(client));
  }

  /** Opens a login address as a browser does: the user who is logged in, undefined if nobody is. It works once. */
  openLogin(address: string | URL): FleioUserRow | undefined {
    const { searchParams, pathname } = new URL(address);
    if (!pathname.endsWith('/sso') || pathname.endsWith('//sso')) return undefined;
    const euid = this.#world.proofs.redeem(searchParams, this.#world.clock.now());
    if (euid === undefined) return undefined;
    return [...this.state.users.values()].find((user) => user.external_billing_id === euid && user.is_active);
  }

  #client(wanted: number | string): FleioClientRow {
    const { clients } = this.#world.state;
    const row = typeof wanted === 'number' ? clients.get(wanted) : clientsCalled(this.#world, wanted)[0];
    if (row === undefined) throw invalid('client', `the fake has no client ${wanted}`);
    return row;
  }

  #runningService(client: number | string, id: number | undefined): FleioServiceRow {
    const running = servicesOf(this.#world, this.#client(client).id).filter(isRunning);
    const [only, ...others] = running.filter((service) => id === undefined || service.id === id);
    if (only === undefined) throw invalid('service', `${client} has no such service that runs`);
    if (others.length > 0) throw invalid('service', `${client} has several; name one by its id`);
    return only;
  }

  #makeWorld(options: FakeFleioOptions): World {
    const version = options.version ?? DEFAULT_FLEIO_VERSION;
    const skew = options.clockSkew ?? 0;
    const dedupes = isSince(version, '2026.07.1') ? {} : { dedupesCredit: 'never' as const };
    return {
      state: new FleioState(),
      clock: { now: () => new Date(this.clock.now().getTime() + skew) },
      random: this.random,
      behaviour: { ...DEFAULT_BEHAVIOUR, ...dedupes, ...options.behaviour },
      version,
      pageSize: options.pageSize ?? 25,
      balances: new Balances(options.balancesEvery ?? 0),
      proofs: new SsoProofs(options.ssoSeconds ?? 60),
      ids: new Ids(),
    };
  }

  #answer(request: ReceivedRequest): Response {
    this.settle();
    const answer = this.#refusable(request);
    const { behaviour, clock } = this.#world;
    if (behaviour.sendDate) answer.headers.set('date', clock.now().toUTCString());
    return answer;
  }

  #refusable(request: ReceivedRequest): Response {
    const { path, query, selfAddress } = request;
    const route = routeOf(path, this.#world.version);
    if (route === undefined && routeOf(path.replace(/\/$/, ''), this.#world.version) !== undefined) {
      const location = `${selfAddress}${path.slice(1, -1)}${query.size > 0 ? `?${query}` : ''}`;
      return new Response(null, { status: 301, headers: { location } });
    }
    if (route === undefined) return pageNotFound();
    try {
      return this.#run(request, route);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refusalAnswer(error);
    }
  }

  /** Token before method, as Django does it. */
  #run(request: ReceivedRequest, { endpoints, id }: Route): Response {
    this.#authenticate(request);
    const endpoint = endpoints.find(({ method }) => method === request.method);
    if (endpoint === undefined) throw new Refusal(405, `There is no ${request.method} here (FakeFleio)`);
    return this.#reply(endpoint, endpoint.run({ world: this.#world, request, id }));
  }

  #authenticate({ headers }: ReceivedRequest): void {
    const token = /^Token (\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
    if (token !== undefined && this.#world.state.tokens.has(token)) return;
    throw new Refusal(this.#world.behaviour.badTokenStatus, 'The token is not good (FakeFleio)');
  }

  #reply({ name, status }: FleioEndpoint, answer: object): Response {
    if (answer instanceof Response) return answer;
    const { omit } = this.#world.behaviour;
    const fields = Object.hasOwn(omit, name) ? omit[name] : undefined;
    return jsonAnswer(fields === undefined ? answer : withoutFields(answer, fields), status);
  }
}

const NO_PAGE =
  '<!doctype html><html><head><title>Not found</title></head><body><h1>Not found</h1></body></html>';

/** What Django says of an address that has no route. */
function pageNotFound(): Response {
  return new Response(NO_PAGE, { status: 404, headers: { 'content-type': 'text/html; charset=utf-8' } });
}

function invalid(path: string, message: string): InvalidInputError {
  return new InvalidInputError('FakeFleio', [{ path, message }]);
}
