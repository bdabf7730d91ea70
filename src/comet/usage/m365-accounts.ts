import { divideHalfUp, parseAmount, pow10 } from '../../core/amount.ts';
import type { ActiveService, BillingHistoryCharge } from '../portal/index.ts';
import { declaredCountOf } from './counted-quantity.ts';

const ACCOUNTS = /Accounts?\s+(\d{1,9})/i;

/** A decimal as a whole number, half up; 0 unless it is positive. Seats are whole (X11). */
function wholeOrZero(decimal: string | null): number {
  if (decimal === null) return 0;
  const { units, scale } = parseAmount(decimal);
  return units > 0n ? Number(divideHalfUp(units, pow10(scale))) : 0;
}

function isPositive(decimal: string | null): decimal is string {
  return decimal !== null && parseAmount(decimal).units > 0n;
}

/**
 * Protected Microsoft 365 accounts of a charge: a positive quantity, else the number in the text, else the
 * amount (an account costs 1 dollar), else 1. Ask only for charges of the category `m365_accounts`.
 *
 * Source: rule BH11.
 */
export function m365AccountsOfCharge({ quantity, itemDesc, amount }: BillingHistoryCharge): number {
  return m365Accounts(quantity, itemDesc ?? '', amount);
}

/** Protected accounts by quantity, text and amount of a charge. */
export function m365Accounts(quantity: string | null, text: string, amount: string): number {
  if (isPositive(quantity)) return wholeOrZero(quantity);
  const declared = ACCOUNTS.exec(text)?.[1];
  if (declared !== undefined) return Number(declared);
  return isPositive(amount) ? wholeOrZero(amount) : 1;
}

/** Protected Microsoft 365 accounts of an active service: a positive quantity, else the declared count. */
export function m365AccountsOfService(service: ActiveService): number {
  return isPositive(service.quantity) ? wholeOrZero(service.quantity) : wholeOrZero(declaredCountOf(service));
}
