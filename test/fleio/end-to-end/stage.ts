/** One Fleio, one billing system, the stores of the runs; everything that survives a process. */

import type { HttpEvent } from 'reseller-sdk';
import { creditSynced, InMemoryCreditOutbox, queueInvoiceCredit } from 'reseller-sdk/fleio/credit';
import {
  InMemoryAgreements,
  InMemoryBilling,
  type InMemoryInvoice,
  type InvoiceDraft,
  inMemoryInvoicingStores,
  type NeededInvoices,
  type ServiceInvoice,
} from 'reseller-sdk/invoice-policy';
import { FakeClock, FakeFleio } from 'reseller-sdk/testing';
import { Accounts } from './accounting.ts';
import type { Exact } from './exact.ts';
import { Gateway } from './gateway.ts';
import type { CustomerPlan, Setup } from './setup.ts';

export const TOKEN = 'canary-token-5b1f9e0c';

export interface Customer extends CustomerPlan {
  readonly accountId: string;
  readonly clientId: string;
  readonly serviceId: string;
  /** Ids in Fleio. */
  readonly fleioId: number;
  readonly fleioServiceId: number;
}

/** What somebody wants on an invoice; without a currency, that of the client's invoices. */
export interface ByHand {
  readonly who: number;
  readonly amount: string;
  readonly status: string;
  readonly currency: string | null;
}

/** An automatic invoice, and what the books of the laws said just before it was made. */
export interface Made {
  readonly draft: InvoiceDraft;
  readonly invoiceId: string;
  readonly customer: Customer;
  /** What was owed and had no invoice, in the currency of the invoice. */
  readonly owed: Exact;
  /** What the client would have had to be topped up by. */
  readonly missing: Exact;
  /** By how much the clock was ahead of Fleio's, in milliseconds. */
  readonly skewMs: number;
  /** Whether no automatic invoice of the same date was left. */
  readonly isFirstOfDay: boolean;
}

export class Stage {
  readonly setup: Setup;
  /** The time as Fleio has it. */
  readonly time: FakeClock;
  /** The time as the processes have it. */
  readonly clock: FakeClock;
  readonly fake: FakeFleio;
  readonly stores: ReturnType<typeof inMemoryInvoicingStores>;
  readonly billing: InMemoryBilling;
  readonly agreements = new InMemoryAgreements();
  readonly outbox = new InMemoryCreditOutbox();
  readonly gateway = new Gateway((id) => this.pay(id));
  readonly customers: readonly Customer[];
  readonly accounts: Accounts;
  readonly made: Made[] = [];
  /** What the billing system told the outbox: invoice and direction. */
  readonly noted = new Map<string, { readonly invoice: InMemoryInvoice; readonly customer: Customer }>();
  /** All usage of a client, exactly, in his currency. */
  readonly used = new Map<Customer, Exact>();
  /** Every instant at which the processes' clock ever stood. */
  readonly instants: Date[] = [];
  /** Everything that anybody was told: reports, errors, events. */
  readonly said: unknown[] = [];
  #manual = 0;

  constructor(setup: Setup) {
    this.setup = setup;
    this.time = new FakeClock(setup.start);
    this.clock = new FakeClock(setup.start);
    this.instants.push(this.clock.now());
    this.fake = this.#makeFake();
    this.stores = inMemoryInvoicingStores(this.clock);
    this.billing = new InMemoryBilling(this.stores.days);
    this.accounts = new Accounts(this);
    this.customers = setup.customers.map((plan, index) => this.#makeCustomer(plan, index));
    this.#watchCreation();
    this.#watchPayments();
  }

  get reliesOnDedupe(): boolean {
    return this.setup.dedupe === 'by-direction' || this.setup.dedupe === 'by-key';
  }

  get skewMs(): number {
    return this.clock.now().getTime() - this.time.now().getTime();
  }

  customerOf({ clientId }: { readonly clientId: string }): Customer {
    const customer = this.customers.find((other) => other.clientId === clientId);
    if (customer === undefined) throw new Error(`there is no client ${clientId}`);
    return customer;
  }

  invoices(): readonly InMemoryInvoice[] {
    return this.billing.listInvoices();
  }

  find(id: string): InMemoryInvoice | undefined {
    return this.invoices().find((invoice) => invoice.id === id);
  }

  change(id: string, changes: Partial<InMemoryInvoice>): void {
    const invoice = this.find(id);
    if (invoice !== undefined) this.billing.putInvoice({ ...invoice, ...changes });
  }

  use(customer: Customer, amount: string): void {
    this.fake.addUsage(customer.fleioId, amount);
    this.accounts.use(customer, amount);
  }

  /** Time goes by, here and at Fleio. */
  wait(ms: number): void {
    this.time.advance(ms);
    this.clock.advance(ms);
    this.instants.push(this.clock.now());
    this.fake.settle();
  }

  /** The clock of the processes, and theirs alone, goes wrong by so much in all. */
  skew(ms: number): void {
    this.clock.set(new Date(this.time.now().getTime() + ms));
    this.instants.push(this.clock.now());
  }

  /** Somebody makes an invoice by hand. */
  invoiceByHand(customer: Customer, { amount, status, currency }: Omit<ByHand, 'who'>): void {
    this.#manual += 1;
    this.billing.putInvoice({
      id: `manual-${this.#manual}`,
      clientId: customer.clientId,
      status,
      issuedOn: this.accounts.today(),
      currency: currency ?? customer.invoiceCurrency,
      lines: [
        { serviceId: customer.serviceId, kind: 'service', amount },
        { serviceId: customer.serviceId, kind: 'promo', amount: '-1' },
        { serviceId: customer.serviceId, kind: 'other', amount: '7' },
      ],
    });
  }

  /** An event of a client; of those that hold no error, only what is not fit to be told is kept. */
  hear(event: HttpEvent): void {
    if (event.type === 'error' || JSON.stringify(event).includes(TOKEN)) this.said.push(event);
  }

  /** An invoice is paid, and the outbox hears of it in the same transaction. */
  async pay(id: string): Promise<void> {
    const invoice = this.find(id);
    if (invoice === undefined || !this.accounts.isOpen(invoice)) return;
    this.change(id, { status: 'paid' });
    this.agreements.settle(invoice.clientId, id);
    await this.note(id, 'add');
  }

  async refund(id: string): Promise<void> {
    if (this.find(id)?.status !== 'paid') return;
    this.change(id, { status: 'refunded' });
    await this.note(id, 'withdraw');
  }

  /** The event of a payment or a refund comes, for the first time or again. */
  async note(id: string, direction: 'add' | 'withdraw'): Promise<void> {
    const invoice = this.find(id);
    if (invoice === undefined) return;
    const customer = this.customerOf(invoice);
    const { currency, lines } = invoice;
    this.noted.set(`${id} ${direction}`, { invoice, customer });
    const settled = { invoiceId: id, accountId: customer.accountId, currency, lines };
    await queueInvoiceCredit(this.outbox, settled, direction);
  }

  #makeFake(): FakeFleio {
    const { dedupe, decimals, lag, tellsTime, settlesPeriods, serverNets } = this.setup;
    const dedupesCredit = { 'by-key': 'key', never: 'never' } as const;
    return new FakeFleio({
      clock: this.time,
      tokens: [TOKEN],
      currencies: { USD: '1', EUR: '0.92', JPY: '155', KWD: '0.307' },
      balancesEvery: lag,
      behaviour: {
        decimals,
        sendDate: tellsTime,
        settlesInvoicedPeriods: settlesPeriods,
        netsOpenAmount: serverNets,
        dedupesCredit: dedupe === 'by-key' || dedupe === 'never' ? dedupesCredit[dedupe] : 'direction',
      },
    });
  }

  #makeCustomer(plan: CustomerPlan, index: number): Customer {
    const customer: Customer = {
      ...plan,
      ...{ accountId: `uuid-${index}`, clientId: `client-${index}`, serviceId: `service-${index}` },
      ...{ fleioId: 11 + index, fleioServiceId: 501 + index },
    };
    const { accountId, clientId: id, serviceId, currency, limits, topUp, invoiceCurrency } = customer;
    this.fake.addClient({
      ...{ id: customer.fleioId, external_billing_id: accountId, currency, limits, auto_top_up: topUp },
      services: [{ id: customer.fleioServiceId, external_billing_id: serviceId }],
    });
    this.setStatus(customer, 'active');
    this.billing.putClient({
      ...{ id, accountId, invoiceCurrency },
      services: [{ id: serviceId, status: 'active', paymentMethod: 'card', startedOn: '2024-01-15' }],
    });
    this.agreements.set(id, plan.agreement);
    this.use(customer, plan.used);
    return customer;
  }

  /** The service is suspended or resumed, here and there. */
  setStatus(customer: Customer, status: string): void {
    const { clientId: id, accountId, invoiceCurrency, serviceId } = customer;
    const row = this.fake.state.services.get(customer.fleioServiceId);
    if (row !== undefined) row.status = status;
    this.billing.putClient({
      ...{ id, accountId, invoiceCurrency },
      services: [{ id: serviceId, status, paymentMethod: 'card', startedOn: '2024-01-15' }],
    });
  }

  #watchCreation(): void {
    const create = this.billing.create.bind(this.billing);
    this.billing.create = async (draft, key) => {
      const customer = this.customerOf(draft);
      const owed = this.accounts.owed(customer);
      const missing = this.accounts.missing(customer);
      const made = await create(draft, key);
      if (made?.created !== true) return made;
      const sameDay = this.made.filter(
        (other) => other.customer === customer && other.draft.issueDate === draft.issueDate,
      );
      const isFirstOfDay = sameDay.every(({ invoiceId }) => this.find(invoiceId) === undefined);
      this.made.push({
        draft,
        customer,
        invoiceId: made.invoiceId,
        owed,
        missing,
        isFirstOfDay,
        skewMs: this.skewMs,
      });
      return made;
    };
  }

  /** The billing system tells of a paid invoice what the outbox knows of its credit. */
  #watchPayments(): void {
    const list = this.billing.listForService.bind(this.billing);
    const { lag: balanceLagMs } = this.setup;
    this.billing.listForService = async (serviceId, needed) => {
      const invoices: ServiceInvoice[] = [];
      for (const invoice of await list(serviceId)) {
        const synced = await creditSynced(this.outbox, invoice.id, { balanceLagMs, clock: this.clock });
        invoices.push({ ...invoice, creditSynced: synced });
      }
      return needed === undefined ? invoices : invoices.filter(isNeeded(needed));
    };
  }
}

/** No more than has to be told. */
function isNeeded({ from, openStatuses }: NeededInvoices): (invoice: ServiceInvoice) => boolean {
  return ({ issuedOn, status, creditSynced }) =>
    issuedOn >= from || openStatuses.includes(status) || (status === 'paid' && creditSynced === false);
}
