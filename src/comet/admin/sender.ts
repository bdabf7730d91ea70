import type { Answer } from '../../core/http/answer.ts';
import type { CallOptions, HttpRequest } from '../../core/http/call.ts';
import { emit } from '../../core/http/events.ts';
import { checkLimits } from '../../core/http/limits.ts';
import { Transport } from '../../core/http/transport.ts';
import { parseBaseUrl } from '../../core/http/url.ts';
import { quote } from '../../core/secret.ts';
import type { Login } from './auth.ts';
import { buildForm, encodeParams } from './form.ts';
import type { EncodedParams, OperationFacts, Reader } from './operation.ts';
import type { CometOptions } from './options.ts';
import { asksForFactor, refusalError } from './refusal.ts';
import { secretValues } from './secrets.ts';
import { VENDOR } from './vendor.ts';

const DEFAULT_TIMEOUT_MS = 60_000;

/** Sends single calls with a given login and reads their answers. */
export class Sender {
  readonly #options: CometOptions;
  readonly #transport: Transport;
  readonly #selfAddress: string;
  readonly #headers: Readonly<Record<string, string>>;

  /** @throws ConfigError for a wrong address or a limit that cannot be kept */
  constructor(options: CometOptions) {
    const baseUrl = parseBaseUrl(options.baseUrl);
    const { acceptLanguage, onEvent, selfAddress, timeout } = options;
    checkLimits({ timeout });
    this.#options = options;
    this.#transport = new Transport({ ...options, vendor: VENDOR, baseUrl });
    this.#selfAddress =
      selfAddress === undefined ? baseUrl.href : parseBaseUrl(selfAddress, 'selfAddress').href;
    this.#headers = acceptLanguage === undefined ? {} : { 'Accept-Language': acceptLanguage };
    if (!baseUrl.insecure) return;
    const message = 'Passwords and session keys travel over plain http. Use https';
    emit(onEvent, { type: 'warning', vendor: VENDOR, code: 'INSECURE_HTTP', message });
  }

  /** @throws InvalidInputError with every parameter that does not fit */
  encode(operation: OperationFacts<unknown>, params: object): EncodedParams {
    return encodeParams(operation, params, this.#selfAddress);
  }

  send<R>(
    operation: OperationFacts<unknown>,
    params: EncodedParams,
    reader: Reader<R>,
    options: CallOptions,
    login: Login | undefined,
  ): Promise<R> {
    const { name, read, maxRetries } = operation;
    const timeoutMs = this.#options.timeout ?? operation.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const secrets = () => [...(login?.secrets() ?? []), ...secretValues(params)];
    const clean = (text: string) => quote(text, secrets());
    const refusal = (answer: Answer, body: string) => refusalError(operation, answer, body, clean);
    const context = { idleMs: options.timeout ?? timeoutMs, refusal, quote: clean };
    return this.#transport.send<R>(
      {
        operation: name,
        safety: read ? 'read' : 'write',
        timeoutMs,
        maxRetries,
        secrets,
        request: () => this.#request(operation, params, login),
        read: async (answer) => {
          if (asksForFactor(answer)) throw refusal(answer, await answer.text());
          return reader(answer, context);
        },
      },
      options,
    );
  }

  async #request(
    { method, path, build = buildForm }: OperationFacts<unknown>,
    params: EncodedParams,
    login: Login | undefined,
  ): Promise<HttpRequest> {
    if (method === 'GET') return { method, path, headers: this.#headers };
    return build(path, params, (await login?.fields()) ?? {}, this.#headers);
  }
}
