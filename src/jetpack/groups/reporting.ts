import type { Caller, CallOptions, IterateOptions, Paged } from '../operation.ts';
import {
  reportingActivationsList,
  reportingActivationsSummary,
  reportingInvoicesPast,
  reportingInvoicesUpcoming,
} from '../operations/reporting.ts';
import type {
  ByPartnerKey,
  WireActivation,
  WireActivationPage,
  WireActivationsOf,
  WireActivationsParams,
  WireActivationsSummaryParams,
} from '../types/reporting.ts';

/** Methods of the group `reporting`. They take the user token and change nothing; repeated on network trouble. */
export class JetpackReportingGroup {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** `GET /wpcom/v2/jetpack-partners/{partner_id}/key/{key_id}/activations`. One page, of 20 unless told otherwise. */
  activations(params: WireActivationsParams, options?: CallOptions): Promise<WireActivationPage> {
    return this.#caller.call(reportingActivationsList, params, options);
  }

  /** `GET /wpcom/v2/jetpack-partners/{partner_id}/key/{key_id}/activations`. Those of this page and of all that follow. */
  iterateActivations(params: WireActivationsParams, options?: IterateOptions): Paged<WireActivation> {
    return this.#caller.iterate(reportingActivationsList, params, options);
  }

  /** `GET /wpcom/v2/jetpack-partners/activations`. How many there were in each span of time. */
  summary(
    params: WireActivationsSummaryParams = {},
    options?: CallOptions,
  ): Promise<readonly WireActivationsOf[]> {
    return this.#caller.call(reportingActivationsSummary, params, options);
  }

  /** `GET /wpcom/v2/jetpack-partners/{partner_id}/key/{key_id}/stripe/invoices`. Undocumented: as the API answers. */
  invoices(params: ByPartnerKey, options?: CallOptions): Promise<unknown> {
    return this.#caller.call(reportingInvoicesPast, params, options);
  }

  /** `GET /wpcom/v2/jetpack-partners/{partner_id}/key/{key_id}/stripe/upcoming-invoice`. Undocumented, likewise. */
  upcomingInvoice(params: ByPartnerKey, options?: CallOptions): Promise<unknown> {
    return this.#caller.call(reportingInvoicesUpcoming, params, options);
  }
}
