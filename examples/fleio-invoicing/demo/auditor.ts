import { type Decimal, decimal } from 'reseller-sdk/decimal';
import { convertAmount } from 'reseller-sdk/fleio/accounts';
import type { StoredInvoice } from '../storage/invoices.ts';
import type { TickReport } from '../tick.ts';
import { accountIdOf, serviceIdOf } from './people.ts';
import type { World } from './world.ts';

/** Fleio counts in this currency here. */
export const ACCOUNT_CURRENCY = 'USD';
/** An invoice is rounded to cents in one currency, and compared in another. */
const TOLERANCE = '0.01';

/** Looks over the shoulder of every tick, with what only Fleio knows. */
export class Auditor {
  readonly #world: World;
  /** Invoices that asked for more than was owed. */
  readonly excesses: string[] = [];
  /** Claims that were reported as lost. */
  reportedLost = 0;

  constructor(world: World) {
    this.#world = world;
  }

  async tick({ invoicing }: TickReport): Promise<void> {
    this.reportedLost += invoicing.errors.filter(({ code }) => code === 'CLAIM_LOST').length;
    for (const { reason, clientId, invoiceId } of invoicing.accounts) {
      if (reason === 'ISSUED' && clientId !== null) await this.#compare(clientId, invoiceId);
    }
  }

  /** What a client owes in Fleio, and no invoice asks for: negative when invoices ask for more. */
  async notInvoiced(clientId: string): Promise<Decimal> {
    const owed = decimal(this.#world.fake.uptodateCredit(accountIdOf(clientId))).negated();
    const rates = await this.#world.office.ports.rates.latest();
    const asked = this.#world.office.ports.invoices
      .list()
      .filter((invoice) => invoice.clientId === clientId && this.#isAsking(invoice))
      .map(({ lines, currency }) => convertAmount(sumOf(lines), currency, ACCOUNT_CURRENCY, { rates }));
    return asked.reduce((left, amount) => left.minus(amount), owed);
  }

  async #compare(clientId: string, invoiceId: string | null): Promise<void> {
    const left = await this.notInvoiced(clientId);
    if (left.greaterThanOrEqualTo(decimal(TOLERANCE).negated())) return;
    this.excesses.push(`invoice ${invoiceId} of ${clientId} asks for ${left.negated()} too much`);
  }

  /** Whether an invoice is to be paid, or was paid while Fleio does not have the credit. */
  #isAsking({ id, status, clientId }: StoredInvoice): boolean {
    if (status !== 'paid') return status === 'unpaid' || status === 'overdue';
    return this.creditsOf(id, clientId, true) === 0;
  }

  /** How often Fleio moved the credit of an invoice. */
  creditsOf(invoiceId: string, clientId: string, add: boolean): number {
    const key = `${invoiceId}/${serviceIdOf(clientId)}`;
    const { journal } = this.#world.fake.state;
    return journal.filter((entry) => entry.external_source_key === key && entry.add_credit === add).length;
  }
}

/** The sum of the lines of an invoice. */
export function sumOf(lines: StoredInvoice['lines']): string {
  return lines.reduce((sum, { amount }) => sum.plus(decimal(amount)), decimal('0')).toFixed(2);
}
