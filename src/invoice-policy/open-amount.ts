import type { AmountInput } from '../core/amount.ts';
import { Exchange, minorUnitOf, moneyText } from '../core/currency.ts';
import { InvalidInputError } from '../core/errors/input.ts';
import { roundHalfUp } from '../core/fraction.ts';
import { coveredBy, coveringInvoices } from './covering.ts';
import type { InvoiceSettings } from './settings.ts';
import type { ServiceInvoice } from './state.ts';

/**
 * What invoices ask for already for a service: those that wait for money, and those whose payment the vendor does not
 * know of yet. Converted exactly, rounded once, halves away from zero, to the decimals of the currency; never below
 * zero.
 *
 * Source: policy 10.4 step 7.
 * @param rates units per one unit of a base currency, by ISO 4217 code
 * @throws InvalidInputError `CURRENCY_UNKNOWN` for a rate that is missing; `INVALID_AMOUNT` for a line without an amount
 */
export function openAmount(
  invoices: readonly ServiceInvoice[],
  serviceId: string,
  currency: string,
  rates: Readonly<Record<string, AmountInput>>,
  settings: Pick<InvoiceSettings, 'openStatuses' | 'minorUnits'> = {},
): string {
  const open = coveringInvoices(invoices, serviceId, settings);
  const exchange = new Exchange([currency, ...open.map((invoice) => invoice.currency)], rates);
  if (exchange.missing.length > 0) {
    const issues = exchange.missing.map((code) => ({ path: `rates.${code}`, message: 'a rate is needed' }));
    throw new InvalidInputError('the open amount', issues, 'CURRENCY_UNKNOWN');
  }
  const digits = minorUnitOf(currency, settings.minorUnits);
  return moneyText(roundHalfUp(coveredBy(open, serviceId, currency, exchange), digits), digits);
}
