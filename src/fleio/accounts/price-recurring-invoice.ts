import type { AmountInput } from '../../core/amount.ts';
import { minorUnitOf, moneyText } from '../../core/currency.ts';
import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { compare, type Fraction, fraction, roundHalfUp, scale, ZERO } from '../../core/fraction.ts';
import { type ConversionRules, convertToUnits } from './convert-amount.ts';
import { localStatus } from './local-status.ts';

/** A line for a Fleio service on an invoice that the billing system made by itself. */
export interface RecurringLine {
  readonly lineId: string;
  /** The service that it is for, as in `ServiceUsage`. */
  readonly serviceId: string;
  /** Status of the service in the billing system; a pending one is left alone. */
  readonly serviceStatus: string;
  /** Whether tax is added on top of the line. */
  readonly taxed: boolean;
}

/** What a service used in the present cycle: `price` of `clients.billingSummary`. */
export interface ServiceUsage {
  readonly serviceId: string;
  readonly price: AmountInput;
  /** Currency of the Fleio client (ISO 4217 code). */
  readonly currency: string;
}

/** An invoice that is to be priced. */
export interface RecurringInvoice {
  /** ISO 4217 code. */
  readonly currency: string;
  /** The lines for Fleio services; no others. */
  readonly lines: readonly RecurringLine[];
  /** The rates of the invoice in percent, such as `19`. Both are taken of the price. Default 0. */
  readonly taxRate?: AmountInput | undefined;
  readonly taxRate2?: AmountInput | undefined;
}

/** What a line is raised by. */
export interface PricedLine {
  readonly lineId: string;
  readonly serviceId: string;
  /** Without tax, in the currency of the invoice, with all of its decimals. */
  readonly amount: string;
}

/** What an invoice is raised by; all amounts have all decimals of its currency. */
export interface RecurringPrice {
  readonly lines: readonly PricedLine[];
  readonly subtotal: string;
  readonly tax: string;
  readonly tax2: string;
  /** The sum of the three. */
  readonly total: string;
  /** Lines that are not raised, and why. */
  readonly skipped: readonly SkippedLine[];
}

/** A line that is not raised: its service is pending, has another line before, or used nothing. */
export interface SkippedLine {
  readonly lineId: string;
  readonly reason: 'PENDING' | 'SERVICE_PRICED_ALREADY' | 'NO_USAGE';
}

/**
 * What the usage of the present cycle adds to a recurring invoice that the billing system made by itself, for those who
 * let it. Nothing in this package calls it: leave recurring invoices off (a free or one-time product) and let
 * `runInvoicing` do the work. The two do not go together, for usage that is on both would be paid twice.
 *
 * Each service is priced once, on its first line; pending services and prices of zero or less add nothing. A price is
 * converted exactly and rounded once, halves away from zero. Each tax is worked out of the sum of the taxed amounts and
 * rounded once, so that the parts add up to the total.
 *
 * Source: contract fleio 8.7.
 * @param usages one for each service with a line that is not pending; others are passed over
 * @throws InvalidInputError with every line whose usage is not told, every service that is told twice, and rates of tax
 *   below zero; `CURRENCY_UNKNOWN` when a rate of exchange is missing; `INVALID_AMOUNT` for what is no amount
 */
export function priceRecurringInvoice(
  invoice: RecurringInvoice,
  usages: readonly ServiceUsage[],
  rules: ConversionRules = { rates: {} },
): RecurringPrice {
  const { currency, lines, taxRate = 0, taxRate2 = 0 } = invoice;
  const usageOf = checkedUsages(invoice, usages);
  const priced = new Map<string, Priced>();
  const skipped: SkippedLine[] = [];
  for (const line of lines) {
    const { lineId, serviceId } = line;
    const usage = usageOf.get(serviceId);
    if (usage === undefined) skipped.push({ lineId, reason: 'PENDING' });
    else if (priced.has(serviceId)) skipped.push({ lineId, reason: 'SERVICE_PRICED_ALREADY' });
    else priced.set(serviceId, { line, units: unitsOf(usage, currency, rules) });
  }
  const raised = [...priced.values()].filter(({ units }) => units > 0n);
  const idle = [...priced.values()].filter(({ units }) => units <= 0n);
  skipped.push(...idle.map(({ line: { lineId } }): SkippedLine => ({ lineId, reason: 'NO_USAGE' })));
  const digits = minorUnitOf(currency, rules.minorUnits);
  const text = (units: bigint): string => moneyText(units, digits);
  const subtotal = sumOf(raised);
  const taxable = sumOf(raised.filter(({ line }) => line.taxed));
  const [tax, tax2] = [taxOf(taxable, taxRate), taxOf(taxable, taxRate2)];
  return {
    lines: raised.map(({ line, units }) => ({
      lineId: line.lineId,
      serviceId: line.serviceId,
      amount: text(units),
    })),
    subtotal: text(subtotal),
    tax: text(tax),
    tax2: text(tax2),
    total: text(subtotal + tax + tax2),
    skipped,
  };
}

/** A line, and what it is raised by in minor units. */
interface Priced {
  readonly line: RecurringLine;
  readonly units: bigint;
}

/** A price of zero or less is no usage, and needs no rate. */
function unitsOf({ price, currency }: ServiceUsage, target: string, rules: ConversionRules): bigint {
  const value = fraction(price, 'price');
  return compare(value, ZERO) > 0 ? convertToUnits(value, currency, target, rules) : 0n;
}

function sumOf(lines: readonly Priced[]): bigint {
  return lines.reduce((sum, { units }) => sum + units, 0n);
}

const HUNDRED: Fraction = { over: 100n, under: 1n };

/** Tax in minor units, rounded once. */
function taxOf(taxable: bigint, percent: AmountInput): bigint {
  return roundHalfUp(scale({ over: taxable, under: 1n }, fraction(percent, 'taxRate'), HUNDRED), 0);
}

/** The usage of each service that is to be priced. @throws InvalidInputError with everything that is missing or twice */
function checkedUsages(
  { lines, taxRate = 0, taxRate2 = 0 }: RecurringInvoice,
  usages: readonly ServiceUsage[],
): ReadonlyMap<string, ServiceUsage> {
  const issues: Issue[] = [];
  for (const [path, rate] of Object.entries({ taxRate, taxRate2 })) {
    if (compare(fraction(rate, path), ZERO) < 0) issues.push({ path, message: 'must not be negative' });
  }
  const known = new Map<string, ServiceUsage>();
  for (const [index, usage] of usages.entries()) {
    if (known.has(usage.serviceId)) {
      issues.push({ path: `usages[${index}]`, message: `service ${usage.serviceId} is told twice` });
    }
    known.set(usage.serviceId, usage);
  }
  const wanted = new Map<string, ServiceUsage>();
  for (const [index, { serviceId, serviceStatus }] of lines.entries()) {
    if (localStatus(serviceStatus) === 'pending') continue;
    const usage = known.get(serviceId);
    if (usage !== undefined) wanted.set(serviceId, usage);
    else issues.push({ path: `lines[${index}]`, message: `the usage of service ${serviceId} is not told` });
  }
  if (issues.length > 0) throw new InvalidInputError('the recurring invoice', issues);
  return wanted;
}
