import type { Clock } from '../core/time.ts';
import type { AttemptsOptions } from './attempts.ts';
import type { CreditLedgerReads, CreditLedgerRepository } from './repository.ts';

/** What reading a ledger takes. */
export interface CreditLedgerReaderOptions extends AttemptsOptions {
  readonly repository: CreditLedgerReads;
}

/** What a ledger works with. */
export interface CreditLedgerOptions extends AttemptsOptions {
  readonly repository: CreditLedgerRepository;
  /** Supplies `recordedAt`. Default: the clock of the machine. */
  readonly clock?: Clock;
}
