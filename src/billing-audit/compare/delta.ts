import type { ScaledAmount } from '../../core/amount.ts';
import { divide, EXPECTED_SCALE, formatMoney, minus, negative, plus, times, ZERO } from '../money.ts';
import type { ItemSums } from './group-charges.ts';

/** Where a difference comes from; the three add up to it exactly. Decimal text. */
export interface DeltaSplit {
  /** More or fewer charges. */
  readonly renewals: string;
  /** More or fewer units on a charge. */
  readonly quantity: string;
  /** Another price of a unit, and what the roundings of the other two leave. */
  readonly price: string;
}

const HUNDRED: ScaledAmount = { units: 100n, scale: 0 };

function whole(count: number): ScaledAmount {
  return { units: BigInt(count), scale: 0 };
}

/**
 * Splits the difference of one item: its charges, their mean quantity and the price of a unit change one after the
 * other. The first two effects have 8 decimals, half up. Source: billing-audit 4.13.
 */
export function splitDelta(a: ItemSums, b: ItemSums): DeltaSplit {
  const delta = minus(b.amount, a.amount);
  if (a.charges === 0 || b.charges === 0) {
    return { renewals: formatMoney(delta), quantity: '0', price: '0' };
  }
  const renewals = divide(times(whole(b.charges - a.charges), a.amount), whole(a.charges), EXPECTED_SCALE);
  const quantity = quantityEffect(a, b);
  const price = minus(delta, plus(renewals, quantity));
  return { renewals: formatMoney(renewals), quantity: formatMoney(quantity), price: formatMoney(price) };
}

/** Units of B beyond those that as many charges had in A, at the price of A. */
function quantityEffect(a: ItemSums, b: ItemSums): ScaledAmount {
  if (a.quantity.units === 0n) return ZERO;
  const more = minus(times(b.quantity, whole(a.charges)), times(a.quantity, whole(b.charges)));
  return divide(times(more, a.amount), times(a.quantity, whole(a.charges)), EXPECTED_SCALE);
}

/** Change in percent of A, one decimal, half up; null where A is 0 and B is not. Source: X11. */
export function percentOf(a: ScaledAmount, b: ScaledAmount): string | null {
  if (a.units === 0n) return b.units === 0n ? '0' : null;
  const size = a.units < 0n ? negative(a) : a;
  return formatMoney(divide(times(minus(b, a), HUNDRED), size, 1));
}
