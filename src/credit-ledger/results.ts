import type { DayRange } from '../identity/index.ts';
import type { LedgerAccount } from './account.ts';
import type { LotKind } from './policy/order.ts';
import type { Slice, UsageState } from './rows.ts';

interface Receipt {
  /** Idempotency key of the command. */
  readonly key: string;
  /** True when the command had been carried out before; the rest is what it returned then. */
  readonly replayed: boolean;
}

/** A lot that a command created. */
export interface CreatedLot {
  readonly id: string;
  readonly kind: LotKind;
  readonly amount: string;
}

/** A part of an open debt that new credit paid. */
export interface Settlement extends Slice {
  readonly usageId: string;
}

/** So much credit of one lot. */
export interface LotShare {
  readonly lotId: string;
  readonly kind: LotKind;
  readonly amount: string;
}

/** A debit that stands for credit which could not be taken back from its lot any more. */
export interface DebitShare {
  /** Id of its usage record. */
  readonly usageId: string;
  readonly amount: string;
  readonly slices: readonly Slice[];
  /** What became a debt. */
  readonly shortfall: string;
}

/** How a charge ended, whatever command it belongs to. */
export interface Posting {
  readonly state: UsageState;
  readonly slices: readonly Slice[];
  /** What became a debt. */
  readonly shortfall: string;
  /** The adjustment lot of a charge below zero. */
  readonly lots: readonly CreatedLot[];
  /** Debts that its credit paid. */
  readonly settled: readonly Settlement[];
}

/** What taking a usage back did. */
export interface Reversed {
  /** By how much the open debt of the usage fell. */
  readonly debt: string;
  /** What its lots got back, the last taken first. */
  readonly returned: readonly LotShare[];
  /** Of that, what void lots got back: it is void too. */
  readonly voided: readonly LotShare[];
  /** Of that, what came back too late to be used. */
  readonly expired: readonly LotShare[];
  /** Debts that the credit paid. */
  readonly settled: readonly Settlement[];
}

/** Answer of `openAccount`. */
export interface AccountResult extends Receipt {
  readonly command: 'openAccount';
  readonly account: LedgerAccount;
}

/** Answer of `recordPurchase`; `lots` is empty when the opening balance already contains the purchase. */
export interface PurchaseResult extends Receipt {
  readonly command: 'recordPurchase';
  readonly purchaseId: string;
  readonly state: 'recorded' | 'before_opening';
  readonly cash: string;
  /** As given, or as the account's rule derives it. */
  readonly bonus: string;
  readonly groupSeq: number;
  readonly lots: readonly CreatedLot[];
  readonly settled: readonly Settlement[];
  readonly label: string | null;
  readonly receipt: string | null;
}

/** Answer of `openBalance`. */
export interface OpeningResult extends Receipt {
  readonly command: 'openBalance';
  readonly at: string;
  readonly lots: readonly CreatedLot[];
  /** Usage recorded earlier that the opening balance contains; it no longer takes credit. */
  readonly beforeOpening: readonly string[];
  readonly settled: readonly Settlement[];
}

/** Answer of `allocateUsage`: which lots paid, and what nobody paid. */
export interface AllocationResult extends Receipt, Posting {
  readonly command: 'allocateUsage';
  /** Id of the record: as given, or `<id>:<n>` when the row had been withdrawn and came back. */
  readonly usageId: string;
  /** The id as given, where the record has another. */
  readonly rowId?: string;
  readonly amount: string;
}

/** Answer of `adjust`: a lot when it adds credit, slices and shortfall when it takes some. */
export interface AdjustmentResult extends Receipt, Posting {
  readonly command: 'adjust';
  readonly adjustmentId: string;
  readonly amount: string;
}

/** Answer of `hold`: which lots it reserves. */
export interface HoldResult extends Receipt {
  readonly command: 'hold';
  readonly holdId: string;
  readonly at: string;
  readonly amount: string;
  readonly slices: readonly Slice[];
  readonly expiresAt: string | null;
}

/** Answer of `postHold`: what the usage took, and what is available again. */
export interface HoldPostResult extends Receipt {
  readonly command: 'postHold';
  readonly holdId: string;
  readonly usageId: string;
  readonly amount: string;
  readonly slices: readonly Slice[];
  readonly released: string;
  readonly settled: readonly Settlement[];
}

/** Answer of `voidHold`. */
export interface HoldVoidResult extends Receipt {
  readonly command: 'voidHold';
  readonly holdId: string;
  readonly released: string;
  readonly settled: readonly Settlement[];
}

/** Answer of `reverseUsage`. */
export interface ReversalResult extends Receipt, Reversed {
  readonly command: 'reverseUsage';
  readonly reversalId: string;
  readonly usageId: string;
  readonly amount: string;
  readonly at: string;
  readonly day: string;
}

/** Answer of `withdrawUsage`. */
export interface WithdrawalResult extends Receipt, Reversed {
  readonly command: 'withdrawUsage';
  /** The record that was withdrawn: the id, or `<id>:<n>` where the row had come back. */
  readonly usageId: string;
  /** What was left to take back: a usage, or the credit of a negative row. */
  readonly amount: string;
  /** Of the credit of a negative row, what was used or held already. */
  readonly debit: DebitShare | null;
  readonly at: string;
  readonly day: string;
}

/** Answer of `refundPurchase`. `taken` and `debit` make up `cash` and `bonus`. */
export interface RefundResult extends Receipt {
  readonly command: 'refundPurchase';
  readonly refundId: string;
  readonly purchaseId: string;
  readonly cash: string;
  /** As given, or the share that belongs to the cash. */
  readonly bonus: string;
  /** What the lots of the purchase still had. */
  readonly taken: readonly LotShare[];
  /** What they had no longer. */
  readonly debit: DebitShare | null;
  readonly at: string;
  readonly day: string;
}

/** Answer of `voidLot`. */
export interface VoidResult extends Receipt {
  readonly command: 'voidLot';
  readonly voidId: string;
  readonly lotId: string;
  /** What was voided now; may be 0. */
  readonly amount: string;
  readonly at: string;
  readonly day: string;
}

/** Answer of `extendLot`. */
export interface ExtensionResult extends Receipt {
  readonly command: 'extendLot';
  readonly extensionId: string;
  readonly lotId: string;
  /** `null`: it never expires any more. */
  readonly expiresAt: string | null;
  /** Booked expiry that was taken back. */
  readonly revived: string;
  readonly settled: readonly Settlement[];
}

/** Answer of `expire`. */
export interface ExpiryResult extends Receipt {
  readonly command: 'expire';
  readonly asOf: string;
  /** What was booked as expired now. */
  readonly lots: readonly LotShare[];
}

/** Answer of `ingestUsagePull`. Rows are named by their ids, usages that were booked by those of their records. */
export interface PullResult extends Receipt {
  readonly command: 'ingestUsagePull';
  readonly pulledAt: string;
  readonly covered: DayRange | null;
  /** New rows, and rows that came back, in order of booking. */
  readonly inserted: readonly string[];
  /** Number of rows that were on record already. */
  readonly refreshed: number;
  /** Records of rows that vanished. */
  readonly withdrawn: readonly string[];
  /** Rows that were left out, because a pull made later told of their day and does not show them. */
  readonly outdated: readonly string[];
  /** New negative rows that were booked as reversals. */
  readonly linked: readonly { readonly reversal: string; readonly charge: string }[];
  /** Key of the pull that was booked before this one. */
  readonly previous: string | null;
  /** Instant of the newest pull so far. */
  readonly newest: string;
}

/**
 * What a rebuild may move, at the latest effective instant on record. `net + expired + voided` stays; only of
 * withdrawn credit, what is voided and what is a debit may trade places.
 */
export interface RebuildStand {
  readonly net: string;
  /** Whether or not it is booked. */
  readonly expired: string;
  readonly voided: string;
}

/** Answer of `rebuild`. */
export interface RebuildResult extends Receipt {
  readonly command: 'rebuild';
  readonly from: string | null;
  /** Whether it only told what would change. */
  readonly dryRun: boolean;
  /** One more than before if anything changed. */
  readonly generation: number;
  readonly changedUsages: number;
  readonly changedLots: number;
  /** How many entries it added to the journal, without its marker. */
  readonly entries: number;
  readonly before: RebuildStand;
  readonly after: RebuildStand;
}

/** What a command returns, told apart by `command`. Plain JSON; stored with the command's key. */
export type CommandResult =
  | AccountResult
  | PurchaseResult
  | OpeningResult
  | AllocationResult
  | AdjustmentResult
  | HoldResult
  | HoldPostResult
  | HoldVoidResult
  | PullResult
  | ReversalResult
  | WithdrawalResult
  | RefundResult
  | VoidResult
  | ExtensionResult
  | ExpiryResult
  | RebuildResult;

/** Answer of `syncLotsFromPurchases`. */
export interface SyncResult {
  /** Number of purchases for which a lot was created. */
  readonly created: number;
  /** The commands that were carried out now, in order of purchase time and id. */
  readonly purchases: readonly PurchaseResult[];
}
