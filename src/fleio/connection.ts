import { paged } from '../core/http/paged.ts';
import { frontendAddress } from './addresses.ts';
import type {
  Caller,
  CallOptions,
  IterateOptions,
  ListOperation,
  Operation,
  Paged,
  Reply,
} from './operation.ts';
import type { FleioOptions } from './options.ts';
import { eachPage } from './pages.ts';
import { Sender } from './sender.ts';
import type { ById } from './types/ids.ts';
import type { PageParams } from './types/page.ts';

/**
 * A connection to the Fleio staff API that calls operations passed as values. It carries none of its own, which keeps
 * bundles small; `FleioClient` adds all of them as methods.
 *
 * @example
 * const connection = new FleioConnection({ token, baseUrl: 'https://cloud.example.com/backend/staffapi' });
 * const client = await connection.call(clientsRetrieve, { id: 7 });
 */
export class FleioConnection implements Caller {
  /** Address of the user frontend without a slash at its end. */
  readonly frontendUrl: string | undefined;
  /** Address of the staff frontend without a slash at its end. */
  readonly staffUrl: string | undefined;
  readonly #sender: Sender;

  /** @throws ConfigError for a token, an address or a limit that cannot be used */
  constructor(options: FleioOptions) {
    this.frontendUrl = frontendAddress(options.frontendUrl, 'frontendUrl');
    this.staffUrl = frontendAddress(options.staffUrl, 'staffUrl');
    this.#sender = new Sender(options);
  }

  /**
   * Calls an operation and gives back its checked answer.
   *
   * @throws InvalidInputError before anything is sent; ApiError and its kinds when the server refuses;
   * UnexpectedResponseError for an answer of another shape, or to something else than was asked; ConfigError for a
   * redirect; TransportError and its kinds
   */
  async call<P extends object, R>(
    operation: Operation<P, R>,
    params: NoInfer<P>,
    options?: CallOptions,
  ): Promise<R> {
    return (await this.#sender.ask<P, R>(operation, params, options)).result;
  }

  /** The same, with the time of the server, by which its clock can be compared with one's own. @throws what `call` throws */
  ask<P extends object, R>(
    operation: Operation<P, R>,
    params: NoInfer<P>,
    options?: CallOptions,
  ): Promise<Reply<R>> {
    return this.#sender.ask<P, R>(operation, params, options);
  }

  /**
   * Calls an operation page by page and yields the objects. Parallel `next()` calls are safe; a loop that is left asks
   * for no further page.
   *
   * @throws what `call` throws, for any page; UnexpectedResponseError for a page that comes again; LimitExceededError
   * when more pages follow than `maxPages`
   */
  iterate<P extends PageParams, T extends ById>(
    operation: ListOperation<P, T>,
    params: NoInfer<P>,
    options: IterateOptions = {},
  ): Paged<T> {
    return paged(
      eachPage<P, T>((page, asked, left) => this.call(page, asked, left), operation, params, options),
    );
  }
}
