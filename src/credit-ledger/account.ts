import type { BonusRule } from './policy/bonus.ts';
import type { OrderPolicy } from './policy/order.ts';
import type { Rounding } from './policy/rounding.ts';

/**
 * What happens to usage that the eligible lots do not cover.
 * - `shortfall`: what exists is taken, the rest is a debt that later credit settles.
 * - `reject`: nothing is written, `InsufficientCreditError`. Lots that take effect later do not count.
 * - `allow`: covered wholly or not at all; then the whole amount is a debt until credit arrives.
 */
export type OverdrawMode = 'shortfall' | 'reject' | 'allow';

/** A ledger account: one pool of prepaid credit, in one currency, under fixed rules. */
export interface LedgerAccount {
  readonly id: string;
  /** Three capital letters, ISO 4217. Every amount of the account is in it. */
  readonly currency: string;
  /** Most decimals an amount may have; trailing zeros do not count. Default 8. */
  readonly scale: number;
  /** In which order lots are used up. Default `oldest-first`. */
  readonly order: OrderPolicy;
  /** Default `shortfall`. */
  readonly overdraw: OverdrawMode;
  /** IANA zone whose civil days are the business days. Default `UTC`. */
  readonly businessTimeZone: string;
  /** Bonus of purchases that name none. Default `{ type: 'none' }`. */
  readonly bonusRule: BonusRule;
  /**
   * Rounds the amount of a usage once when it arrives; default `null`: an amount with more decimals than
   * `scale` is refused with `SCALE_EXCEEDED`.
   */
  readonly ingestRounding: Rounding | null;
}

/** An account to open. What is left out takes the default named at `LedgerAccount`. */
export type AccountInput = Pick<LedgerAccount, 'id' | 'currency'> & Partial<LedgerAccount>;
