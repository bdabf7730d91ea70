import { type AmountInput, parseAmount, rescale } from '../core/amount.ts';

const CENTS = 2;

/**
 * Money for people: cents, half up, always two decimals, the currency behind it where there is one. For a
 * reader only; figures to compute with keep all their decimals. Source: X11.
 *
 * @example formatMoney('-0.13333333', 'USD') // '-0.13 USD'
 * @throws InvalidInputError `INVALID_AMOUNT`
 */
export function formatMoney(amount: AmountInput, currency: string | null = null): string {
  const { units, scale } = parseAmount(amount);
  const cents = rescale(units, scale, CENTS);
  const digits = (cents < 0n ? -cents : cents).toString().padStart(CENTS + 1, '0');
  const text = `${cents < 0n ? '-' : ''}${digits.slice(0, -CENTS)}.${digits.slice(-CENTS)}`;
  return currency === null ? text : `${text} ${currency}`;
}

/** The same with a plus sign on what is above 0. */
export function formatSignedMoney(amount: AmountInput, currency: string | null = null): string {
  const text = formatMoney(amount, currency);
  return /^(?:-|0\.00)/.test(text) ? text : `+${text}`;
}
