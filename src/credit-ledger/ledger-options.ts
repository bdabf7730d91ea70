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
  /**
   * Runs a command while no other writer of the account is at work, say behind a locked row. It keeps the writers of
   * a busy account from overtaking each other; the ledger is right without it. Default: nobody waits.
   */
  readonly withAccountLock?: <Result>(account: string, work: () => Promise<Result>) => Promise<Result>;
}
