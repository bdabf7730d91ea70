import type { InvoicingPorts } from '../../invoice-policy/index.ts';
import type { Caller } from '../operation.ts';

/** What automatic top-ups work on: Fleio, and the ports of the invoice policy. */
export interface AutoTopUpPorts
  extends Pick<
    InvoicingPorts,
    | 'lock'
    | 'days'
    | 'chargeLog'
    | 'clients'
    | 'services'
    | 'invoices'
    | 'agreements'
    | 'charging'
    | 'rates'
    | 'clock'
  > {
  /** A `FleioClient` or `FleioConnection`. */
  readonly fleio: Caller;
}
