/** The books of the laws: what is owed, what has an invoice, what was credited. Nothing here asks the library. */
import type { InMemoryInvoice } from 'reseller-sdk/invoice-policy';
import { civilDay, type Exact, exact, inMinorUnits, minus, plus, sumOf, times, ZERO } from './exact.ts';
import { DIGITS, RATES } from './setup.ts';
import type { Customer, Stage } from './stage.ts';

const OPEN = new Set(['unpaid', 'overdue', 'payment_pending', 'collections']);

export class Accounts {
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  use(customer: Customer, amount: string): void {
    const { used } = this.#stage;
    used.set(customer, plus(used.get(customer) ?? ZERO, exact(amount)));
  }

  today(): string {
    return civilDay(this.#stage.clock.now(), this.#stage.setup.timeZone);
  }

  isOpen({ status }: Pick<InMemoryInvoice, 'status'>): boolean {
    return OPEN.has(status);
  }

  /** What invoices ask for that wait for money, or whose payment Fleio does not know, in the currency of the client's invoices. */
  covered(customer: Customer): Exact {
    const invoices = this.#stage.invoices().filter(({ clientId }) => clientId === customer.clientId);
    const covering = invoices.filter((invoice) => this.#isCovering(invoice));
    return sumOf(
      covering.map((invoice) => converted(netOf(invoice), invoice.currency, customer.invoiceCurrency)),
    );
  }

  /** What the client owes by the true balance, and has no invoice for; in the currency of his invoices. */
  owed(customer: Customer): Exact {
    return minus(this.#debt(customer, ZERO), this.covered(customer));
  }

  /** What is missing to the balance that automatic top-up wants and has no invoice. */
  missing(customer: Customer): Exact {
    return minus(this.#debt(customer, exact(customer.topUp ?? '0')), this.covered(customer));
  }

  #debt(customer: Customer, target: Exact): Exact {
    const { fleioId, currency, invoiceCurrency } = customer;
    const balance = minus(exact(this.#stage.fake.uptodateCredit(fleioId)), this.#returned(customer));
    return converted(minus(target, balance), currency, invoiceCurrency);
  }

  /** Credit for money that the client has back, which Fleio does not know; in the currency of Fleio's client. */
  #returned({ clientId }: Customer): Exact {
    const refunded = this.#stage
      .invoices()
      .filter((invoice) => invoice.clientId === clientId && invoice.status === 'refunded')
      .filter(({ id }) => this.booked(id, false).length === 0);
    return sumOf(refunded.flatMap(({ id }) => this.booked(id, true).map(exact)));
  }

  #isCovering(invoice: InMemoryInvoice): boolean {
    if (this.isOpen(invoice)) return true;
    const isWorth = this.worth(invoice, this.#stage.customerOf(invoice)) > 0n;
    return invoice.status === 'paid' && isWorth && this.booked(invoice.id, true).length === 0;
  }

  /** The amounts by which Fleio changed the credit because of an invoice. */
  booked(invoiceId: string, isAdded: boolean): string[] {
    return this.#stage.fake.state.journal
      .filter(({ external_source_key: key, add_credit }) => {
        return key?.startsWith(`${invoiceId}/`) && add_credit === isAdded;
      })
      .map(({ amount }) => amount);
  }

  /** What an invoice is worth to Fleio, in minor units of the client's currency there. */
  worth(invoice: InMemoryInvoice, { currency }: Customer): bigint {
    return inMinorUnits(converted(netOf(invoice), invoice.currency, currency), digitsOf(currency));
  }
}

/** The lines for usage, without what else shares their number. */
export function netOf({ lines }: Pick<InMemoryInvoice, 'lines'>): Exact {
  return sumOf(lines.filter(({ kind }) => kind === 'service').map(({ amount }) => exact(String(amount))));
}

export function converted(amount: Exact, from: string, to: string): Exact {
  if (from === to) return amount;
  const { over, under } = exact(RATES[from] ?? '');
  return times(times(amount, exact(RATES[to] ?? '')), { over: under, under: over });
}

export function digitsOf(currency: string): number {
  const digits = DIGITS[currency];
  if (digits === undefined) throw new Error(`${currency} is not among the currencies`);
  return digits;
}
