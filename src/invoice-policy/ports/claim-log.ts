import type { ClaimedPeriod } from './account-source.ts';
import type { Rows } from './rows.ts';

/** A claim that is about to be made. */
export interface NewClaim {
  readonly id: string;
  readonly accountId: string;
  /** Civil day in the zone of the business, `YYYY-MM-DD`. */
  readonly day: string;
  readonly runId: string;
}

/** The invoice that a claim is about to lead to. */
export interface IssueIntent {
  readonly serviceId: string;
  /** Day of the invoice, which may be later than that of the claim. */
  readonly day: string;
  /** Which invoice of that day it is. */
  readonly seq: number;
  /** Calendar months: the month that the invoice settles. */
  readonly closedMonth: string | null;
}

/** A claim that is not closed. */
export interface OpenClaim extends NewClaim {
  /** Null: the answer of the vendor was never noted. */
  readonly periods: readonly ClaimedPeriod[] | null;
  /** Null: no invoice was begun. */
  readonly issue: IssueIntent | null;
}

/**
 * How a claim ended: its periods are on an invoice, were given back, were never taken, or nobody knows them (for a
 * human to look at).
 */
export type ClaimOutcome = 'invoiced' | 'reset' | 'failed' | 'lost';

/** What was claimed at the vendor, so that a crash loses no period. */
export interface ClaimLog {
  /** Notes that a claim is about to be made. Rejects for an id that is on record, open or closed. */
  open(claim: NewClaim): Promise<void>;
  /** Notes what the claim took. A claim that is closed, or was never opened, stays as it is. */
  attachPeriods(id: string, periods: readonly ClaimedPeriod[]): Promise<void>;
  /** Notes the invoice that is about to be made of it. A claim that is closed, or was never opened, stays as it is. */
  attachIssue(id: string, issue: IssueIntent): Promise<void>;
  /** True: this call closed it. False: it was closed, which stands, or never opened. */
  close(id: string, outcome: ClaimOutcome): Promise<boolean>;
  /** All claims that are not closed. They may be closed while the list is read. */
  listOpen(): Rows<OpenClaim>;
}
