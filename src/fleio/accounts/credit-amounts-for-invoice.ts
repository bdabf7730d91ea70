import { formatUnits, readAmount, rescale, type ScaledAmount } from '../../core/amount.ts';
import { minorUnitOf, moneyText } from '../../core/currency.ts';
import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { compare, fraction, ZERO } from '../../core/fraction.ts';
import type { InvoiceLine } from '../../invoice-policy/index.ts';
import { type ConversionRules, convertToUnits } from './convert-amount.ts';

/** What of a paid or refunded invoice decides about credit. */
export interface CreditedInvoice {
  /** ISO 4217 code. */
  readonly currency: string;
  /** Without tax. Only lines of kind `service` count. */
  readonly lines: readonly InvoiceLine[];
}

/** Credit of one service, in the currency of the Fleio client. */
export interface CreditAmount {
  readonly serviceId: string;
  /** Positive, with all decimals of the currency. */
  readonly amount: string;
  readonly currency: string;
}

/** A service of an invoice that gets no credit, and why. */
export interface SkippedCredit {
  readonly serviceId: string;
  readonly reason: 'ZERO' | 'NEGATIVE' | 'BELOW_MINOR_UNIT';
}

/** The credit of an invoice, one amount for each service. */
export interface InvoiceCredits {
  readonly amounts: readonly CreditAmount[];
  readonly skipped: readonly SkippedCredit[];
}

/** What the service lines of one service come to. */
export interface ServiceSum {
  readonly serviceId: string;
  /** Plain decimal in the currency of the invoice, exact. */
  readonly sum: string;
}

/**
 * How much credit each service of an invoice is worth in Fleio: the sum of its service lines without tax, converted to
 * the currency of the Fleio client and rounded once. Promotion lines and all other kinds take nothing away. A sum of
 * zero or less, or one that rounds to zero, gives no credit and is listed as skipped.
 *
 * Source: contract fleio 8.3.
 * @throws InvalidInputError `CURRENCY_UNKNOWN` when a rate is missing, `INVALID_AMOUNT` for a line without an amount
 */
export function creditAmountsForInvoice(
  invoice: CreditedInvoice,
  accountCurrency: string,
  rules: ConversionRules = { rates: {} },
): InvoiceCredits {
  const amounts: CreditAmount[] = [];
  const skipped: SkippedCredit[] = [];
  for (const { serviceId, sum } of serviceSums(invoice.lines)) {
    const value = fraction(sum, 'sum');
    const sign = compare(value, ZERO);
    if (sign <= 0) {
      skipped.push({ serviceId, reason: sign === 0 ? 'ZERO' : 'NEGATIVE' });
      continue;
    }
    const units = convertToUnits(value, invoice.currency, accountCurrency, rules);
    if (units === 0n) {
      skipped.push({ serviceId, reason: 'BELOW_MINOR_UNIT' });
      continue;
    }
    const amount = moneyText(units, minorUnitOf(accountCurrency, rules.minorUnits));
    amounts.push({ serviceId, amount, currency: accountCurrency });
  }
  return { amounts, skipped };
}

/**
 * The sums of an invoice's service lines, in the order in which the services appear.
 *
 * @throws InvalidInputError with every line that has no amount
 */
export function serviceSums(lines: readonly InvoiceLine[]): readonly ServiceSum[] {
  const sums = new Map<string, ScaledAmount>();
  const issues: Issue[] = [];
  for (const [index, { serviceId, kind, amount }] of lines.entries()) {
    if (kind !== 'service') continue;
    const read = readAmount(amount, `lines[${index}].amount`);
    if ('units' in read) sums.set(serviceId, plus(sums.get(serviceId), read));
    else issues.push(read);
  }
  if (issues.length > 0) throw new InvalidInputError('the invoice', issues, 'INVALID_AMOUNT');
  return [...sums].map(([serviceId, { units, scale }]) => ({ serviceId, sum: formatUnits(units, scale) }));
}

function plus(a: ScaledAmount | undefined, b: ScaledAmount): ScaledAmount {
  if (a === undefined) return b;
  const scale = Math.max(a.scale, b.scale);
  return { units: rescale(a.units, a.scale, scale) + rescale(b.units, b.scale, scale), scale };
}
