import type { ScaledAmount } from '../../core/amount.ts';
import type { ReadCharge } from '../charge-reader.ts';
import type { Code } from '../codes.ts';
import { compareMoney, divide, EXPECTED_SCALE, formatMoney, minus, negative, ONE, times } from '../money.ts';
import type { Charge } from '../records.ts';
import type { Listing } from '../rhythm/listing.ts';

const DAYS_OF_A_UNIT_PRICE: ScaledAmount = { units: 30n, scale: 0 };
/** Differences up to a cent come from the provider's own rounding. */
const CENT: ScaledAmount = { units: 1n, scale: 2 };

/** What so many units cost for one cycle at the listed price, 8 decimals, half up; null without a price. */
function expectedOf(
  { amount, quantity, unitPrice, cycleDays }: Listing,
  units: ScaledAmount,
): ScaledAmount | null {
  if (amount !== null && quantity !== null && quantity.units > 0n) {
    return divide(times(amount, units), quantity, EXPECTED_SCALE);
  }
  if (unitPrice === null) return null;
  return divide(times(unitPrice, units), cycleDays === 1 ? DAYS_OF_A_UNIT_PRICE : ONE, EXPECTED_SCALE);
}

/** Remarks that a charge costs other than the listing near it says. Source: billing-audit design 8. */
export function remarkOnPrice(read: ReadCharge, listing: Listing, perUnit: boolean, codes: Code[]): void {
  if (isAsListed(read.charge, listing)) return;
  const { amount } = read;
  const units = read.quantity ?? (perUnit ? ONE : listing.quantity);
  const expected = units === null ? null : expectedOf(listing, units);
  if (expected === null) return;
  const difference = minus(amount, expected);
  const size = difference.units < 0n ? negative(difference) : difference;
  if (compareMoney(size, CENT) <= 0) return;
  codes.push({ code: 'PRICE_DIFFERS', expected: formatMoney(expected), charged: formatMoney(amount) });
}

/** Most charges are just what was listed, which takes no arithmetic to see. */
function isAsListed({ amount, quantity }: Charge, listing: Listing): boolean {
  const isCounted = listing.quantity !== null && listing.quantity.units > 0n;
  return isCounted && listing.line.amount === amount && listing.line.quantity === quantity;
}
