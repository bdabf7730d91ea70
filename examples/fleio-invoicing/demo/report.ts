import { type Decimal, decimal } from 'reseller-sdk/decimal';
import type { StoredInvoice } from '../storage/invoices.ts';
import { ACCOUNT_CURRENCY, type Auditor, sumOf } from './auditor.ts';
import { type Check, type ClaimCounts, claimCounts, runChecks } from './checks.ts';
import { accountIdOf, PEOPLE, type Person, serviceIdOf } from './people.ts';
import type { World } from './world.ts';

/** What a month came to for a customer. Amounts are decimal texts without tax. */
export interface CustomerReport {
  readonly client: string;
  readonly service: string;
  readonly status: string;
  /** Currency of `used`, `credited` and `notInvoiced`. */
  readonly accountCurrency: string;
  readonly used: string;
  /** What Fleio was told of payments, minus what was withdrawn. */
  readonly credited: string;
  /** Owed in Fleio, and on no invoice. */
  readonly notInvoiced: string;
  /** Currency of the amounts that follow. */
  readonly invoiceCurrency: string;
  /** All invoices that there are, also top-ups. */
  readonly invoiced: string;
  readonly paid: string;
  readonly refunded: string;
  readonly open: string;
  readonly invoices: readonly InvoiceReport[];
}

/** An invoice at the end of the month. */
export interface InvoiceReport {
  readonly id: string;
  readonly issuedOn: string;
  readonly amount: string;
  readonly status: string;
}

/** The span of a report. */
export interface Span {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly ticks: number;
}

/** What `--json` prints. */
export interface MonthReport {
  readonly month: Span;
  readonly clients: readonly CustomerReport[];
  /** Claims that took ended cycles, by what became of them. */
  readonly claims: ClaimCounts;
  readonly checks: readonly (Check & { readonly ok: boolean })[];
  readonly ok: boolean;
}

/** Sums a month up. */
export async function reportOf(world: World, auditor: Auditor, month: Span): Promise<MonthReport> {
  const clients: CustomerReport[] = [];
  for (const person of PEOPLE) clients.push(await customerReport(world, auditor, person));
  const checks = (await runChecks(world, auditor)).map((check) => ({
    ...check,
    ok: check.problems.length === 0,
  }));
  return { month, clients, claims: claimCounts(world), checks, ok: checks.every(({ ok }) => ok) };
}

async function customerReport(
  world: World,
  auditor: Auditor,
  { id, currency }: Person,
): Promise<CustomerReport> {
  const { fake, office } = world;
  const invoices = office.ports.invoices.list().filter(({ clientId }) => clientId === id);
  const sum = (...statuses: readonly string[]) =>
    totalOf(invoices.filter(({ status }) => statuses.includes(status)));
  const ref = { serviceId: serviceIdOf(id), externalId: accountIdOf(id) };
  const credited = creditOf(world, id);
  return {
    client: id,
    service: serviceIdOf(id),
    status: (await office.ports.services.statusOf(ref)) ?? 'unknown',
    accountCurrency: ACCOUNT_CURRENCY,
    used: credited.minus(decimal(fake.uptodateCredit(accountIdOf(id)))).toFixed(2),
    credited: credited.toFixed(2),
    notInvoiced: (await auditor.notInvoiced(id)).toFixed(2),
    invoiceCurrency: currency,
    invoiced: totalOf(invoices),
    paid: sum('paid'),
    refunded: sum('refunded'),
    open: sum('unpaid', 'overdue'),
    invoices: invoices.map(({ id: number, issuedOn, lines, status }) => {
      return { id: number, issuedOn, amount: sumOf(lines), status };
    }),
  };
}

/** The credit that Fleio's journal has for a customer; everybody starts with none. */
function creditOf({ fake }: World, id: string): Decimal {
  const { clients, journal } = fake.state;
  return journal
    .filter(({ client }) => clients.get(client)?.external_billing_id === accountIdOf(id))
    .reduce(
      (sum, { amount, add_credit }) => (add_credit ? sum.plus(decimal(amount)) : sum.minus(decimal(amount))),
      decimal('0'),
    );
}

function totalOf(invoices: readonly StoredInvoice[]): string {
  return sumOf(invoices.flatMap(({ lines }) => lines));
}
