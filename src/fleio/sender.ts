import { issuesOf } from '../core/check.ts';
import { InvalidInputError } from '../core/errors/input.ts';
import type { CallOptions, HttpRequest } from '../core/http/call.ts';
import { stringifyJson } from '../core/http/json.ts';
import { checkLimits } from '../core/http/limits.ts';
import { checkPlainHttp } from '../core/http/plain-http.ts';
import { TokenSource } from '../core/http/token.ts';
import { Transport } from '../core/http/transport.ts';
import { pathSegment } from '../core/http/url.ts';
import { staffApiUrl } from './addresses.ts';
import { VENDOR } from './call-facts.ts';
import type { Operation, Reply } from './operation.ts';
import type { FleioOptions } from './options.ts';
import { readAnswer } from './read-answer.ts';
import { cleanText, secretValues } from './secrets.ts';

/** Rules of contract 4.7. */
const TIMEOUT_MS = 30_000;
const SLOW_TIMEOUT_MS = 60_000;

/** Sends single calls and reads their answers. */
export class Sender {
  readonly #options: Omit<FleioOptions, 'token'>;
  readonly #token: TokenSource;
  readonly #transport: Transport;

  /** @throws ConfigError for a token, an address or a limit that cannot be used */
  constructor({ token, ...options }: FleioOptions) {
    checkLimits({ timeout: options.timeout });
    const baseUrl = staffApiUrl(options.baseUrl);
    checkPlainHttp(baseUrl, options, VENDOR);
    this.#options = options;
    this.#token = new TokenSource(token);
    this.#transport = new Transport({ ...options, vendor: VENDOR, baseUrl, redirectHostOnly: true });
  }

  /** @throws InvalidInputError before anything is sent, with every parameter that does not fit */
  async ask<P extends object, R>(
    operation: Operation<P, R>,
    params: P,
    options?: CallOptions,
  ): Promise<Reply<R>> {
    const request = requestOf(operation, params);
    const tokens = new Set<string>();
    const held = secretValues(params);
    const secrets = () => [...tokens, ...held];
    const clean = (text: string) => cleanText(text, secrets());
    const now = this.#options.now ?? Date.now;
    return this.#transport.send<Reply<R>>(
      {
        operation: operation.name,
        safety: operation.repeatable ? 'read' : 'write',
        timeoutMs: this.#options.timeout ?? (operation.slow ? SLOW_TIMEOUT_MS : TIMEOUT_MS),
        secrets,
        request: () => this.#withHeaders(request, tokens),
        read: (answer) => readAnswer(operation, params, answer, { clean, now }),
      },
      options,
    );
  }

  /** The token is asked for anew for every attempt; those that went out are not to be quoted. */
  async #withHeaders(request: HttpRequest, tokens: Set<string>): Promise<HttpRequest> {
    const token = await this.#token.current();
    tokens.add(token);
    const headers = {
      Accept: 'application/json',
      'Content-Type': 'application/json',
      'User-Agent': this.#options.userAgent ?? 'reseller-sdk',
      Authorization: `Token ${token}`,
    };
    return { ...request, headers };
  }
}

function requestOf<P extends object, R>(operation: Operation<P, R>, params: P): HttpRequest {
  const { name, method, path, input, query, body } = operation;
  const issues = issuesOf(params, input);
  if (issues.length > 0) throw new InvalidInputError(name, issues);
  const sent = body?.(params);
  return {
    method,
    path: path.replace('{id}', () => pathSegment(String(Reflect.get(params, 'id')), 'id')),
    query: query?.(params),
    body: sent === undefined ? undefined : stringifyJson(sent),
  };
}
