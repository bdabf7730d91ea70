import { issuesOf } from '../core/check.ts';
import { ApiError } from '../core/errors/api.ts';
import { ResellerSdkError } from '../core/errors/base.ts';
import { InvalidInputError } from '../core/errors/input.ts';
import type { CallOptions, HttpRequest } from '../core/http/call.ts';
import { stringifyJson } from '../core/http/json.ts';
import { checkLimits } from '../core/http/limits.ts';
import { type Paged, paged } from '../core/http/paged.ts';
import { checkPlainHttp } from '../core/http/plain-http.ts';
import { type RetryPolicy, retryPolicy } from '../core/http/retry.ts';
import type { TokenSource } from '../core/http/token.ts';
import { Transport } from '../core/http/transport.ts';
import { parseBaseUrl } from '../core/http/url.ts';
import { quote } from '../core/secret.ts';
import type { CallFacts } from './call-facts.ts';
import type { Caller, IterateOptions, ListOperation, OperationFacts } from './operation.ts';
import type { KatapultSettings } from './options.ts';
import { eachPage } from './pages.ts';
import { queryPairs } from './query.ts';
import { askedWait } from './rate-limit.ts';
import { readAnswer } from './read-answer.ts';
import { secretValues } from './secrets.ts';

/** Rules D6 and D7. */
const RETRY: RetryPolicy = { limit: 2, baseDelayMs: 500, maxDelayMs: 8000, maxRetryAfterMs: 65_000 };
const READ_TIMEOUT_MS = 30_000;
const WRITE_TIMEOUT_MS = 60_000;

/** What tells one Katapult API from the other. */
export interface SenderParts extends Pick<CallFacts, 'vendor' | 'kindOf'> {
  readonly baseUrl: string;
  /** Absent where the API takes no token. */
  readonly token?: TokenSource;
}

/** Sends single calls to one Katapult API and reads their answers. */
export class Sender implements Caller {
  readonly #settings: KatapultSettings;
  readonly #parts: SenderParts;
  readonly #transport: Transport;

  /** @throws ConfigError for an address, a limit or a retry policy that cannot be kept */
  constructor(settings: KatapultSettings, parts: SenderParts) {
    const { retry, timeout } = settings;
    const { vendor } = parts;
    checkLimits({ timeout });
    const baseUrl = parseBaseUrl(settings.baseUrl ?? parts.baseUrl);
    checkPlainHttp(baseUrl, settings, vendor);
    this.#settings = settings;
    this.#parts = parts;
    this.#transport = new Transport({ ...settings, vendor, baseUrl, retry: retryPolicy(retry, RETRY) });
  }

  /** @throws InvalidInputError before anything is sent, with every parameter that does not fit */
  async call<R>(operation: OperationFacts<R>, params: object, options?: CallOptions): Promise<R> {
    const { vendor, kindOf } = this.#parts;
    const request = requestOf(operation, params);
    const tokens = new Set<string>();
    let held: readonly string[] | undefined;
    const secrets = () => {
      held ??= secretValues(sentBy(request) ?? params);
      return [...tokens, ...held];
    };
    const now = this.#settings.now ?? Date.now;
    const clean = (text: string) => quote(text, secrets());
    const read = operation.method === 'GET';
    return this.#transport.send<R>(
      {
        operation: operation.name,
        safety: read ? 'read' : 'throttled-write',
        timeoutMs: this.#settings.timeout ?? (read ? READ_TIMEOUT_MS : WRITE_TIMEOUT_MS),
        secrets,
        request: () => this.#withHeaders(request, tokens),
        read: (answer) => readAnswer(operation, answer, { vendor, operation, kindOf, clean, now }),
        askedWait: (answer) => askedWait(answer, now()),
        isFinal: isLastWord,
      },
      options,
    );
  }

  /** The items of all pages of a list. */
  iterate<P extends object, R, T>(
    operation: ListOperation<P, R, T>,
    params: NoInfer<P>,
    options: IterateOptions = {},
  ): Paged<T> {
    return paged(eachPage((page, asked, left) => this.call(page, asked, left), operation, params, options));
  }

  /** The token is asked for anew for every attempt; those that went out are not to be quoted. */
  async #withHeaders(request: HttpRequest, tokens: Set<string>): Promise<HttpRequest> {
    const token = await this.#parts.token?.current();
    if (token !== undefined) tokens.add(token);
    const headers = {
      ...request.headers,
      'User-Agent': this.#settings.userAgent ?? 'reseller-sdk',
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    };
    return { ...request, headers };
  }
}

/**
 * Whether no repeat will change what a 502, 503 or 504 says: a 503 with a code of business, a 504 with that of the
 * network (rule D6), or an answer that cannot be read.
 */
function isLastWord(error: unknown): boolean {
  if (!(error instanceof ApiError)) return !(error instanceof ResellerSdkError && error.retryable);
  if (error.status === 504) return error.code === 'network_error';
  return error.status === 503 && !error.retryable;
}

/** What went out in the body, whatever has become of the parameters since. */
function sentBy({ body }: HttpRequest): object | undefined {
  const sent: unknown = typeof body === 'string' ? JSON.parse(body) : undefined;
  return typeof sent === 'object' && sent !== null ? sent : undefined;
}

/** The parameters as they go on the wire: a query for GET, JSON for everything else (contract 3.3). */
function requestOf(
  { name, method, path, input, text }: OperationFacts<unknown>,
  params: object,
): HttpRequest {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    throw new InvalidInputError(name, [{ path: '', message: 'the parameters must be an object' }]);
  }
  const issues = input === undefined ? [] : issuesOf(params, input);
  if (issues.length > 0) throw new InvalidInputError(name, issues);
  const Accept = text ? 'text/plain, application/json' : 'application/json';
  if (method === 'GET') return { method, path, query: queryPairs(params, name), headers: { Accept } };
  return {
    method,
    path,
    body: stringifyJson(params),
    headers: { Accept, 'Content-Type': 'application/json' },
  };
}
