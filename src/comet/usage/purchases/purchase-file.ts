import type { Day } from '../../../core/time.ts';

/** Why a row of a purchase file cannot be booked. */
export type PurchaseIssueCode =
  /** The row has more cells than the header, as an amount with an unquoted comma makes it. */
  | 'TOO_MANY_CELLS'
  | 'DATE_MISSING'
  | 'DATE_UNREADABLE'
  | 'AMOUNT_MISSING'
  | 'NUMBER_UNREADABLE'
  /** The Item is longer than 200 characters, or holds control characters. */
  | 'ITEM_UNREADABLE'
  | 'COST_NOT_POSITIVE'
  | 'CREDIT_BELOW_COST';

/** One thing that is wrong with a row. */
export interface PurchaseIssue {
  readonly code: PurchaseIssueCode;
  /** Line of the file on which the row begins; the header is line 1. */
  readonly line: number;
  /** The column that it is about; null for the row as a whole. */
  readonly column: PurchaseColumn | null;
  /** The text of the cell, or of the whole row, as it arrived; line ends within it are LF. */
  readonly text: string;
}

/** The columns that a purchase file must have, in any order and any case. */
export type PurchaseColumn = 'Date' | 'Type' | 'Item' | 'Credit Amount' | 'Cost';

/** A row that buys credit, or takes a purchase back. Amounts are plain decimals and never negative. */
export interface PurchaseRow {
  /** `fingerprint#occurrence`: the same row of a later export of the file has the same id. Source: X8. */
  readonly id: string;
  readonly fingerprint: string;
  /** 1 for the first row with this content, 2 for the second: equal packs of one day are several purchases. */
  readonly occurrence: number;
  /** Line of the file on which the row begins; the header is line 1. */
  readonly line: number;
  /** Day of the purchase. The ledger lets it take effect at the first instant of the day in its business zone. */
  readonly at: Day;
  /** The Item, such as `10,000 Dollars`; null if the cell is blank. */
  readonly label: string | null;
  /** What was paid: the Cost. */
  readonly cash: string;
  /** Credit Amount minus Cost, exact. */
  readonly bonus: string;
  /** The vendor sells in dollars. */
  readonly currency: 'USD';
}

/** A row of a type that neither buys nor refunds. Whether an adjustment adds or takes credit is not known. */
export interface SkippedRow {
  readonly line: number;
  /** As it arrived. */
  readonly type: string;
  /** The whole row as it arrived; line ends within it are LF. */
  readonly text: string;
}

/** Sums of rows, as plain decimals. */
export interface PurchaseSums {
  readonly rows: number;
  readonly cash: string;
  readonly bonus: string;
  /** Cash and bonus together: the Credit Amount. */
  readonly credit: string;
}

/** What a purchase file says; each of its rows stands in exactly one of the lists, blank ones in none. */
export interface PurchaseFile {
  /** In the order of the file. */
  readonly purchases: readonly PurchaseRow[];
  /** In the order of the file; amounts without sign, however the file shows them. */
  readonly refunds: readonly PurchaseRow[];
  readonly skipped: readonly SkippedRow[];
  /** What is wrong with the rows that stand in no other list: all of it, a row may have several. */
  readonly issues: readonly PurchaseIssue[];
  readonly totals: {
    /** Rows behind the header that are not blank: purchases, refunds, skipped and refused ones. */
    readonly rows: number;
    /** Rows with issues. */
    readonly refused: number;
    readonly purchases: PurchaseSums;
    readonly refunds: PurchaseSums;
    /** Purchases minus refunds. */
    readonly net: Omit<PurchaseSums, 'rows'>;
  };
}
