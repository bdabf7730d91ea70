import type { CallOptions } from '../../core/http/transport.ts';
import type { PortalForm } from './api/form.ts';
import { type GenericCallOptions, genericOperation, type ResponseKinds } from './api/generic-call.ts';
import type { PortalOperation } from './api/operation.ts';
import { type CometPortalOptions, sessionParts } from './api/options.ts';
import { createSend, type Send } from './api/session.ts';

/**
 * A connection to the Account Portal that runs operations passed as values. It carries none of its own, which
 * keeps bundles small; `CometPortalClient` adds all of them as methods.
 *
 * @example
 * const connection = new CometPortalConnection({ token });
 * const licenses = await connection.run(listLicenses, undefined);
 */
export class CometPortalConnection {
  readonly #send: Send;

  /** @throws ConfigError for options that are missing, malformed or contradict each other */
  constructor(options: CometPortalOptions) {
    this.#send = createSend(sessionParts(options));
  }

  /** Runs an operation value. Errors are those of `CometPortalClient`. */
  run<Params, Result>(
    operation: PortalOperation<Params, Result>,
    params: Params,
    options?: CallOptions,
  ): Promise<Result> {
    return this.#send(operation, params, options);
  }

  /**
   * Calls an endpoint that this package does not know by name.
   *
   * @param path such as `/api/v1/license/list_licenses`
   * @param form fields beside those of authentication
   * @param as how the answer is wrapped
   * @throws InvalidInputError for a path that is none, or fields that belong to authentication
   */
  async call<Kind extends keyof ResponseKinds>(
    path: string,
    form: PortalForm,
    as: Kind,
    options: GenericCallOptions = {},
  ): Promise<ResponseKinds[Kind]> {
    return this.#send(genericOperation(path, as, options), form, options);
  }
}
