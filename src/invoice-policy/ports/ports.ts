import type { Clock } from '../../core/time.ts';
import type { AccountSource } from './account-source.ts';
import type { ClientRepository, InvoiceRepository, RateProvider, ServiceRepository } from './billing.ts';
import type { AgreementPort, ChargeLog, ChargePort } from './charging.ts';
import type { ClaimLog } from './claim-log.ts';
import type { CycleMarks } from './cycle-marks.ts';
import type { DayLedger } from './day-ledger.ts';
import type { RunLock } from './run-lock.ts';

/** What a run keeps between runs; nothing of it belongs to the vendor or to the billing system. */
export interface InvoicingStores {
  readonly lock: RunLock;
  readonly days: DayLedger;
  readonly claims: ClaimLog;
  readonly cycles: CycleMarks;
  readonly chargeLog: ChargeLog;
}

/** All that a run works on (policy 11.1). */
export interface InvoicingPorts extends InvoicingStores {
  readonly accounts: AccountSource;
  readonly clients: ClientRepository;
  readonly services: ServiceRepository;
  readonly invoices: InvoiceRepository;
  readonly agreements: AgreementPort;
  readonly charging: ChargePort;
  readonly rates: RateProvider;
  /** Default: that of the machine. */
  readonly clock?: Clock;
}
