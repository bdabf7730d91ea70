import { serviceByExternalId } from '../lookups.ts';
import type { Caller, CallOptions, IterateOptions, Paged } from '../operation.ts';
import { servicesResetInvoicedPeriods } from '../operations/invoicing.ts';
import {
  servicesActivate,
  servicesList,
  servicesResume,
  servicesSuspend,
  servicesTerminate,
  servicesUnsuspend,
  servicesUpdate,
} from '../operations/services.ts';
import type { ById } from '../types/ids.ts';
import type { ServicesResetInvoicedPeriodsParams } from '../types/invoicing.ts';
import type { Page } from '../types/page.ts';
import type {
  ServiceLink,
  ServiceRecord,
  ServicesListParams,
  ServicesUpdateParams,
} from '../types/services.ts';

/** Methods of the group `services`. */
export class FleioServicesGroup {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** `GET /billing/services`. One page of the services. Changes nothing; repeated on network trouble. */
  list(params: ServicesListParams = {}, options?: CallOptions): Promise<Page<ServiceRecord>> {
    return this.#caller.call(servicesList, params, options);
  }

  /** `GET /billing/services`. The services of this page and of all that follow, each asked for when it is due. */
  iterate(params: ServicesListParams = {}, options?: IterateOptions): Paged<ServiceRecord> {
    return this.#caller.iterate(servicesList, params, options);
  }

  /**
   * `GET /billing/services?filtering=`. The one service that is linked to a service of the billing system.
   *
   * @throws NotFoundError `lookup_none`; ConflictError `lookup_many`; UnexpectedResponseError `lookup_mismatch` when
   * the server lost the filter
   */
  byExternalId(link: ServiceLink, options?: CallOptions): Promise<ServiceRecord> {
    return serviceByExternalId(this.#caller, link, options);
  }

  /**
   * `PATCH /billing/services/{id}`. Links a service to one of the billing system. Gives what the server answers. Never
   * repeated, though a second one changes nothing more.
   */
  update(params: ServicesUpdateParams, options?: CallOptions): Promise<unknown> {
    return this.#caller.call(servicesUpdate, params, options);
  }

  /** `POST /billing/services/{id}/activate`. Creates what the service stands for, unless it is active. Never repeated. */
  activate(params: ById, options?: CallOptions): Promise<undefined> {
    return this.#caller.call(servicesActivate, params, options);
  }

  /** `POST /billing/services/{id}/suspend`. Suspends one service. Never repeated. */
  suspend(params: ById, options?: CallOptions): Promise<undefined> {
    return this.#caller.call(servicesSuspend, params, options);
  }

  /** `POST /billing/services/{id}/unsuspend`. Resumes one service; Fleio 2023.12 and later. Never repeated. */
  unsuspend(params: ById, options?: CallOptions): Promise<undefined> {
    return this.#caller.call(servicesUnsuspend, params, options);
  }

  /** `POST /billing/services/{id}/resume`. The same before Fleio 2023.12. Never repeated. */
  resume(params: ById, options?: CallOptions): Promise<undefined> {
    return this.#caller.call(servicesResume, params, options);
  }

  /** `POST /billing/services/{id}/terminate`. Ends one service and deletes its cloud resources. Never repeated. */
  terminate(params: ById, options?: CallOptions): Promise<undefined> {
    return this.#caller.call(servicesTerminate, params, options);
  }

  /**
   * `POST /billing/services/{id}/reset_service_invoiced_periods`. Gives claimed periods of one service back, so that a
   * later claim finds them. Gives what the server answers. Never repeated, though a second one changes nothing more.
   */
  resetInvoicedPeriods(params: ServicesResetInvoicedPeriodsParams, options?: CallOptions): Promise<unknown> {
    return this.#caller.call(servicesResetInvoicedPeriods, params, options);
  }
}
