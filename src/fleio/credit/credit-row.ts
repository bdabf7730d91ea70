/** Which way the credit moves: `add` when an invoice is paid, `withdraw` when it is refunded in full. */
export type CreditDirection = 'add' | 'withdraw';

/**
 * Where a row stands (contract fleio 8.6). `pending`: not tried yet. `sending`: noted before the call; found by a later
 * run, its outcome is not known. `retry`: tried, and tried again later. `done`: Fleio has it. `parked`: waits for a
 * human.
 */
export type CreditState = 'pending' | 'sending' | 'retry' | 'done' | 'parked';

/** What names a row, for good: no invoice moves the credit of a service twice in one direction. */
export interface CreditKey {
  readonly invoiceId: string;
  readonly serviceId: string;
  readonly direction: CreditDirection;
}

/** A movement of credit that is owed to Fleio. */
export interface CreditEntry extends CreditKey {
  /** External billing id of the client, who may not exist in Fleio yet. */
  readonly accountId: string;
  /** What the service's lines come to without tax, a positive plain decimal. */
  readonly amount: string;
  /** Currency of the invoice (ISO 4217 code). */
  readonly currency: string;
}

/** What was, or is about to be, asked of Fleio. Once a call may have happened, it is repeated exactly so or not at all. */
export interface SentCredit {
  /** Fleio's identifier of the client, as text. */
  readonly clientId: string;
  /** With all decimals of the currency. Zero: too little for its least coin, and nothing was asked for. */
  readonly amount: string;
  /** Currency of the Fleio client (ISO 4217 code). */
  readonly currency: string;
  /** The `external_source_key`. */
  readonly sourceKey: string;
}

/** Why the last try ended without success. */
export interface CreditFailure {
  /** Code of the error, such as `RATE_LIMITED`, or one of our own. */
  readonly code: string;
  /** What happened, for a person; holds no secret. */
  readonly message: string;
}

/** A row of the outbox. */
export interface CreditRow extends CreditEntry {
  /** Order in which the rows were added: a positive safe integer, greater for later rows; need not be dense. */
  readonly position: number;
  readonly state: CreditState;
  /** How often it failed since it was added, or since a human released it. */
  readonly failures: number;
  /** `retry`: when it is tried again; `sending`: until when its run may be at it. ISO text in UTC; null otherwise. */
  readonly dueAt: string | null;
  /** Set from the first `sending` on, and taken back when a human releases the row. */
  readonly sent: SentCredit | null;
  /** Whether Fleio may have done what `sent` says. */
  readonly isDoubtful: boolean;
  readonly failure: CreditFailure | null;
  /** When it was done; ISO text in UTC. */
  readonly doneAt: string | null;
  /** Greater after every change; 1 for a new row. */
  readonly version: number;
}

/** The key of a row as one text, for messages and maps. */
export function creditKeyText({ invoiceId, serviceId, direction }: CreditKey): string {
  return JSON.stringify([invoiceId, serviceId, direction]);
}
