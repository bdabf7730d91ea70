import { TokenSource } from '../core/http/token.ts';
import { errorKindOf } from './error-code.ts';
import type { Caller, CallOptions, IterateOptions, ListOperation, Operation, Paged } from './operation.ts';
import type { KatapultOptions } from './options.ts';
import { Sender } from './sender.ts';

/**
 * A connection to the Katapult core API that calls operations passed as values. It carries none of its own, which
 * keeps bundles small; `KatapultClient` adds all of them as methods.
 *
 * @example
 * const connection = new KatapultConnection({ token });
 * const { task } = await connection.call(virtualMachinesStart, { virtual_machine: { id } });
 */
export class KatapultConnection implements Caller {
  readonly #sender: Sender;

  /** @throws ConfigError for a token, an address or a limit that cannot be used */
  constructor(options: KatapultOptions) {
    const { token, ...settings } = options;
    this.#sender = new Sender(settings, {
      vendor: 'katapult',
      baseUrl: 'https://api.katapult.io/core/v1',
      kindOf: errorKindOf,
      token: new TokenSource(token),
    });
  }

  /**
   * Calls an operation and gives back its checked answer.
   *
   * @throws InvalidInputError before anything is sent; ApiError and its kinds when the API refuses;
   * UnexpectedResponseError for an answer of another shape; TransportError and its kinds
   */
  call<P extends object, R>(
    operation: Operation<P, R>,
    params: NoInfer<P>,
    options?: CallOptions,
  ): Promise<R> {
    return this.#sender.call(operation, params, options);
  }

  /**
   * Calls a paginated operation page by page and yields the items. Parallel `next()` calls are safe; a loop that is
   * left asks for no further page. `page` and `per_page` of the parameters say where to begin and how much to ask
   * for at once.
   *
   * @throws what `call` throws, for any page; LimitExceededError when more pages follow than `maxPages`
   */
  iterate<P extends object, R, T>(
    operation: ListOperation<P, R, T>,
    params: NoInfer<P>,
    options?: IterateOptions,
  ): Paged<T> {
    return this.#sender.iterate(operation, params, options);
  }
}
