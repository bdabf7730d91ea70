import { FleioClient } from 'reseller-sdk/fleio';
import {
  type AutoTopUpPorts,
  type AutoTopUpSettings,
  FleioAccountSource,
  runAutoTopUp,
} from 'reseller-sdk/fleio/invoicing';
import {
  InMemoryAgreements,
  InMemoryBilling,
  type InvoicingPorts,
  inMemoryInvoicingStores,
  runInvoicing,
} from 'reseller-sdk/invoice-policy';
import { DEFAULT_FLEIO_TOKEN, FakeClock, FakeFleio, type FakeFleioOptions } from 'reseller-sdk/testing';

const SETTINGS: AutoTopUpSettings = { timeZone: 'UTC', chargeImmediately: false };
export const HOUR_MS = 3_600_000;

/** Clients of Fleio whose credit is topped up, and the billing system that invoices them. */
export class World {
  readonly clock = new FakeClock('2024-05-15T10:00:00Z');
  readonly fake: FakeFleio;
  readonly stores = inMemoryInvoicingStores(this.clock);
  readonly billing = new InMemoryBilling(this.stores.days);
  readonly agreements = new InMemoryAgreements();
  readonly charged: string[] = [];
  ports: AutoTopUpPorts & InvoicingPorts;

  constructor(options: FakeFleioOptions = {}, accounts: readonly string[] = ['a']) {
    this.fake = new FakeFleio({ clock: this.clock, ...options });
    const fleio = new FleioClient({
      ...{ token: DEFAULT_FLEIO_TOKEN, baseUrl: 'https://cloud.example.com/backend/staffapi' },
      ...{ fetch: this.fake.fetch, sleep: async () => undefined },
    });
    const { billing, agreements, clock } = this;
    this.ports = {
      accounts: new FleioAccountSource({ fleio }),
      ...{ ...this.stores, fleio, agreements, clients: billing, services: billing, invoices: billing, clock },
      charging: {
        charge: async (_invoiceId, key) => {
          this.charged.push(key);
          return { paid: true };
        },
      },
      rates: { latest: async () => ({ USD: '1', EUR: '0.92' }) },
    };
    for (const id of accounts) this.add(id);
  }

  /** A client who wants 100 and has used up his credit by 10. */
  add(id: string, invoiceCurrency = 'USD', services = 1): void {
    this.fake.addClient({
      external_billing_id: `uuid-${id}`,
      currency: 'USD',
      credit: '-10',
      auto_top_up: '100',
    });
    const live = Array.from({ length: services }, (_, index) => ({
      ...{ id: `service-${id}${index || ''}`, status: 'active', paymentMethod: 'card' },
    }));
    this.billing.putClient({ id, accountId: `uuid-${id}`, invoiceCurrency, services: live });
  }

  run(settings: Partial<AutoTopUpSettings> = {}) {
    return runAutoTopUp(this.ports, { ...SETTINGS, ...settings });
  }

  /** A run of the invoice policy over the same stores. */
  runPolicy() {
    const toggles = { invoiceWithAgreement: true, invoiceWithoutAgreement: true };
    return runInvoicing(this.ports, { ...SETTINGS, ...toggles });
  }

  get invoices() {
    return this.billing.listInvoices().map(({ issuedOn, currency, lines }) => {
      return `${issuedOn} ${lines[0]?.amount} ${currency}`;
    });
  }
}

/** Members that give rows, not promises of them. */
const ROWS = ['listClaimed', 'listOpen', 'listOpenOfActiveServices', 'listActive'];

/** A port of which one call fails, before or after its work. */
export function faulty<Port extends object>(port: Port, isNow: () => boolean, isAfter: boolean): Port {
  return new Proxy(port, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      if (ROWS.includes(String(name))) {
        return (...values: unknown[]): unknown => {
          if (isNow()) throw new Error('broken');
          return Reflect.apply(member, target, values);
        };
      }
      return async (...values: unknown[]) => {
        const fails = isNow();
        if (fails && !isAfter) throw new Error('broken');
        const answer: unknown = await Reflect.apply(member, target, values);
        if (fails) throw new Error('broken');
        return answer;
      };
    },
  });
}
