import type { ScaledAmount } from '../../core/amount.ts';
import type { DayNumber } from '../days.ts';
import { formatMoney, isSame, plus } from '../money.ts';
import type { PlanLine } from '../records.ts';

/** What one snapshot lists of one service: its lines added up, with their numbers read. */
export interface Listing {
  readonly line: PlanLine;
  readonly at: number;
  /** As listed; 0 where the line does not say. */
  readonly cycleDays: number;
  readonly nextDue: DayNumber | null;
  readonly quantity: ScaledAmount | null;
  readonly unitPrice: ScaledAmount | null;
  readonly amount: ScaledAmount | null;
}

/** Whether a listing says that the service goes on as before: nothing but the due day moved, by whole cycles. */
export function goesOn(before: Listing, after: Listing, cycle: number): boolean {
  return (
    before.cycleDays === after.cycleDays &&
    (cycle <= 1 || inPhase(before.nextDue, after.nextDue, cycle)) &&
    isSame(before.quantity, after.quantity) &&
    isSame(before.unitPrice, after.unitPrice) &&
    isSame(before.amount, after.amount)
  );
}

/** Whether two due days lie whole cycles apart. */
export function inPhase(a: DayNumber | null, b: DayNumber | null, cycle: number): boolean {
  return a === null || b === null ? a === b : (a - b) % cycle === 0;
}

function sumOrNull(a: ScaledAmount | null, b: ScaledAmount | null): ScaledAmount | null {
  return a === null || b === null ? null : plus(a, b);
}

/**
 * Two lines of one service in one snapshot as one, whichever comes first: the longer cycle counts, because it is the
 * fairer one, and of two due days the later.
 */
export function addUp(a: Listing, b: Listing): Listing {
  if (a.cycleDays !== b.cycleDays) return a.cycleDays > b.cycleDays ? a : b;
  const quantity = sumOrNull(a.quantity, b.quantity);
  const amount = sumOrNull(a.amount, b.amount);
  const unitPrice = isSame(a.unitPrice, b.unitPrice) ? a.unitPrice : null;
  const due = (a.nextDue ?? Number.NEGATIVE_INFINITY) >= (b.nextDue ?? Number.NEGATIVE_INFINITY) ? a : b;
  const { nextDue } = due;
  return {
    ...a,
    line: {
      ...a.line,
      nextDue: due.line.nextDue,
      quantity: quantity === null ? null : formatMoney(quantity),
      unitPrice: unitPrice === null ? null : a.line.unitPrice,
      amount: amount === null ? null : formatMoney(amount),
    },
    nextDue,
    quantity,
    unitPrice,
    amount,
  };
}
