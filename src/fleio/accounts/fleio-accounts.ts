import { frontendAddress } from '../addresses.ts';
import type { Caller, CallOptions } from '../operation.ts';
import { mintSsoUrl, type SsoAccess, type SsoInput } from './create-sso-url.ts';
import { type EnsuredClient, ensureClient } from './ensure-client.ts';
import type { AccountInput } from './new-client.ts';
import {
  type ChooseProduct,
  firstProduct,
  type Provisioned,
  type ProvisionInput,
  provisionService,
} from './provision.ts';
import type { ServiceChange } from './service-change.ts';
import type { ServiceRef } from './service-ref.ts';
import { suspendService } from './suspend-service.ts';
import {
  type AgreementStatus,
  type AgreementSync,
  type AgreementSyncOptions,
  syncBillingAgreements,
} from './sync-billing-agreements.ts';
import { type DetailsInput, type DetailsSync, pushClientDetails } from './sync-client-details.ts';
import { type ServiceStatusRepository, StatusMirror, type StatusSync } from './sync-service-statuses.ts';
import { terminateService } from './terminate-service.ts';
import { type UnsuspendVerb, unsuspendService } from './unsuspend-service.ts';

/** How accounts are kept. */
export interface FleioAccountsOptions {
  /** A `FleioClient` or `FleioConnection`; its `frontendUrl` is that of the users. */
  readonly fleio: Caller & { readonly frontendUrl?: string | undefined };
  /** Address of the user frontend, for single sign-on. Default: that of `fleio`. */
  readonly frontendUrl?: string | undefined;
  /** Default `auto`. */
  readonly unsuspendVerb?: UnsuspendVerb | undefined;
  /** First part of user names, for Fleio before 2022.09. Default `whmcs`. */
  readonly usernamePrefix?: string | undefined;
  /** Name of the Fleio configuration of new clients. Blank or left out: Fleio's default. */
  readonly configuration?: string | undefined;
  /** Names of the Fleio groups of new clients, at most 10: a list, or text with commas between them. */
  readonly groups?: string | readonly string[] | undefined;
  /** Cuts texts that are longer than Fleio keeps, instead of refusing them. Default false. */
  readonly truncate?: boolean | undefined;
  /** What a client gets who exists and has no service. Default: the first product, in its first cycle. */
  readonly chooseProduct?: ChooseProduct | undefined;
}

/**
 * The accounts of customers in Fleio: created with the external id that both systems share, suspended, resumed and
 * terminated service by service. Any of it may be called again after a failure.
 *
 * A look-up that fails never counts as "there is none". What fails besides the main step is a warning in the result.
 *
 * Source: contract fleio 5 to 7, 10.
 * @example
 * const accounts = new FleioAccounts({ fleio });
 * await accounts.provision({ ...person, externalId, serviceId: '55', currency: 'EUR' });
 */
export class FleioAccounts {
  readonly #options: FleioAccountsOptions;
  readonly #fleio: Caller;
  readonly #groups: readonly string[];
  readonly #frontendUrl: string | undefined;

  /** @throws ConfigError for a `frontendUrl` that is no address */
  constructor(options: FleioAccountsOptions) {
    const { groups = [], fleio } = options;
    this.#options = options;
    this.#fleio = fleio;
    this.#frontendUrl = frontendAddress(options.frontendUrl ?? fleio.frontendUrl, 'frontendUrl');
    const names = typeof groups === 'string' ? groups.split(',') : groups;
    this.#groups = names.map((name) => name.trim()).filter((name) => name !== '');
  }

  /**
   * The client with this external id, created if a clean look-up says that there is none. An existing one is left as he
   * is.
   *
   * @throws InvalidInputError with everything that Fleio would refuse; nothing was sent
   * @throws TransportError `outcomeUnknown` when the answer to the creation was lost: call again, it finds him
   * @throws ConflictError `lookup_many`; ApiError, TransportError, UnexpectedResponseError of the calls
   */
  ensureClient(input: AccountInput, options?: CallOptions): Promise<EnsuredClient> {
    return ensureClient(this.#fleio, input, this.#rules(), options);
  }

  /**
   * Gives a client the service that he ordered: creates both, or activates the service that is there, or orders it for
   * the client that is there.
   *
   * @throws ConflictError `LIVE_SERVICE_EXISTS` when another OpenStack service of the client lives
   * @throws NotFoundError `NO_PRODUCT` when he can order none; and what `ensureClient` throws
   */
  provision(input: ProvisionInput, options?: CallOptions): Promise<Provisioned> {
    const { chooseProduct = firstProduct } = this.#options;
    return provisionService(this.#fleio, input, { ...this.#rules(), chooseProduct }, options);
  }

  /** Suspends a service, and its client when nothing else of his lives. @throws NotFoundError `lookup_none` */
  suspend(ref: ServiceRef, options?: CallOptions): Promise<ServiceChange> {
    return suspendService(this.#fleio, ref, options);
  }

  /** Ends the suspension of a service, its client and its user. @throws NotFoundError `lookup_none` */
  unsuspend(ref: ServiceRef, options?: CallOptions): Promise<ServiceChange> {
    const { unsuspendVerb = 'auto' } = this.#options;
    return unsuspendService(this.#fleio, ref, unsuspendVerb, options);
  }

  /**
   * Terminates a service with its cloud resources; the client stays, suspended and without login when nothing else of
   * his lives.
   *
   * @throws NotFoundError `lookup_none`: nothing was done
   */
  terminate(ref: ServiceRef, options?: CallOptions): Promise<ServiceChange> {
    return terminateService(this.#fleio, ref, options);
  }

  /** Sends the details of a client that were edited in the billing system. @throws AbortedError; nothing else */
  syncClientDetails(input: DetailsInput, options?: CallOptions): Promise<DetailsSync> {
    return pushClientDetails(this.#fleio, input, this.#options.truncate ?? false, options);
  }

  /**
   * Tells Fleio who has a billing agreement.
   *
   * @throws AbortedError; InvalidInputError for a batch size that is none; other failures are in the result
   */
  syncBillingAgreements(
    statuses: Iterable<AgreementStatus>,
    options?: AgreementSyncOptions,
  ): Promise<AgreementSync> {
    return syncBillingAgreements(this.#fleio, statuses, options);
  }

  /**
   * Mirrors what Fleio suspended, terminated or resumed by itself. Call it on each tick, after the invoicing.
   *
   * @throws AbortedError; other failures are in the result
   */
  syncServiceStatuses(services: ServiceStatusRepository, options?: CallOptions): Promise<StatusSync> {
    return new StatusMirror(this.#fleio, services, options).run();
  }

  /**
   * The address at which a client is logged in to the user frontend; made for one click. Staff have none of their own.
   *
   * @throws ConfigError without a `frontendUrl`; ApiError, TransportError, UnexpectedResponseError of the call
   */
  createSsoUrl(input: SsoInput, options?: CallOptions): Promise<SsoAccess> {
    return mintSsoUrl(this.#fleio, this.#frontendUrl, input, options);
  }

  #rules() {
    const { usernamePrefix = 'whmcs', configuration = '', truncate = false } = this.#options;
    const name = configuration.trim();
    return { usernamePrefix, configuration: name === '' ? undefined : name, groups: this.#groups, truncate };
  }
}
