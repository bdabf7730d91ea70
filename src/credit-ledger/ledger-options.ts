import type { Sleep } from '../core/sleep.ts';
import type { Clock } from '../core/time.ts';
import type { CreditLedgerRepository } from './repository.ts';

/** What a ledger works with. */
export interface CreditLedgerOptions {
  readonly repository: CreditLedgerRepository;
  /** Supplies `recordedAt`. Default: the clock of the machine. */
  readonly clock?: Clock;
  /** How often a command is planned and committed before a conflict is thrown. Default 8. */
  readonly tries?: number;
  /** From 0 up to 1; spreads the waits of rival writers. Default `Math.random`. */
  readonly random?: () => number;
  /** Waits between tries. Default: the timers of the platform. */
  readonly sleep?: Sleep;
}
