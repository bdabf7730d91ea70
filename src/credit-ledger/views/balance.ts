import { formatUnits, toUnits } from '../../core/amount.ts';
import type { LotKind } from '../policy/order.ts';
import type { AccountHead } from '../rows.ts';

/** What is left, and what is owed. Plain decimals in the currency of the account. */
export interface Balance {
  readonly account: string;
  readonly currency: string;
  /** Version of the account that the figures belong to. */
  readonly version: number;
  /** Latest effective instant on record, for which the figures hold; `null` on an empty account. */
  readonly asOf: string | null;
  readonly purchased: string;
  readonly bonus: string;
  readonly adjustment: string;
  /** `purchased + bonus + adjustment`, including what is held. */
  readonly total: string;
  readonly held: string;
  /** `total - held`. */
  readonly available: string;
  /** Usage that nothing has paid. */
  readonly debt: string;
  /** `total - debt`; below zero when more is owed than there is. */
  readonly net: string;
  /** What usage has taken so far, by kind. */
  readonly consumed: Readonly<Record<LotKind, string>>;
}

/** The balance that a head holds. */
export function balanceOf({ account, version, lastEffectiveAt, totals, debt }: AccountHead): Balance {
  const { scale } = account;
  const kinds = [totals.purchased, totals.bonus, totals.adjustment];
  const total = kinds.reduce((sum, { remaining }) => sum + toUnits(remaining, scale), 0n);
  const held = kinds.reduce((sum, kind) => sum + toUnits(kind.held, scale), 0n);
  return {
    account: account.id,
    currency: account.currency,
    version,
    asOf: lastEffectiveAt,
    purchased: totals.purchased.remaining,
    bonus: totals.bonus.remaining,
    adjustment: totals.adjustment.remaining,
    total: formatUnits(total, scale),
    held: formatUnits(held, scale),
    available: formatUnits(total - held, scale),
    debt,
    net: formatUnits(total - toUnits(debt, scale), scale),
    consumed: {
      purchased: totals.purchased.consumed,
      bonus: totals.bonus.consumed,
      adjustment: totals.adjustment.consumed,
    },
  };
}
