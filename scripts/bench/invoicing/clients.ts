import type {
  BillingState,
  InvoiceLine,
  InvoicingSettings,
  ServiceInvoice,
} from '../../../src/invoice-policy/index.ts';

/** What the measured decisions rest on. */
export const SETTINGS: InvoicingSettings = {
  invoiceWithoutAgreement: true,
  invoiceWithAgreement: true,
  chargeImmediately: false,
  timeZone: 'Europe/Bucharest',
  minimum: { amount: '1', currency: 'USD' },
};
export const NOW = '2024-05-15T10:00:00Z';
export const RATES = { USD: '1', EUR: '0.92', JPY: '155.4' };

const STATUSES = ['unpaid', 'paid', 'overdue', 'cancelled', 'refunded'];
const LIMITS = ['-10', '-50', '-200', null];

/** A number below `below` that is the same for the same client and question. */
function chance(index: number, question: number, below: number): number {
  const mixed = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(question + 1, 0x85ebca6b);
  return (Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 8) % below;
}

const cents = (amount: number): string => (amount / 100).toFixed(2);
const day = (of: number): string => `2024-05-${String(of).padStart(2, '0')}`;

/** An invoice of client `index`, dated today for few of them. */
function invoiceAt(index: number, number: number, currency: string): ServiceInvoice {
  const question = 20 + 4 * number;
  const serviceId = `service-${index}`;
  const line: InvoiceLine = { serviceId, kind: 'service', amount: cents(chance(index, question, 6000)) };
  const promo: InvoiceLine = { serviceId, kind: 'promo', amount: '-1.00' };
  return {
    id: `old-${index}-${number}`,
    status: STATUSES[chance(index, question + 1, STATUSES.length)] ?? 'paid',
    issuedOn: day(1 + chance(index, question + 2, 15)),
    currency,
    lines: chance(index, question + 3, 3) === 0 ? [line, promo] : [line],
  };
}

/** Client number `index`: no two have the same balance, limit, periods, currencies, invoices and days. */
export function stateAt(index: number): BillingState {
  const currency = chance(index, 1, 4) === 0 ? 'EUR' : 'USD';
  const invoiceCurrency = chance(index, 2, 5) === 0 ? 'JPY' : currency;
  const count = chance(index, 3, 4);
  return {
    service: {
      id: `service-${index}`,
      status: chance(index, 4, 20) === 0 ? 'suspended' : 'active',
      paymentMethod: 'stripe',
    },
    account: {
      currency,
      uptodateCredit: cents(500 - chance(index, 5, 9000)),
      effectiveCreditLimit: LIMITS[chance(index, 6, LIMITS.length)] ?? null,
      hasBillingAgreement: chance(index, 7, 3) === 0,
      unsettledPeriods: Array.from({ length: chance(index, 8, 3) }, (_period, n) => `period-${index}-${n}`),
    },
    canCharge: null,
    invoiceCurrency,
    rates: RATES,
    invoices: Array.from({ length: count }, (_invoice, number) => invoiceAt(index, number, invoiceCurrency)),
    ledger: chance(index, 9, 10) === 0 ? [{ day: day(15), state: 'issued' }] : [],
  };
}
