import type { Rows } from './rows.ts';

/** The right of a run to make one automatic invoice of a service on a day. */
export interface DayClaim {
  readonly serviceId: string;
  /** Civil day in the zone of the business, `YYYY-MM-DD`. */
  readonly day: string;
  /** Counts the invoices of a day, from 1. */
  readonly seq: number;
  /** The run that claims it. */
  readonly runId: string;
}

/** A row of the day ledger; service, day and seq together are unique. */
export interface DayRow extends DayClaim {
  readonly state: 'claimed' | 'issued' | 'released';
  /** Set when issued. */
  readonly invoiceId: string | null;
}

/** Who may invoice a service on a day, and what became of it. It is what keeps two runs from invoicing twice. */
export interface DayLedger {
  /**
   * Claims the row, atomically: true when there was none or it was released, and it is now claimed by this run; false
   * when it is claimed or issued, and then nothing changes.
   */
  claim(claim: DayClaim): Promise<boolean>;
  /** Notes that the invoice exists, whatever the row says and whoever claimed it, and also where there is no row. */
  markIssued(claim: DayClaim, invoiceId: string): Promise<void>;
  /** Gives the row back if it is still claimed by this run; else nothing changes. */
  release(claim: DayClaim): Promise<void>;
  /** The rows of a service from a day on, of every state, and those of earlier days that are claimed. */
  listForService(serviceId: string, from: string): Promise<readonly DayRow[]>;
  /** All rows that are claimed. They may change while the list is read. */
  listClaimed(): Rows<DayRow>;
}
