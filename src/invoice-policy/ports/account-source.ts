import type { AmountInput } from '../../core/amount.ts';
import type { Rows } from './rows.ts';

/** Which accounts a run wants to see. */
export interface DueFilter {
  /** Those with an agreement alone, or those without; absent: both. */
  readonly hasBillingAgreement?: boolean;
  /** Suspended ones too. */
  readonly includeSuspended: boolean;
  /**
   * Also those that owe nothing. Asked for with calendar months, so that a month in credit is closed; a source that
   * cannot list them leaves them out, and the first debt after such a month is invoiced as a cycle's end.
   */
  readonly includeWithoutDebt: boolean;
}

/** The accounts that a run has to look at. */
export interface DueAccounts {
  /** Identifiers at the vendor, in any order. */
  readonly accounts: Rows<string>;
  /** What the vendor's clock says (HTTP `Date` of its answer); null: not known, clocks are not compared. */
  readonly serverTime: Date | null;
}

/** A billing period that ended, and that a claim marked as taken. */
export interface ClaimedPeriod {
  readonly id: string;
  /** The vendor's name of the service that it belongs to. */
  readonly serviceRef: string;
}

/** What the vendor says of an account while it hands out its ended periods. */
export interface ClaimedAccount {
  /** ISO 4217 code of the two amounts; null: the answer had none. */
  readonly currency: string | null;
  /** Credit minus all usage so far; negative: owed. Null: the answer had none. */
  readonly uptodateCredit: AmountInput | null;
  /** How far the credit may fall, normally zero or less; null: unknown. */
  readonly effectiveCreditLimit: AmountInput | null;
  /** Null: the vendor does not tell. */
  readonly hasBillingAgreement: boolean | null;
  readonly periods: readonly ClaimedPeriod[];
  readonly hasServiceCycleRecentlyEnded?: boolean;
  readonly reachedCreditLimit?: boolean;
}

/** Whether a client of the billing system has a billing agreement, told to the vendor. */
export interface AgreementFlag {
  readonly accountId: string;
  readonly hasAgreement: boolean;
}

/**
 * The vendor that counts the usage. A vendor's room implements it; `claim` must not be repeated by a transport, because
 * a second call may no longer return the periods.
 */
export interface AccountSource {
  /** The accounts that may be due, and the server's time as the answer tells it. */
  listDue(filter: DueFilter): Promise<DueAccounts>;
  /**
   * Hands out the account and its ended periods, and marks those as taken. An `ApiError` of status 4xx, an
   * `InvalidInputError`, or a `TransportError` without `outcomeUnknown` says that nothing was taken; after any other
   * error nobody knows.
   */
  claim(accountId: string): Promise<ClaimedAccount>;
  /** Gives periods back, so that a later claim returns them again. Repeating it changes nothing. */
  release(serviceRef: string, periodIds: readonly string[]): Promise<void>;
  /** Tells the vendor which clients have a billing agreement. Absolute values: repeating it changes nothing. */
  setAgreements(flags: readonly AgreementFlag[]): Promise<void>;
}
