import type { InstantInput } from '../../core/time.ts';

/** What became of a charge. */
export interface ChargeResult {
  readonly paid: boolean;
}

/** Takes money by the client's agreement. */
export interface ChargePort {
  /**
   * Charges what is open of an invoice. A key charges once: repeated, it returns what it returned first. An error says
   * that the outcome is not known; the key is used again then.
   */
  charge(invoiceId: string, idempotencyKey: string): Promise<ChargeResult>;
}

/** What became of charging an invoice so far. */
export interface ChargeHistory {
  /** Null: never attempted. */
  readonly lastAttemptAt: InstantInput | null;
  readonly failedAttempts: number;
}

/** One attempt to charge. */
export interface ChargeAttempt {
  /** Counts from 1; an attempt whose outcome was not known is made again under its number. */
  readonly attempt: number;
  readonly at: Date;
  readonly outcome: 'paid' | 'failed' | 'unknown';
}

/** The attempts to charge invoices. */
export interface ChargeLog {
  /** What became of charging an invoice so far; no attempt and no failure for one that is not on record. */
  get(invoiceId: string): Promise<ChargeHistory>;
  /**
   * Notes an attempt: the last attempt is the latest of all, and a failed attempt `n` makes at least `n` failures.
   * Repeating it changes nothing.
   */
  record(invoiceId: string, attempt: ChargeAttempt): Promise<void>;
}

/** The billing agreements (cards and the like on file) that clients have in the billing system. */
export interface AgreementPort {
  /** Whether the client can be charged now; null: not known, and nothing is done that rests on it. */
  status(clientId: string): Promise<boolean | null>;
  /**
   * Gives up charging the client because of an invoice whose attempts are used up: `status` is false from now on, until
   * that invoice is settled. Repeating it changes nothing.
   */
  drop(clientId: string, invoiceId: string): Promise<void>;
}
