/**
 * The records of the ledger, as they stand in storage and as reads return them. All are plain JSON: amounts
 * are plain decimals in the currency of the account (`0.1`, no exponent, no trailing zeros), instants ISO
 * text with `Z` and milliseconds, days `YYYY-MM-DD` in the account's business zone. Instants, days and order
 * keys sort as text.
 */
import type { LedgerAccount } from './account.ts';
import type { LotKind } from './policy/order.ts';

/** What a lot or a debit stems from: `usage` is a usage record, or the negative charge behind a lot. */
export type OriginType = 'purchase' | 'opening' | 'adjustment' | 'usage' | 'refund';

/**
 * Where the credit of a lot, or of all lots of a kind, went:
 * `original = remaining + consumed + refunded + voided + expired`.
 */
export interface LotFigures {
  readonly original: string;
  /** Not yet used, including what is held. */
  readonly remaining: string;
  /** Reserved by holds; what may be taken is `remaining - held`. */
  readonly held: string;
  readonly consumed: string;
  readonly refunded: string;
  readonly voided: string;
  readonly expired: string;
}

/** Credit that came back to a lot after its expiry, and expired when it did. */
export interface LateExpiry {
  readonly at: string;
  readonly amount: string;
  /** What older usage took of it all the same; as much of it as comes back expires at `at` again. Left out: none. */
  readonly taken?: string;
}

/** A portion of credit: the paid part or the bonus of a purchase, or an adjustment. */
export interface CreditLot extends LotFigures {
  /** Derived from the origin: `<originId>:p`, `:b` or `:a`. */
  readonly id: string;
  readonly kind: LotKind;
  readonly origin: { readonly type: OriginType; readonly id: string };
  /** From this instant on it may pay. */
  readonly effectiveAt: string;
  /** Business day of `effectiveAt`, or the day that the caller named. */
  readonly day: string;
  /** From this instant on it may not pay any more; `null`: never expires. */
  readonly expiresAt: string | null;
  /** Lower goes first; default 0. */
  readonly priority: number;
  /** Tags of usage that it may pay for; `null`: any usage. */
  readonly scope: readonly string[] | null;
  /** One number per purchase, opening or adjustment, in the order of first recording. */
  readonly groupSeq: number;
  /** Place in the order of the account; code-unit order of the keys is the order. Unique in the account. */
  readonly orderKey: string;
  /** What a person calls the pack, such as `10,000 Dollars`. */
  readonly label: string | null;
  /** When it was voided; credit that returns to it later is voided too. */
  readonly voidedAt: string | null;
  /** Of what was refunded, the part that was no longer there and became a debit instead. */
  readonly refundDebited: string;
  /**
   * Of what is booked as expired, the parts that came back only after `expiresAt`, the earliest first; all else
   * expired at `expiresAt`. Empty with almost every lot.
   */
  readonly lateExpiry: readonly LateExpiry[];
  /** Instant of recording. */
  readonly createdAt: string;
  /** 1 when created, one more with each write. */
  readonly rowVersion: number;
}

/**
 * What an entry tells. The sign is in the type; only `lot.expired` may be negative: expired credit that a usage
 * from before the expiry takes after all, or that an extension revives.
 * - `usage.shortfall`: the part of a usage that the lots eligible at its time did not cover.
 * - `shortfall.settled`: credit that paid such a part, with the time from which the lot could pay.
 * - `usage.before_opening`: usage that the opening balance already contains; with a lot, what that lot had
 *   paid for it before the opening was known and gets back.
 */
export type EntryType =
  | 'lot.created'
  | 'usage.allocated'
  | 'usage.shortfall'
  | 'shortfall.settled'
  | 'usage.before_opening'
  | 'usage.reversed'
  | 'lot.refunded'
  | 'lot.voided'
  | 'lot.expired'
  | 'lot.extended'
  | 'hold.placed'
  | 'hold.posted'
  | 'hold.released'
  | 'rebuild.marker';

/** What a lot is, apart from its figures; stands on the entries that set it. */
export type LotTerms = Pick<CreditLot, 'expiresAt' | 'priority' | 'scope' | 'groupSeq' | 'label'>;

/** One line of the journal. Lines are added, never changed. */
export interface LedgerEntry {
  /** 1, 2, 3 ... without a gap. */
  readonly seq: number;
  readonly type: EntryType;
  readonly amount: string;
  readonly origin: OriginType;
  readonly lotId: string | null;
  /** Kind of the lot, where there is one. */
  readonly kind: LotKind | null;
  readonly usageId: string | null;
  /** When it counts. */
  readonly effectiveAt: string;
  /** Business day of `effectiveAt`, or the day that the caller named. */
  readonly day: string;
  /** When it was written; never before an entry of smaller `seq`, whatever the clock says. */
  readonly recordedAt: string;
  readonly commandKey: string;
  /** Takes back so much of that entry: type, time and effect are the ones of it, with the sign turned. */
  readonly reversesSeq: number | null;
  readonly reason: string | null;
  /** Of the lot, with `lot.created` and `lot.extended`. */
  readonly terms: LotTerms | null;
}

/** What one lot paid for a usage. */
export interface Slice {
  readonly lotId: string;
  readonly kind: LotKind;
  readonly amount: string;
  /** The entry that booked it. */
  readonly seq: number;
  /** Set when the lot took effect after the usage; the slice then counts from the lot's effective time. */
  readonly lateFunding?: true;
}

/**
 * - `allocated`: paid in full; `partial`: some or all of it is a debt.
 * - `before_opening`: older than the opening balance, which already contains it.
 * - `credit`: a negative amount, which became a lot; `zero`: nothing to pay.
 * - `reversal`: a negative amount, which reversed another usage.
 * - `withdrawn`: the row vanished from its source and was reversed.
 */
export type UsageState =
  | 'allocated'
  | 'partial'
  | 'before_opening'
  | 'credit'
  | 'reversal'
  | 'zero'
  | 'withdrawn';

/** A usage, or another debit that is paid like one. `amount = slices + shortfall + reversed` when it is positive. */
export interface UsageRecord {
  readonly id: string;
  readonly origin: OriginType;
  readonly occurredAt: string;
  readonly day: string;
  /** Seq of its first entry: the order in which usages were posted. */
  readonly seq: number;
  /** As booked, after `ingestRounding`. */
  readonly amount: string;
  /** As it arrived. */
  readonly requested: string;
  readonly slices: readonly Slice[];
  /** The open debt. */
  readonly shortfall: string;
  readonly reversed: string;
  /** Tag that scoped lots look for. */
  readonly scope: string | null;
  readonly state: UsageState;
  /** When pulls showed it first and last; `null` for usage that came another way. */
  readonly firstSeenAt: string | null;
  readonly lastSeenAt: string | null;
  /** 1 when created, one more with each write. */
  readonly rowVersion: number;
}

/** `open` until it is posted or voided (`released`), or its time is up (`expired`). */
export type HoldState = 'open' | 'posted' | 'released' | 'expired';

/** Credit that is set aside for usage that is expected. */
export interface HoldRecord {
  readonly id: string;
  readonly occurredAt: string;
  readonly day: string;
  /** Seq of its first entry. */
  readonly seq: number;
  readonly amount: string;
  /** What is set aside of which lot, in the order of taking; stays when the hold ends. */
  readonly slices: readonly Slice[];
  /** From this instant on it counts as released; `null`: only when it is posted or voided. */
  readonly expiresAt: string | null;
  readonly scope: string | null;
  readonly state: HoldState;
  /** 1 when created, one more with each write. */
  readonly rowVersion: number;
}

/**
 * By how much the entries of a business day, or of a month, changed the account. A cache: the entries say the
 * same. Plain decimals; changes may be negative.
 */
export interface PeriodFigures {
  /** Lots that were created. */
  readonly purchased: string;
  readonly bonus: string;
  /** Adjustments of both signs, netted. */
  readonly adjustment: string;
  readonly usage: string;
  readonly returned: string;
  readonly refunded: string;
  readonly voided: string;
  readonly expired: string;
  /** Lots that came from negative usage; contained in `adjustment`. */
  readonly credited: string;
  /** Change of what is left, by kind of lot. */
  readonly remaining: Readonly<Record<LotKind, string>>;
  /** Change of what usage and other debits took, by kind of lot. */
  readonly consumed: Readonly<Record<LotKind, string>>;
  /** Change of what is held. */
  readonly held: string;
  /** Change of the open debt. */
  readonly debt: string;
}

/** The figures of one day or one month of an account. */
export interface LedgerPeriod extends PeriodFigures {
  /** `YYYY-MM-DD` for a business day, `YYYY-MM` for a month. */
  readonly period: string;
  /** 1 when created, one more with each write. */
  readonly rowVersion: number;
}

/** The account, its rules and its sums: everything that a balance needs in one row. */
export interface AccountHead {
  readonly account: LedgerAccount;
  /** Rises by one with every commit; 1 after the account was opened. */
  readonly version: number;
  readonly nextSeq: number;
  readonly nextGroupSeq: number;
  /** Instant of the opening balance. */
  readonly openingAt: string | null;
  /** Business day of the earliest effect on record that counts. */
  readonly firstDay: string | null;
  /** Latest effective instant on record. */
  readonly lastEffectiveAt: string | null;
  /** Earliest effective instant of a lot. */
  readonly firstLotAt: string | null;
  /** Latest instant of recording. */
  readonly lastRecordedAt: string | null;
  /** Rises by one with every rebuild that changed something; 1 at first. */
  readonly generation: number;
  /** No lot with credit expires before this instant; `null`: none expires. */
  readonly nextExpiry: string | null;
  /** Latest expiry of a lot that was booked. */
  readonly expiredBy: string | null;
  /** No open hold times out before this instant; `null`: none does. */
  readonly nextTimeout: string | null;
  /** Key of the pull that was booked last; `null`: none was. */
  readonly lastPull: string | null;
  readonly totals: Readonly<Record<LotKind, LotFigures>>;
  /** Sum of all open debts. */
  readonly debt: string;
}
