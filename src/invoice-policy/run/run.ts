import type { AmountInput } from '../../core/amount.ts';
import type { Clock } from '../../core/time.ts';
import type { ChargeRetrySettings } from '../charge-retry.ts';
import type { InvoicingPorts } from '../ports/ports.ts';
import type { Lease } from './lease.ts';
import type { InvoicingSettings } from './options.ts';
import type { Recorder } from './recorder.ts';

/** What the steps of a run share. */
export interface Run {
  readonly id: string;
  readonly ports: InvoicingPorts;
  readonly settings: InvoicingSettings;
  readonly chargeRetry: ChargeRetrySettings;
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly lease: Lease;
  /** Accounts with a claim of an earlier run that could not be settled. */
  readonly unsettled: Set<string>;
}

/** A run that has come to invoicing. */
export interface InvoicingRun extends Run {
  /** Units per one unit of a base currency. */
  readonly rates: Readonly<Record<string, AmountInput>>;
}
