import {
  InMemoryAgreements,
  InMemoryBilling,
  type InMemoryInvoice,
  type InvoiceDraft,
  type InvoicingPorts,
  type InvoicingSettings,
  inMemoryInvoicingStores,
} from 'reseller-sdk/invoice-policy';
import { FakeClock } from 'reseller-sdk/testing';
import { Gateway } from './gateway.ts';
import { toCents, Vendor } from './vendor.ts';

export const SETTINGS: InvoicingSettings = {
  invoiceWithoutAgreement: true,
  invoiceWithAgreement: true,
  chargeImmediately: false,
  timeZone: 'UTC',
};

const LIVE = ['unpaid', 'overdue', 'payment_pending', 'collections', 'paid'];

/** An invoice that a run made. */
export interface Made {
  readonly draft: InvoiceDraft;
  readonly key: string;
  readonly invoiceId: string;
  /** What the client owed and had no invoice for, in cents, just before. */
  readonly owed: number;
}

/** A vendor, a billing system and the stores of the runs, all of them in memory. */
export class World {
  readonly clock = new FakeClock('2024-05-10T10:00:00Z');
  readonly stores = inMemoryInvoicingStores(this.clock);
  readonly billing = new InMemoryBilling(this.stores.days);
  readonly vendor = new Vendor();
  readonly agreements = new InMemoryAgreements();
  readonly gateway = new Gateway((id) => this.#pay(id));
  readonly made: Made[] = [];
  rates: Readonly<Record<string, string>> = {};

  constructor(accounts: readonly string[] = ['a']) {
    for (const id of accounts) this.addClient(id);
    const create = this.billing.create.bind(this.billing);
    this.billing.create = async (draft, key) => {
      const owed = this.owed(draft.serviceId.slice('service-'.length));
      const made = await create(draft, key);
      if (made?.created === true) this.made.push({ draft, key, invoiceId: made.invoiceId, owed });
      return made;
    };
  }

  addClient(id: string, services: readonly string[] = [`service-${id}`], invoiceCurrency = 'USD'): void {
    this.vendor.add(id);
    this.billing.putClient({
      id: `client-${id}`,
      accountId: id,
      invoiceCurrency,
      services: services.map((service) => ({ id: service, status: 'active', paymentMethod: 'card' })),
    });
  }

  ports(): InvoicingPorts {
    const { billing } = this;
    return {
      ...this.stores,
      accounts: this.vendor,
      clients: billing,
      services: billing,
      invoices: billing,
      agreements: this.agreements,
      charging: this.gateway,
      rates: { latest: async () => this.rates },
      clock: this.clock,
    };
  }

  invoices(): readonly InMemoryInvoice[] {
    return this.billing.listInvoices();
  }

  change(id: string, changes: Partial<InMemoryInvoice>): void {
    const invoice = this.invoices().find((candidate) => candidate.id === id);
    if (invoice !== undefined) this.billing.putInvoice({ ...invoice, ...changes });
  }

  /** Nothing is open of an invoice that was settled, cancelled or refunded before the charge came. */
  #pay(id: string): void {
    const isOpen = this.invoices().some((invoice) => invoice.id === id && invoice.status === 'unpaid');
    if (isOpen) this.change(id, { status: 'paid', creditSynced: false });
  }

  /** What an account owes and has no invoice for that is open or paid, in cents. */
  owed(account: string): number {
    const ofAccount = this.invoices().filter(({ clientId }) => clientId === `client-${account}`);
    const live = ofAccount.filter(({ status }) => LIVE.includes(status));
    return this.vendor.of(account).usage - live.reduce((sum, invoice) => sum + centsOf(invoice), 0);
  }
}

export function centsOf({ lines }: Pick<InMemoryInvoice, 'lines'>): number {
  return lines.reduce((sum, { amount }) => sum + toCents(String(amount)), 0);
}
