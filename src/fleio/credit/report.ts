import type { CreditFailure, CreditKey } from './credit-row.ts';

/** Why a run ended before every row was looked at. */
export type CreditStop =
  /** The caller's signal. */
  | 'ABORTED'
  /** Fleio refused the token, or the address is wrong; every other call would fail the same way. */
  | 'NOT_ADMITTED'
  /** Fleio asked for a pause. */
  | 'RATE_LIMITED'
  /** Several calls in a row had no usable answer. */
  | 'UNREACHABLE'
  /** The outbox could not be read. */
  | 'OUTBOX_FAILED';

/** What a run did with a row. */
export type CreditResult =
  /** Fleio has it, and that is noted. */
  | 'done'
  /** It failed and is tried again. */
  | 'retry'
  /** It waits for a human. */
  | 'parked'
  /** Another run, or a human, was at it; this run did nothing more. */
  | 'overtaken'
  /** The outbox failed; the row stands as it was last saved. */
  | 'unsaved';

/** A row that a run tried. */
export interface CreditOutcome extends CreditKey {
  readonly accountId: string;
  readonly result: CreditResult;
  /** Absent when it is done. */
  readonly failure?: CreditFailure;
}

/** What a run of the credit outbox did. */
export interface CreditReport {
  /** The rows that were tried, in that order. */
  readonly outcomes: readonly CreditOutcome[];
  /** Rows that wait: for their time, behind an earlier row of their client, or for a human. */
  readonly waiting: number;
  /** Null: every row was looked at. */
  readonly stopped: CreditStop | null;
  /** What stopped the run, where that was an error. */
  readonly failure: CreditFailure | null;
}
