import { ConfigError } from '../core/errors/input.ts';
import { type CallOptions, checkCallOptions, type HttpRequest } from '../core/http/call.ts';
import { sharedDeadline, untilCutOff } from '../core/http/deadline.ts';
import { checkPlainHttp } from '../core/http/plain-http.ts';
import { TokenSource } from '../core/http/token.ts';
import { Transport } from '../core/http/transport.ts';
import { parseBaseUrl } from '../core/http/url.ts';
import { answerFacts, REQUEST_ID_HEADER } from './call-facts.ts';
import { fetchToken, startCredentials } from './fetch-token.ts';
import type { Operation, OperationFacts } from './operation.ts';
import type { JetpackOptions } from './options.ts';
import { readAnswer, refusesToken } from './read-answer.ts';
import type { JetpackAnswerFacts } from './refusal.ts';
import { type HeldSecrets, heldSecrets, requestOf } from './request.ts';
import { cleanText } from './secrets.ts';
import { StartTokens } from './start-tokens.ts';
import { timeoutsOf } from './timeouts.ts';
import { VENDOR } from './vendor.ts';

const BASE_URL = 'https://public-api.wordpress.com';

/** The API refused the token, before any work. */
const REFUSED = Symbol('refused');

/** A call that is ready to go, whatever becomes of its parameters. */
interface Prepared<P extends object, R> {
  readonly operation: Operation<P, R>;
  readonly request: HttpRequest;
  readonly held: HeldSecrets;
}

/** Sends single calls, each with the token of its kind, and reads their answers. */
export class Sender {
  readonly #options: JetpackOptions;
  readonly #transport: Transport;
  readonly #timeouts: ReturnType<typeof timeoutsOf>;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #start: StartTokens | undefined;
  readonly #licensing: TokenSource | undefined;
  readonly #user: TokenSource | undefined;

  /** @throws ConfigError for a token, an address or a limit that cannot be used */
  constructor({ clientId, clientSecret, licensingToken, userToken, ...options }: JetpackOptions) {
    const baseUrl = parseBaseUrl(options.baseUrl ?? BASE_URL);
    checkPlainHttp(baseUrl, options, VENDOR);
    this.#timeouts = timeoutsOf(options.timeout);
    this.#options = options;
    this.#headers = { Accept: 'application/json', 'User-Agent': options.userAgent ?? 'reseller-sdk' };
    this.#licensing =
      licensingToken === undefined ? undefined : new TokenSource(licensingToken, 'licensingToken');
    this.#user = userToken === undefined ? undefined : new TokenSource(userToken, 'userToken');
    this.#transport = new Transport({
      ...options,
      vendor: VENDOR,
      baseUrl,
      requestIdHeader: REQUEST_ID_HEADER,
      redirectHostOnly: true,
    });
    this.#start = this.#startTokens({ clientId, clientSecret });
  }

  /** The start token. @throws ConfigError without the credentials for one */
  get startTokens(): StartTokens {
    return this.#startTokensFor('token');
  }

  /** @throws InvalidInputError and ConfigError before anything is sent */
  async call<P extends object, R>(
    operation: Operation<P, R>,
    params: P,
    options: CallOptions = {},
  ): Promise<R> {
    checkCallOptions(options);
    const { name } = operation;
    const call = { operation, request: requestOf(operation, params), held: heldSecrets(params) };
    const read = (text: string, facts: JetpackAnswerFacts): R => readAnswer(operation, text, facts);
    if (operation.auth !== 'start') return this.#send(call, this.#tokenFor(operation), options, read);
    const tokens = this.#startTokensFor(name);
    const mayRefuse = (text: string, facts: JetpackAnswerFacts) =>
      refusesToken(facts.status, text, name) ? REFUSED : read(text, facts);
    const left = sharedDeadline(name, options, this.#options.now);
    const token = await untilCutOff(() => tokens.current(), name, left());
    const first = await this.#send(call, async () => token, left(), mayRefuse);
    if (first !== REFUSED) return first;
    const fresh = await untilCutOff(() => tokens.replace(token), name, left());
    return this.#send(call, async () => fresh, left(), read);
  }

  /** @throws ConfigError where the client has no credentials for one */
  #startTokensFor(operation: string): StartTokens {
    if (this.#start !== undefined) return this.#start;
    throw missing(operation, 'clientId and clientSecret');
  }

  /** Of operations that take no start token. @throws ConfigError where the client has no token of that kind */
  #tokenFor({ name, auth }: OperationFacts): () => Promise<string | undefined> {
    if (auth === 'none') return async () => undefined;
    const source = auth === 'licensing' ? this.#licensing : this.#user;
    if (source === undefined) throw missing(name, auth === 'licensing' ? 'licensingToken' : 'userToken');
    return () => source.current();
  }

  #send<P extends object, R, T>(
    { operation, request, held }: Prepared<P, R>,
    tokenOf: () => Promise<string | undefined>,
    options: CallOptions,
    read: (text: string, facts: JetpackAnswerFacts) => T,
  ): Promise<T> {
    const {
      name,
      repeatable,
      once,
      timeoutClass = 'default',
      answer: { secret },
    } = operation;
    const tokens = new Set<string>();
    const clean = (text: string) => cleanText(text, [...tokens, ...held.secrets], held.keys);
    const facts = { operation: name, write: repeatable !== true, once, secret, clean };
    return this.#transport.send<T>(
      {
        operation: name,
        safety: repeatable ? 'read' : 'write',
        timeoutMs: this.#timeouts[timeoutClass],
        secrets: () => [...tokens, ...held.secrets, ...held.keys],
        request: async () => this.#withToken(request, await tokenOf(), tokens),
        read: async (answer) => read(await answer.text(), answerFacts(answer, facts)),
      },
      options,
    );
  }

  #withToken(request: HttpRequest, token: string | undefined, sent: Set<string>): HttpRequest {
    if (token !== undefined) sent.add(token);
    const authorization = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    return { ...request, headers: { ...this.#headers, ...request.headers, ...authorization } };
  }

  #startTokens(given: Pick<JetpackOptions, 'clientId' | 'clientSecret'>): StartTokens | undefined {
    const credentials = startCredentials(given);
    if (credentials === undefined) return undefined;
    const { clientId } = credentials;
    const { tokenStore: store, now = Date.now, onEvent } = this.#options;
    const timeoutMs = this.#timeouts.token;
    const call = { timeoutMs, now, headers: this.#headers };
    const get = () => fetchToken(this.#transport, credentials, call);
    return new StartTokens({ clientId, fetchToken: get, store, timeoutMs, now, onEvent });
  }
}

function missing(operation: string, option: string): ConfigError {
  const message = `${operation} needs ${option}, which this client was not given. Nothing was sent`;
  return new ConfigError(message, { code: 'missing_credentials' });
}
