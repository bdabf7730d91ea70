import type { AmountInput } from '../../core/amount.ts';
import { Exchange, minorUnitOf, moneyText } from '../../core/currency.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import { add, compare, type Fraction, fraction, roundHalfUp, ZERO } from '../../core/fraction.ts';
import { type InvoiceSettings, OPEN_STATUSES, type ServiceInvoice } from '../../invoice-policy/index.ts';

/**
 * What invoices ask for already for a service: those that wait for money, and those whose payment Fleio does not know
 * yet. Converted exactly, rounded once; never below zero.
 *
 * @throws InvalidInputError `CURRENCY_UNKNOWN`
 */
export function openAmount(
  invoices: readonly ServiceInvoice[],
  serviceId: string,
  currency: string,
  rates: Readonly<Record<string, AmountInput>>,
  settings: Pick<InvoiceSettings, 'openStatuses' | 'minorUnits'>,
): string {
  const open = invoices.filter((invoice) => isOpen(invoice, settings) && hasLine(invoice, serviceId));
  const exchange = new Exchange([currency, ...open.map((invoice) => invoice.currency)], rates);
  if (exchange.missing.length > 0) {
    const issues = exchange.missing.map((code) => ({ path: `rates.${code}`, message: 'a rate is needed' }));
    throw new InvalidInputError('the open amount', issues, 'CURRENCY_UNKNOWN');
  }
  let sum: Fraction = ZERO;
  for (const invoice of open) {
    for (const { kind, serviceId: id, amount } of invoice.lines) {
      if (kind !== 'service' || id !== serviceId) continue;
      sum = add(sum, exchange.convert(fraction(amount, 'amount'), invoice.currency, currency));
    }
  }
  const digits = minorUnitOf(currency, settings.minorUnits);
  return moneyText(roundHalfUp(compare(sum, ZERO) < 0 ? ZERO : sum, digits), digits);
}

function isOpen(
  { status, creditSynced }: ServiceInvoice,
  { openStatuses = OPEN_STATUSES }: Pick<InvoiceSettings, 'openStatuses'>,
): boolean {
  return openStatuses.includes(status) || (status === 'paid' && creditSynced === false);
}

function hasLine({ lines }: ServiceInvoice, serviceId: string): boolean {
  return lines.some((line) => line.kind === 'service' && line.serviceId === serviceId);
}
