import type { Caller, CallOptions, NoParams } from '../operation.ts';
import {
  externalBillingClientsToAutoInvoice,
  externalBillingProcessCreditAutoInvoicing,
} from '../operations/external-billing.ts';
import type {
  ClientsToAutoInvoice,
  NecessaryCredits,
  ProcessCreditAutoInvoicingParams,
} from '../types/external-billing.ts';

/** Methods of the group `externalBilling`. */
export class FleioExternalBillingGroup {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /**
   * `GET /billing/external-billing/get_clients_to_auto_invoice_for_external_billing`. External ids of the clients whose
   * credit is topped up by itself. Changes nothing; repeated on network trouble.
   */
  clientsToAutoInvoice(params: NoParams = {}, options?: CallOptions): Promise<ClientsToAutoInvoice> {
    return this.#caller.call(externalBillingClientsToAutoInvoice, params, options);
  }

  /**
   * `POST /billing/external-billing/process_clients_for_credit_auto_invoicing`. The credit that each client has to buy,
   * given what of his invoices is open. Never repeated, and not to be within one run.
   */
  processCreditAutoInvoicing(
    params: ProcessCreditAutoInvoicingParams,
    options?: CallOptions,
  ): Promise<NecessaryCredits> {
    return this.#caller.call(externalBillingProcessCreditAutoInvoicing, params, options);
  }
}
