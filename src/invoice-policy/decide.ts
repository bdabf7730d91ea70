import { Exchange, minorUnitOf, moneyText } from '../core/currency.ts';
import { add, compare, type Fraction, fraction, negate, roundHalfUp, ZERO } from '../core/fraction.ts';
import { addDays } from '../core/time.ts';
import { dayInZone } from '../core/zone.ts';
import { checkInvoiceSettings } from './check-settings.ts';
import { coveredBy, coveringInvoices } from './covering.ts';
import { type Cycle, closedMonth, cycleOf } from './cycle.ts';
import type { InvoiceDecision, InvoiceReason, SkipReason } from './decision.ts';
import { gateOf } from './gate.ts';
import { invoiceKey } from './invoice-key.ts';
import type { InvoiceSettings } from './settings.ts';
import type { BilledService, BillingState, ServiceInvoice } from './state.ts';

/** What is to be invoiced, in the currency of the invoice. */
interface Due {
  readonly exact: Fraction;
  /** Rounded, in minor units. */
  readonly units: bigint;
}

/**
 * Decides whether a pay-as-you-go client gets an invoice now, and of what amount: all that is owed and not yet
 * invoiced, when a billing cycle ended or the credit limit is reached (inclusive), at most once a civil day.
 *
 * Pure: no clock, no I/O, inputs are not changed. Amounts are compared as exact fractions and rounded once, half
 * away from zero, to the minor unit of the invoice's currency. Policy sections 10 and 12.
 *
 * @param now the instant of the decision; days and months are those of `settings.timeZone`
 * @throws InvalidInputError for settings, amounts or days that cannot be read
 */
export function decideAutoInvoice(
  state: BillingState,
  settings: InvoiceSettings,
  now: Date,
): InvoiceDecision {
  checkInvoiceSettings(settings);
  const today = dayInZone(now, settings.timeZone);
  const cycle = cycleOf(state, settings, now, today);
  const skip = (reason: SkipReason): InvoiceDecision => ({
    kind: 'skip',
    reason,
    closedMonth: closedMonth(cycle, reason, today),
  });
  const service = billableService(state, settings);
  if (typeof service === 'string') return skip(service);
  const covering = coveringInvoices(state.invoices, service.id, settings);
  const exchange = new Exchange(currenciesOf(state, settings, covering), state.rates);
  if (exchange.missing.length > 0) {
    return { kind: 'error', reason: 'CURRENCY_UNKNOWN', currencies: exchange.missing, closedMonth: null };
  }
  const due = dueOf(state, settings, service.id, covering, exchange);
  if (typeof due === 'string') return skip(due);
  const reasons = reasonsFor(due, state, settings, cycle, exchange);
  if (typeof reasons === 'string') return skip(reasons);
  const gate = gateOf(service.id, state, today, settings.sameDayReissueAfterDelete === true);
  if (gate.refusal !== null) return skip(gate.refusal);
  const isCycle = reasons.includes('CYCLE_END');
  return {
    kind: 'issue',
    trigger: isCycle ? 'cycle-end' : 'credit-limit',
    reasons,
    amount: moneyText(due.units, minorUnitOf(state.invoiceCurrency, settings.minorUnits)),
    currency: state.invoiceCurrency,
    issueDate: today,
    dueDate: addDays(today, settings.dueInDays ?? 0),
    paymentMethod: service.paymentMethod,
    charge: settings.chargeImmediately && state.canCharge === true ? 'attempt' : 'none',
    seq: gate.seq,
    idempotencyKey: invoiceKey(service.id, today, gate.seq),
    closedMonth: isCycle ? closedMonth(cycle, 'issued', today) : null,
  };
}

/** The service that may be invoiced, or why there is none (steps 1 to 4). */
function billableService(
  { service, account }: BillingState,
  settings: InvoiceSettings,
): BilledService | SkipReason {
  const { invoiceWithAgreement, invoiceWithoutAgreement } = settings;
  if (!invoiceWithAgreement && !invoiceWithoutAgreement) return 'SETTINGS_OFF';
  if (!(account.hasBillingAgreement ? invoiceWithAgreement : invoiceWithoutAgreement)) return 'GROUP_OFF';
  if (service === null) return 'NO_BILLABLE_SERVICE';
  if (service.status === 'active') return service;
  if (service.status !== 'suspended') return 'NO_BILLABLE_SERVICE';
  return settings.includeSuspended === true ? service : 'SUSPENDED_EXCLUDED';
}

function currenciesOf(
  { account, invoiceCurrency }: BillingState,
  { minimum }: InvoiceSettings,
  covering: readonly ServiceInvoice[],
): string[] {
  const codes = [account.currency, invoiceCurrency, ...covering.map(({ currency }) => currency)];
  const hasMinimum = minimum !== undefined && compare(fraction(minimum.amount, 'minimum.amount'), ZERO) > 0;
  return hasMinimum ? [...codes, minimum.currency] : codes;
}

/** All that is owed and not yet invoiced, or why that is too little (steps 6 to 9). */
function dueOf(
  { account, invoiceCurrency }: BillingState,
  { minimum, minorUnits }: InvoiceSettings,
  serviceId: string,
  covering: readonly ServiceInvoice[],
  exchange: Exchange,
): Due | SkipReason {
  const debt = negate(fraction(account.uptodateCredit, 'account.uptodateCredit'));
  if (compare(debt, ZERO) <= 0) return 'NO_DEBT';
  const covered = coveredBy(covering, serviceId, invoiceCurrency, exchange);
  const exact = add(exchange.convert(debt, account.currency, invoiceCurrency), negate(covered));
  if (compare(exact, ZERO) <= 0) return 'COVERED';
  const units = roundHalfUp(exact, minorUnitOf(invoiceCurrency, minorUnits));
  if (units <= 0n) return 'BELOW_MINOR_UNIT';
  if (minimum === undefined) return { exact, units };
  const least = fraction(minimum.amount, 'minimum.amount');
  if (compare(least, ZERO) === 0) return { exact, units };
  const isLess = compare(exact, exchange.convert(least, minimum.currency, invoiceCurrency)) < 0;
  return isLess ? 'BELOW_MINIMUM' : { exact, units };
}

/** Why an invoice is due, or why none is (step 10). */
function reasonsFor(
  { exact }: Due,
  { account, invoiceCurrency }: BillingState,
  { fallbackLimits }: InvoiceSettings,
  cycle: Cycle,
  exchange: Exchange,
): readonly InvoiceReason[] | SkipReason {
  const group = account.hasBillingAgreement ? 'withAgreement' : 'withoutAgreement';
  const limit = account.effectiveCreditLimit ?? fallbackLimits?.[group] ?? null;
  const reasons: InvoiceReason[] = [];
  if (cycle.ended && !cycle.windowClosed) reasons.push('CYCLE_END');
  if (limit !== null) {
    const threshold = negate(fraction(limit, 'account.effectiveCreditLimit'));
    const converted = exchange.convert(threshold, account.currency, invoiceCurrency);
    if (compare(exact, converted) >= 0) reasons.push('CREDIT_LIMIT');
  }
  if (reasons.length > 0) return reasons;
  return cycle.windowClosed ? 'CYCLE_WINDOW_CLOSED' : 'NO_TRIGGER';
}
