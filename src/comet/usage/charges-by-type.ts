import type { BillingHistoryCharge } from '../portal/index.ts';
import { DecimalSum } from './decimal-sum.ts';

/** What the charges of one type add up to. */
export interface TypeTotal {
  /** `device`, `booster`, `plan`, `other`, or the vendor's own Type in lower case. */
  readonly itemType: string;
  readonly rows: number;
  /** Sum of the amounts, credits included, as a plain decimal in the portal's currency. */
  readonly amount: string;
}

/** Charges added up by their type, sorted by it in code-unit order. Reads the rows once. */
export function chargesByType(charges: Iterable<BillingHistoryCharge>): readonly TypeTotal[] {
  const totals = new Map<string, { rows: number; readonly sum: DecimalSum }>();
  for (const { itemType, amount } of charges) {
    const total = totals.get(itemType) ?? { rows: 0, sum: new DecimalSum() };
    total.rows += 1;
    total.sum.add(amount);
    totals.set(itemType, total);
  }
  return [...totals]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([itemType, { rows, sum }]) => ({ itemType, rows, amount: sum.toString() }));
}
