import { paged } from '../core/http/paged.ts';
import { Secret } from '../core/secret.ts';
import type { Caller, CallOptions, IterateOptions, ListOperation, Operation, Paged } from './operation.ts';
import type { JetpackOptions } from './options.ts';
import { eachPage } from './pages.ts';
import { Sender } from './sender.ts';

/**
 * A connection to the Jetpack partner API that calls operations passed as values. It carries none of its own, which
 * keeps bundles small; `JetpackPartnerClient` adds all of them as methods.
 *
 * @example
 * const connection = new JetpackConnection({ clientId, clientSecret });
 * const { products } = await connection.call(siteStatus, { site: 'https://example.com' });
 */
export class JetpackConnection implements Caller {
  readonly #sender: Sender;

  /** @throws ConfigError for credentials, an address or a limit that cannot be used */
  constructor(options: JetpackOptions) {
    this.#sender = new Sender(options);
  }

  /**
   * Calls an operation and gives back its checked answer.
   *
   * @throws InvalidInputError before anything is sent; ConfigError `missing_credentials` without the token that the
   * operation takes, likewise; ApiError and its kinds when the API refuses; UnexpectedResponseError for an answer of
   * another shape; ConfigError for a redirect; TransportError and its kinds
   */
  call<P extends object, R>(
    operation: Operation<P, R>,
    params: NoInfer<P>,
    options?: CallOptions,
  ): Promise<R> {
    return this.#sender.call<P, R>(operation, params, options);
  }

  /**
   * Calls an operation page by page and yields the items. Parallel `next()` calls are safe; a loop that is left asks
   * for no further page.
   *
   * @throws what `call` throws, for any page; UnexpectedResponseError for a page that comes again; LimitExceededError
   * when more pages follow than `maxPages`
   */
  iterate<P extends object, R extends object, T extends object>(
    operation: ListOperation<P, R, T>,
    params: NoInfer<P>,
    options: IterateOptions = {},
  ): Paged<T> {
    return paged(
      eachPage<P, R, T>((page, asked, left) => this.call(page, asked, left), operation, params, options),
    );
  }

  /**
   * `POST /oauth2/token`. The start token: that of this client or of the store, or a new one. Parallel callers share
   * one request.
   *
   * @throws AuthenticationError for refused credentials; ConfigError without any
   */
  async token(): Promise<Secret> {
    return new Secret(await this.#sender.startTokens.current());
  }

  /** Forgets the start token. The next call fetches another, whatever the store has. */
  invalidateToken(): void {
    this.#sender.startTokens.forget();
  }
}
