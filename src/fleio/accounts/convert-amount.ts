import type { AmountInput } from '../../core/amount.ts';
import { Exchange, minorUnitOf, moneyText } from '../../core/currency.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import { type Fraction, fraction, roundHalfUp } from '../../core/fraction.ts';

/** What a conversion between currencies rests on. */
export interface ConversionRules {
  /** Units per one unit of a base currency, by ISO 4217 code. Two equal currencies need none. */
  readonly rates: Readonly<Record<string, AmountInput>>;
  /** Decimals of currencies that differ from ISO 4217, by code. */
  readonly minorUnits?: Readonly<Record<string, number>> | undefined;
}

/**
 * An amount in another currency: `amount * rate(to) / rate(from)`, exact until it is rounded once, halves away from
 * zero, to the decimals of the target. The result has all of them, such as `55.20`.
 *
 * Source: contract fleio 11d, 11g.
 * @throws InvalidInputError `CURRENCY_UNKNOWN` when a rate is missing or not positive, `INVALID_AMOUNT` for no amount
 */
export function convertAmount(amount: AmountInput, from: string, to: string, rules: ConversionRules): string {
  const units = convertToUnits(fraction(amount, 'amount'), from, to, rules);
  return moneyText(units, minorUnitOf(to, rules.minorUnits));
}

/** Whole minor units of the target currency. @throws InvalidInputError `CURRENCY_UNKNOWN` */
export function convertToUnits(amount: Fraction, from: string, to: string, rules: ConversionRules): bigint {
  const exchange = new Exchange([from, to], rules.rates);
  if (exchange.missing.length > 0) throw unknownCurrency(exchange.missing);
  return roundHalfUp(exchange.convert(amount, from, to), minorUnitOf(to, rules.minorUnits));
}

function unknownCurrency(codes: readonly string[]): InvalidInputError {
  const issues = codes.map((code) => ({
    path: `rates.${code}`,
    message: 'a positive rate is needed; both systems must know the same currencies',
    code: 'CURRENCY_UNKNOWN',
  }));
  return new InvalidInputError('the conversion', issues, 'CURRENCY_UNKNOWN');
}
