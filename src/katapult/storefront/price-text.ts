import { plainAmount } from '../../core/amount.ts';

/**
 * A price of the wire as exact decimal text: the shortest decimal that names the number, which is what the
 * server wrote. No exponent, no trailing zeros, nothing rounded. The currency stands beside the number.
 *
 * Source: contract katapult 4.4, D4.
 * @example priceText(0.1) // '0.1'
 * @throws InvalidInputError for NaN and infinity
 */
export function priceText(price: number): string {
  return plainAmount(String(price), 'price');
}
