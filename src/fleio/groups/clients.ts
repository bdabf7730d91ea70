import { clientByExternalId } from '../lookups.ts';
import type { Caller, CallOptions, IterateOptions, Paged } from '../operation.ts';
import {
  clientsBillingSummary,
  clientsCreate,
  clientsDeleteWithResources,
  clientsList,
  clientsResume,
  clientsRetrieve,
  clientsSuspend,
  clientsUpdate,
} from '../operations/clients.ts';
import { clientsChangeCredit, clientsSetBillingAgreements } from '../operations/credit.ts';
import { clientsClaimForInvoiceProcessing, clientsToInvoice } from '../operations/invoicing.ts';
import type {
  BillingSummary,
  ClientRecord,
  ClientsChangeCreditParams,
  ClientsCreateParams,
  ClientsListParams,
  ClientsSetBillingAgreementsParams,
  ClientsUpdateParams,
  CreditChange,
} from '../types/clients.ts';
import type { ById } from '../types/ids.ts';
import type { ClaimedClient, ClientsToInvoiceParams, DueClient } from '../types/invoicing.ts';
import type { Page } from '../types/page.ts';

/** Methods of the group `clients`. */
export class FleioClientsGroup {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** `GET /clients`. One page of the clients. Changes nothing; repeated on network trouble. */
  list(params: ClientsListParams = {}, options?: CallOptions): Promise<Page<ClientRecord>> {
    return this.#caller.call(clientsList, params, options);
  }

  /** `GET /clients`. The clients of this page and of all that follow, each asked for when it is due. */
  iterate(params: ClientsListParams = {}, options?: IterateOptions): Paged<ClientRecord> {
    return this.#caller.iterate(clientsList, params, options);
  }

  /**
   * `GET /clients?external_billing_id=`. The one client with an external id.
   *
   * @throws NotFoundError `lookup_none`; ConflictError `lookup_many`; UnexpectedResponseError `lookup_mismatch` when
   * the server lost the filter
   */
  byExternalId(externalId: string, options?: CallOptions): Promise<ClientRecord> {
    return clientByExternalId(this.#caller, externalId, options);
  }

  /** `GET /clients/{id}`. One client. Changes nothing; repeated on network trouble. */
  retrieve(params: ById, options?: CallOptions): Promise<ClientRecord> {
    return this.#caller.call(clientsRetrieve, params, options);
  }

  /**
   * `POST /clients`. Makes a client and its user, and orders a service where asked. Never repeated; what a lost answer
   * left behind is found by the external id.
   */
  create(params: ClientsCreateParams, options?: CallOptions): Promise<ClientRecord> {
    return this.#caller.call(clientsCreate, params, options);
  }

  /**
   * `PATCH /clients/{id}`. Changes details of a client. Gives what the server answers. Never repeated, though a second
   * one changes nothing more.
   */
  update(params: ClientsUpdateParams, options?: CallOptions): Promise<unknown> {
    return this.#caller.call(clientsUpdate, params, options);
  }

  /** `POST /clients/{id}/suspend`. Suspends a client with all services. Never repeated. */
  suspend(params: ById, options?: CallOptions): Promise<undefined> {
    return this.#caller.call(clientsSuspend, params, options);
  }

  /** `POST /clients/{id}/resume`. Resumes a client. Never repeated. */
  resume(params: ById, options?: CallOptions): Promise<undefined> {
    return this.#caller.call(clientsResume, params, options);
  }

  /**
   * `POST /clients/{id}/change_credit`. Adds credit or withdraws it, in units of the client's currency. Never repeated: before Fleio 2026.07.1 a second
   * call moves the money a second time, also with the same `external_source_key`.
   */
  changeCredit(params: ClientsChangeCreditParams, options?: CallOptions): Promise<CreditChange> {
    return this.#caller.call(clientsChangeCredit, params, options);
  }

  /** `GET /clients/{id}/billing_summary`. Price of the current cycle, in the client's currency. Changes nothing; repeated on network trouble. */
  billingSummary(params: ById, options?: CallOptions): Promise<BillingSummary> {
    return this.#caller.call(clientsBillingSummary, params, options);
  }

  /**
   * `POST /clients/set_billing_agreements`. Sets which clients have an agreement, and so their credit limits. Gives what
   * the server answers. Never repeated, though a second one changes nothing more.
   */
  setBillingAgreements(params: ClientsSetBillingAgreementsParams, options?: CallOptions): Promise<unknown> {
    return this.#caller.call(clientsSetBillingAgreements, params, options);
  }

  /**
   * `GET /clients/get_clients_to_invoice`. The clients that owe money, of those that an external billing system
   * invoices unless told otherwise. Changes nothing; repeated on network trouble.
   */
  toInvoice(params: ClientsToInvoiceParams = {}, options?: CallOptions): Promise<readonly DueClient[]> {
    return this.#caller.call(clientsToInvoice, params, options);
  }

  /**
   * `GET /clients/{id}/get_client_for_invoice_processing`. Claims the ended periods of a client: the server marks them
   * as invoiced. Never repeated, though a GET; give back with `services.resetInvoicedPeriods` what is not invoiced.
   */
  claimForInvoiceProcessing(params: ById, options?: CallOptions): Promise<ClaimedClient> {
    return this.#caller.call(clientsClaimForInvoiceProcessing, params, options);
  }

  /**
   * `DELETE /clients/{id}?delete_cloud_resources=true`. Destroys the client and all its cloud resources, as Fleio
   * before 2019.09 did to terminate; `services.terminate` ends one service. Never repeated.
   */
  deleteWithResources(params: ById, options?: CallOptions): Promise<undefined> {
    return this.#caller.call(clientsDeleteWithResources, params, options);
  }
}
