import type { StreamableEvent, UserProfileConfig } from '../../comet/admin/types/index.ts';
import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { jsonAnswer, textAnswer } from '../api/answers.ts';
import { FakeApiBase, type FakeApiOptions, type Vendor } from '../api/fake-api.ts';
import type { ReceivedRequest } from '../api/received-request.ts';
import { randomHex } from '../random.ts';
import { requireTopLevel } from './access.ts';
import { authenticate } from './auth.ts';
import { type CometBehaviour, DEFAULT_BEHAVIOUR } from './behaviour.ts';
import type { CometEndpoint } from './endpoint.ts';
import { COMET_ENDPOINTS } from './endpoints/table.ts';
import { EventStreams, type FakeWebSocketClass, type LoggedStream } from './event-stream.ts';
import type { StreamFaultRule } from './event-stream-fault.ts';
import { LoginProtection, type LoginProtectionOptions } from './login-protection.ts';
import { Params } from './params.ts';
import { type CometPlatforms, platformsOf } from './platforms.ts';
import { Refusal, refusalAnswer } from './refusal.ts';
import { COMET_SECRETS } from './secrets.ts';
import { type CometSeed, seedState } from './seed.ts';
import { Sessions } from './sessions.ts';
import { CometState, type CometUser, profileHash } from './state.ts';
import { totpCode, totpStep } from './totp.ts';
import { hasSince } from './version.ts';
import type { SecondFactorSign, World } from './world.ts';

/** Options of `FakeCometServer`. */
export interface FakeCometServerOptions extends FakeApiOptions, CometSeed {
  /** Version of the server: what is newer answers 404 or is left out. Default `25.9.8`. */
  readonly serverVersion?: string;
  /** Seconds without use after which a session ends. Default 1800. */
  readonly sessionSeconds?: number;
  /** Default: off. */
  readonly loginProtection?: LoginProtectionOptions;
  /** HTTP status of refusals: always 200, or the number of the refusal. Real servers do both. Default 200. */
  readonly refusalHttpStatus?: 'always-200' | 'same';
  /** How a second factor is asked for. Default `http-449`. */
  readonly secondFactorSign?: SecondFactorSign;
  /** What nobody outside knows of real servers. */
  readonly behaviour?: Partial<CometBehaviour>;
  /** Whether clients may be downloaded without a login. Default false. */
  readonly publicDownloads?: boolean;
  /** The only builds of the client on offer, by number. Default: five are told, and any number is handed out. */
  readonly platforms?: CometPlatforms;
  /** What a client download contains. Default: 64 KiB of a fixed pattern. */
  readonly clientInstaller?: Uint8Array;
}

/** Version of the server that the fake plays unless told otherwise. */
export const DEFAULT_SERVER_VERSION = '25.9.8';

const BY_PATH: ReadonlyMap<string, CometEndpoint> = new Map(
  COMET_ENDPOINTS.flatMap((endpoint) =>
    [endpoint.path, ...(endpoint.aliases ?? [])].map((path) => [path, endpoint] as const),
  ),
);

/**
 * A Comet server in memory: speaks the wire of the Comet Server API, keeps state, and can be told to fail.
 *
 * Use `fake.fetch` as a client's `fetch`, `listen(fake)` of `reseller-sdk/testing/node` for real HTTP, or
 * `handlers(fake, url)` of `reseller-sdk/testing/msw`. Without `admins` there is one: `admin` with the
 * password `fake-password`.
 */
export class FakeCometServer extends FakeApiBase {
  /** What the server knows; seed, read and change it. */
  readonly state = new CometState();
  protected readonly vendor: Vendor;
  readonly #world: World;
  readonly #streams: EventStreams;
  readonly #refusalHttpStatus: 'always-200' | 'same';

  /** @throws InvalidInputError for options or seeds that no server could have */
  constructor(options: FakeCometServerOptions = {}) {
    checkOptions(options);
    super(options);
    this.#refusalHttpStatus = options.refusalHttpStatus ?? 'always-200';
    this.#world = this.#makeWorld(options);
    seedState(this.#world, options);
    this.#streams = new EventStreams(this.#world, this.basePath);
    this.vendor = {
      operations: COMET_ENDPOINTS.map(({ name }) => name),
      secrets: COMET_SECRETS,
      operationOf: (path) => BY_PATH.get(path)?.name,
      answer: (request) => this.#answer(request),
      envelopedError: (status, message) => jsonAnswer({ Status: status, Message: message }),
    };
  }

  /**
   * The profile of a user, as the server has it: edits count as a device's own writes and change the hash.
   *
   * @throws InvalidInputError when there is no such user
   */
  profile(username: string): UserProfileConfig {
    return this.#user(username).profile;
  }

  /** The hash that a write of this user's profile has to name. @throws InvalidInputError as `profile` does */
  profileHash(username: string): string {
    return profileHash(this.#user(username));
  }

  /** The code that an administrator's device shows now. It works once. @throws InvalidInputError without one */
  totpCode(username: string): string {
    const secret = this.state.admins.get(username)?.totpSecret;
    if (secret === undefined) throw missing(`no administrator ${username} with a totpSecret`);
    return totpCode(secret, totpStep(this.clock.now()));
  }

  /** How many session keys are good at the moment. */
  get openSessions(): number {
    return this.#world.sessions.size;
  }

  /** Ends every session, as a restart of the server may. */
  endSessions(): void {
    this.#world.sessions.clear();
  }

  /** Stands in for the global `WebSocket` of code that listens to the event stream. */
  get webSocket(): FakeWebSocketClass {
    return this.#streams.webSocket;
  }

  /** Every connection of the event stream that was tried, in order, without secrets. */
  get streams(): readonly LoggedStream[] {
    return this.#streams.log;
  }

  /** How many connections of the event stream are live. */
  get openStreams(): number {
    return this.#streams.size;
  }

  /**
   * Sends an event to all who listen: `fake.emitEvent({ Type: 4201, ResourceID: 'job-1' })`. What is left out is
   * filled in.
   *
   * @returns the event as it was sent
   * @throws InvalidInputError for a type that is no whole number
   */
  emitEvent(event: Partial<StreamableEvent> & Pick<StreamableEvent, 'Type'>): StreamableEvent {
    return this.#streams.emit(event);
  }

  /** Breaks all connections of the event stream, as a restart of the server does. */
  dropStreams(): void {
    this.#streams.drop();
  }

  /** Takes all planned faults back, also those of the event stream. */
  override clearFaults(): void {
    super.clearFaults();
    this.#streams.faults.clear();
  }

  /** Plans a fault of the event stream. @throws InvalidInputError for a count that is none */
  injectStream(rule: StreamFaultRule): void {
    this.#streams.faults.inject(rule);
  }

  #user(username: string): CometUser {
    const user = this.state.users.get(username);
    if (user === undefined) throw missing(`no user ${username}`);
    return user;
  }

  #makeWorld(options: FakeCometServerOptions): World {
    const { clock, random } = this;
    return {
      state: this.state,
      sessions: new Sessions(clock, random, options.sessionSeconds ?? 1800),
      protection: new LoginProtection(clock, options.loginProtection),
      clock,
      random,
      version: options.serverVersion ?? DEFAULT_SERVER_VERSION,
      startHash: randomHex(random, 32),
      startTime: Math.floor(clock.now().getTime() / 1000),
      secondFactorSign: options.secondFactorSign ?? 'http-449',
      behaviour: { ...DEFAULT_BEHAVIOUR, ...options.behaviour },
      publicDownloads: options.publicDownloads ?? false,
      platforms: platformsOf(options.platforms),
      strictPlatforms: options.platforms !== undefined,
      get clientInstaller() {
        return options.clientInstaller ?? patternOf(65_536);
      },
      usedTotpSteps: new Map(),
    };
  }

  #answer(request: ReceivedRequest): Response {
    const endpoint = BY_PATH.get(request.path);
    if (endpoint === undefined || !hasSince(this.#world.version, endpoint.since)) {
      return textAnswer('404 page not found', 404);
    }
    if (request.method !== (endpoint.method ?? 'POST')) return textAnswer('Method Not Allowed', 405);
    try {
      return this.#run(endpoint, request);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const same = this.#refusalHttpStatus === 'same' ? error.status : 200;
      return refusalAnswer(error, error.httpStatus ?? same, request.headers.get('accept-language'));
    }
  }

  #run(endpoint: CometEndpoint, request: ReceivedRequest): Response {
    const spec = endpoint.params ?? {};
    requireEncoding(endpoint, request);
    const principal = authenticate(request, endpoint.auth, this.#world);
    if (endpoint.topLevelOnly === true) requireTopLevel(principal);
    const params = new Params(spec, request, this.#world.version);
    return endpoint.run({ world: this.#world, principal, params, selfAddress: request.selfAddress });
  }
}

function patternOf(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => index % 251);
}

function missing(what: string): InvalidInputError {
  return new InvalidInputError('username', [{ path: '', message: `the fake has ${what}` }]);
}

function checkOptions(options: FakeCometServerOptions): void {
  const { serverVersion, sessionSeconds = 1, loginProtection, behaviour } = options;
  const issues: Issue[] = [];
  const { conflictStatus } = { ...DEFAULT_BEHAVIOUR, ...behaviour };
  if (!(conflictStatus >= 400 && conflictStatus <= 999)) {
    issues.push({ path: 'behaviour.conflictStatus', message: `${conflictStatus} is no status of a refusal` });
  }
  if (serverVersion !== undefined && !/^\d+\.\d+\.\d+$/.test(serverVersion)) {
    issues.push({ path: 'serverVersion', message: `${serverVersion} is not a version such as 25.9.8` });
  }
  const counts = { sessionSeconds, ...prefixed('loginProtection', loginProtection) };
  for (const [path, count] of Object.entries(counts)) {
    if (!(count > 0)) issues.push({ path, message: `${count} is not a positive number` });
  }
  if (issues.length > 0) throw new InvalidInputError('FakeCometServer options', issues);
}

function prefixed(prefix: string, numbers: object = {}): Record<string, number> {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [`${prefix}.${name}`, value]));
}

/** Every call is a form, uploads are multipart; JSON bodies are not read. */
function requireEncoding({ method, params = {} }: CometEndpoint, { encoding }: ReceivedRequest): void {
  if (method === 'GET') return;
  const wanted = Object.values(params).includes('file') ? 'multipart' : 'form';
  if (encoding === wanted) return;
  const type = wanted === 'form' ? 'application/x-www-form-urlencoded' : 'multipart/form-data';
  throw new Refusal(400, `The request must be ${type}`);
}
