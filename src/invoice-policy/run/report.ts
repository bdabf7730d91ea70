import type { InvoiceDecision, SkipReason } from '../decision.ts';

/** Why a run ended before every client was looked at. */
export type StopReason =
  | 'LOCKED'
  | 'LOCK_FAILED'
  | 'LOCK_LOST'
  | 'ABORTED'
  | 'HEALING_FAILED'
  | 'SETTINGS_OFF'
  | 'LIST_FAILED'
  | 'CLOCK_SKEW';

/** Why a client got no decision, or one that could not be carried out. */
export type AccountErrorReason =
  /** The billing system or a store could not be read; nothing was claimed. */
  | 'STATE_UNREADABLE'
  /** The client has several live services; which one the usage is of is not known. */
  | 'AMBIGUOUS_SERVICE'
  /** The vendor refused to hand out the account; nothing was claimed. */
  | 'CLAIM_REFUSED'
  /** Nobody knows whether the vendor handed out periods, nor which. A human has to look at the account. */
  | 'CLAIM_LOST'
  /** The vendor's answer has no balance or no currency. */
  | 'BALANCE_UNKNOWN'
  | 'CURRENCY_UNKNOWN'
  /** The state of the client could not be read or made sense of. */
  | 'UNDECIDABLE'
  /** Something failed while the invoice was made. It may exist; the next run finds out. */
  | 'ISSUE_UNFINISHED';

/** What came of an account in a run. */
export type AccountReason =
  | 'ISSUED'
  | SkipReason
  /** A claim of an earlier run, on the account or on a day of its service, is not settled. */
  | 'UNSETTLED_CLAIM'
  /** Another run was faster. */
  | 'OVERTAKEN'
  | AccountErrorReason;

/** What became of the periods of an account that were claimed. `open`: the next run settles it. */
export type PeriodsOutcome = 'none' | 'invoiced' | 'reset' | 'lost' | 'open';

/** What a run did about one account. */
export interface AccountOutcome {
  readonly accountId: string;
  readonly clientId: string | null;
  readonly serviceId: string | null;
  readonly reason: AccountReason;
  /** Null: it came to none. */
  readonly decision: InvoiceDecision | null;
  /** The invoice that was made. */
  readonly invoiceId: string | null;
  readonly periods: PeriodsOutcome;
}

/** One charge that was tried. */
export interface ChargeOutcome {
  readonly invoiceId: string;
  readonly clientId: string;
  readonly idempotencyKey: string;
  readonly outcome: 'paid' | 'failed' | 'unknown';
  /** Its attempts are used up, and the agreement was dropped. */
  readonly dropped: boolean;
}

/** Something that failed. The run went on, unless it is the reason why it stopped. */
export interface RunError {
  readonly code: RunErrorCode;
  readonly message: string;
  /** What it is about. */
  readonly about: {
    readonly accountId?: string;
    readonly clientId?: string;
    readonly serviceId?: string;
    readonly invoiceId?: string;
    readonly day?: string;
  };
  /** The error that was caught. */
  readonly cause?: unknown;
}

/** Stable names of what may fail. */
export type RunErrorCode =
  | AccountErrorReason
  | 'LOCK_FAILED'
  | 'LIST_FAILED'
  | 'CLOCK_SKEW'
  /** What an earlier run left could not be settled; the next run tries again. */
  | 'HEALING_FAILED'
  /** Periods could not be given back; the next run tries again. */
  | 'RELEASE_FAILED'
  /** What happened could not be noted; the next run makes up for it. */
  | 'NOTE_FAILED'
  | 'RATES_UNKNOWN'
  /** Whether a client has an agreement is not known, or the vendor was not told. */
  | 'AGREEMENT_UNKNOWN'
  | 'AGREEMENTS_NOT_SENT'
  /** The outcome of a charge is not known; it is repeated under the same key. */
  | 'CHARGE_UNKNOWN'
  /** An invoice could not be looked at for a repeated charge. */
  | 'RETRY_FAILED';

/** What earlier runs had left, and was settled. */
export interface Healed {
  /** Days whose invoice was found, or was not made. */
  readonly issued: number;
  readonly released: number;
  /** Claims whose periods are on an invoice, were given back, or are lost. */
  readonly invoiced: number;
  readonly reset: number;
  readonly lost: number;
}

/** What a run did. */
export interface InvoicingReport {
  readonly runId: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  /** Null: it ran to its end. */
  readonly stopped: StopReason | null;
  /** How many accounts came to which reason. */
  readonly counts: Readonly<Partial<Record<AccountReason, number>>>;
  readonly accounts: readonly AccountOutcome[];
  readonly charges: readonly ChargeOutcome[];
  readonly healed: Healed;
  /** How many clients' agreements were told to the vendor. */
  readonly agreementsSent: number;
  readonly errors: readonly RunError[];
}
