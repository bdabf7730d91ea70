import { FleioClient } from 'reseller-sdk/fleio';
import type {
  CreditDirection,
  CreditOutboxOptions,
  CreditReport,
  CreditRow,
} from 'reseller-sdk/fleio/credit';
import {
  type CreditOutbox,
  InMemoryCreditOutbox,
  queueInvoiceCredit,
  runCreditOutbox,
} from 'reseller-sdk/fleio/credit';
import { DEFAULT_FLEIO_TOKEN, FakeClock, FakeFleio, type FakeFleioOptions } from 'reseller-sdk/testing';

export const ACCOUNT = 'uuid-acme';
export const MINUTE_MS = 60_000;

/** A fake Fleio, a client for it, and an outbox, all on one clock. */
export class CreditWorld {
  readonly clock = new FakeClock('2024-05-10T10:00:00Z');
  readonly fake: FakeFleio;
  readonly fleio: FleioClient;
  outbox: CreditOutbox = new InMemoryCreditOutbox();
  options: Partial<CreditOutboxOptions> = {};

  constructor(fake: FakeFleioOptions = {}) {
    const clients = [{ external_billing_id: ACCOUNT, currency: 'USD' }];
    this.fake = new FakeFleio({ clock: this.clock, clients, ...fake });
    this.fleio = new FleioClient({
      ...{ token: DEFAULT_FLEIO_TOKEN, baseUrl: 'https://cloud.example.com/backend/staffapi' },
      ...{ fetch: this.fake.fetch, sleep: async () => undefined, timeout: 50 },
    });
  }

  pay(invoiceId: string, amount = '60.00', more: Partial<Parameters<typeof queueInvoiceCredit>[1]> = {}) {
    return this.note('add', invoiceId, amount, more);
  }

  refund(invoiceId: string, amount = '60.00', more: Partial<Parameters<typeof queueInvoiceCredit>[1]> = {}) {
    return this.note('withdraw', invoiceId, amount, more);
  }

  note(
    direction: CreditDirection,
    invoiceId: string,
    amount: string,
    more: Partial<Parameters<typeof queueInvoiceCredit>[1]> = {},
  ) {
    const lines = [{ serviceId: '55', kind: 'service', amount }] as const;
    const invoice = { invoiceId, accountId: ACCOUNT, currency: 'USD', lines, ...more };
    return queueInvoiceCredit(this.outbox, invoice, direction);
  }

  run(options: Partial<CreditOutboxOptions> = {}): Promise<CreditReport> {
    const { fleio, outbox, clock } = this;
    return runCreditOutbox({ fleio, outbox, clock, ...this.options, ...options });
  }

  /** Moves the clock and runs. */
  runAfter(minutes: number, options: Partial<CreditOutboxOptions> = {}): Promise<CreditReport> {
    this.clock.advance(minutes * MINUTE_MS);
    return this.run(options);
  }

  async row(invoiceId: string, direction: CreditDirection = 'add'): Promise<CreditRow> {
    const row = (await this.outbox.forInvoice(invoiceId)).find((found) => found.direction === direction);
    if (row === undefined) throw new Error(`there is no row ${direction} of ${invoiceId}`);
    return row;
  }

  /** The changes of credit that Fleio booked, such as `+60.00 USD`. */
  get booked(): readonly string[] {
    return this.fake.state.journal.map(
      ({ add_credit, amount, currency }) => `${add_credit ? '+' : '-'}${amount} ${currency}`,
    );
  }

  /** How often the credit was asked to be changed. */
  get calls(): number {
    return this.fake.requests.filter(({ operation }) => operation === 'clients.changeCredit').length;
  }
}
