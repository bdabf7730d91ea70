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
export interface AllocationResult extends Receipt {
  readonly command: 'allocateUsage';
  readonly usageId: string;
  readonly state: UsageState;
  readonly amount: string;
  readonly slices: readonly Slice[];
  /** What became a debt. */
  readonly shortfall: string;
  /** The adjustment lot of a negative usage. */
  readonly lots: readonly CreatedLot[];
  /** Debts that the credit of a negative usage paid. */
  readonly settled: readonly Settlement[];
}

/** Answer of `adjust`: a lot when it adds credit, slices and shortfall when it takes some. */
export interface AdjustmentResult extends Receipt {
  readonly command: 'adjust';
  readonly adjustmentId: string;
  readonly state: UsageState;
  readonly amount: string;
  readonly slices: readonly Slice[];
  readonly shortfall: string;
  readonly lots: readonly CreatedLot[];
  readonly settled: readonly Settlement[];
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

/** What a command returns, told apart by `command`. Plain JSON; stored with the command's key. */
export type CommandResult =
  | AccountResult
  | PurchaseResult
  | OpeningResult
  | AllocationResult
  | AdjustmentResult
  | HoldResult
  | HoldPostResult
  | HoldVoidResult;

/** Answer of `syncLotsFromPurchases`. */
export interface SyncResult {
  /** Number of purchases for which a lot was created. */
  readonly created: number;
  /** The commands that were carried out now, in order of purchase time and id. */
  readonly purchases: readonly PurchaseResult[];
}
