/** What must hold whatever happened, by the books of `accounting.ts`. */
import { inspect } from 'node:util';
import type { InvoicingReport } from 'reseller-sdk/invoice-policy';
import { expect } from 'vitest';
import { converted, digitsOf, netOf } from './accounting.ts';
import { civilDay, compare, exact, halfUnit, plus, shown, sumOf, times, ZERO } from './exact.ts';
import type { Life } from './life.ts';
import type { Customer, Made, Stage } from './stage.ts';
import { TOKEN } from './stage.ts';

const MAX_SKEW_MS = 300_000;

/** At a server that may not know repeats, what may have happened waits for a human. */
export function expectHonest({ outbox, reliesOnDedupe }: Stage): void {
  if (reliesOnDedupe) return;
  for (const row of outbox.listOpen()) {
    if (row.isDoubtful) expect(row.state, `the doubtful ${row.direction} of ${row.invoiceId}`).toBe('parked');
  }
}

function expectOneADay({ made, setup }: Stage): void {
  const mayFollow = setup.settings.sameDayReissueAfterDelete === true;
  const days = made.filter((one) => !(mayFollow && one.isFirstOfDay)).map(dayOf);
  if (mayFollow) expect(days, 'a second automatic invoice of a day').toEqual([]);
  else expect(days, 'automatic invoices by service and day').toEqual([...new Set(days)]);
}

const dayOf = ({ draft }: Made): string => `${draft.serviceId} ${draft.issueDate}`;

/** An invoice is dated as the wall clock of the business was while its run worked. */
function expectDates({ stage, processes }: Life): void {
  const { made, instants, setup } = stage;
  for (const { draft } of made) {
    const process = processes.find(({ runId }) => runId === draft.claim.runId);
    const seen = instants.slice(process?.since).map((instant) => civilDay(instant, setup.timeZone));
    expect(seen, `a date of ${draft.claim.runId}`).toContain(draft.issueDate);
  }
}

/** To the rounding of the invoice, and of what was credited to Fleio while its balance did not show it. */
function expectNoMoreThanOwed({ made, noted }: Stage): void {
  for (const { draft, owed, missing, customer } of made) {
    const isTopUp = draft.claim.runId.startsWith('top-up');
    const credits = [...noted.values()].filter((other) => other.customer === customer);
    const credited = converted(halfUnit(digitsOf(customer.currency)), customer.currency, draft.currency);
    const slack = times(credited, exact(String(credits.length)));
    const half = halfUnit(digitsOf(draft.currency));
    // Fleio rounds what it is told of open invoices, which are rounded before, to a hundredth.
    const cent = converted(halfUnit(2), customer.currency, draft.currency);
    const bound = isTopUp ? sumOf([missing, half, half, cent, slack]) : sumOf([owed, half, slack]);
    const isWithin = compare(exact(draft.amount), bound) <= 0;
    expect(isWithin, `${draft.amount} ${draft.currency} for ${shown(bound)} in ${draft.claim.runId}`).toBe(
      true,
    );
  }
}

/** What stands on automatic invoices was used, or asked for by automatic top-up, to one rounding each way. */
function expectNoMoreThanUsed(stage: Stage): void {
  for (const customer of stage.customers) {
    const { currency, invoiceCurrency, topUp } = customer;
    const live = stage.made.flatMap(({ invoiceId, customer: other }) => {
      const invoice = other === customer ? stage.find(invoiceId) : undefined;
      return invoice !== undefined && (invoice.status === 'paid' || stage.accounts.isOpen(invoice))
        ? [invoice]
        : [];
    });
    const used = plus(stage.used.get(customer) ?? ZERO, exact(topUp ?? '0'));
    const half = halfUnit(digitsOf(invoiceCurrency));
    const cent = converted(halfUnit(2), currency, invoiceCurrency);
    const credited = converted(halfUnit(digitsOf(currency)), currency, invoiceCurrency);
    const slack = times(
      sumOf([half, half, cent, credited]),
      exact(String(stage.invoices().length + stage.noted.size)),
    );
    const sum = sumOf(live.map(netOf));
    const bound = plus(converted(used, currency, invoiceCurrency), slack);
    expect(compare(sum, bound) <= 0, `${shown(sum)} of at most ${shown(bound)} on invoices`).toBe(true);
  }
}

const reportsOf = ({ processes }: Life): InvoicingReport[] =>
  processes.flatMap(({ kind, result }) =>
    kind === 'invoicing' && result instanceof Object && 'errors' in result ? [result as InvoicingReport] : [],
  );

function expectPeriods(life: Life): void {
  const { stage, processes, hadRivals } = life;
  const { claims, days } = stage.stores;
  expect(claims.listOpen(), 'claims that nobody settles').toEqual([]);
  expect(days.listClaimed(), 'days that nobody settles').toEqual([]);
  const closed = claims.listClosed();
  const invoiced = closed.filter(({ outcome }) => outcome === 'invoiced');
  const onInvoices = invoiced.flatMap(({ periods }) => (periods ?? []).map(({ id }) => id));
  const lost = closed.filter(({ outcome }) => outcome === 'lost').map(({ accountId }) => accountId);
  // Who dies tells nothing, and who cannot tell whether it closed a claim tells all the same.
  const isMute = processes.some(({ isDead }) => isDead);
  const unsure = processes.flatMap(({ broken }) => broken).filter((call) => call === 'claims.close').length;
  const told = reportsOf(life)
    .flatMap(({ errors }) => errors)
    .flatMap(({ code, about }) => (code === 'CLAIM_LOST' ? [about.accountId] : []));
  for (const { accountId, fleioId } of stage.customers) {
    const count = (accounts: readonly unknown[]): number => accounts.filter((id) => id === accountId).length;
    expect(count(told), `${accountId} is reported lost`).toBeLessThanOrEqual(count(lost) + unsure);
    if (!isMute) expect(count(told), `${accountId} is reported lost`).toBeGreaterThanOrEqual(count(lost));
    for (const { id, service, status } of stage.fake.state.periods.values()) {
      if (stage.fake.state.services.get(service)?.client !== fleioId) continue;
      const times = onInvoices.filter((other) => other === String(id)).length;
      const isTaken = status !== 'unsettled';
      // One that is paid was settled by Fleio, with money for another invoice.
      if (status === 'invoiced' && times === 0)
        expect(lost, `period ${id} is somewhere`).toContain(accountId);
      if (hadRivals) continue;
      expect(times, `period ${id} is on one invoice at most`).toBeLessThanOrEqual(1);
      if (times === 1) expect(isTaken, `period ${id} is not given back, being on an invoice`).toBe(true);
    }
  }
  const made = new Set(stage.made.map(dayOf));
  for (const { issue } of invoiced)
    expect(made, 'a claim on an invoice').toContain(`${issue?.serviceId} ${issue?.day}`);
}

/** What was paid is credited once, what was refunded in full withdrawn once, and nothing else moves. */
function expectCredit({ accounts, noted, fake, outbox }: Stage): void {
  let movements = 0;
  for (const [key, { invoice, customer }] of noted) {
    const booked = accounts.booked(invoice.id, key.endsWith('add'));
    const worth = accounts.worth(invoice, customer);
    expect(booked.map(exact), `${key} as Fleio has it`).toHaveLength(worth > 0n ? 1 : 0);
    movements += booked.length;
    for (const amount of booked) {
      const unit = 10n ** BigInt(digitsOf(customer.currency));
      expect(compare(exact(amount), { over: worth, under: unit }), `${key}: ${amount}`).toBe(0);
    }
  }
  expect(fake.state.journal, 'changes of credit').toHaveLength(movements);
  expect(outbox.listOpen(), 'rows that nobody settles').toEqual([]);
}

function expectCharges({ gateway }: Stage): void {
  expect(gateway.paid, 'invoices that were charged').toEqual([...new Set(gateway.paid)]);
}

/** In the end nobody owes without an invoice what the policy wants on one. */
function expectLiveness({ stage }: Life): void {
  for (const customer of stage.customers) {
    if (!isBillable(stage, customer)) continue;
    const { invoiceCurrency, currency, limits, fleioId } = customer;
    const { minimum, cycleWindowOnly, cycleSource } = stage.setup.settings;
    const owed = stage.accounts.owed(customer);
    const half = halfUnit(digitsOf(invoiceCurrency));
    const least =
      minimum === undefined ? ZERO : converted(exact(String(minimum.amount)), 'USD', invoiceCurrency);
    if (compare(owed, half) < 0 || compare(owed, least) < 0) continue;
    const row = stage.fake.state.clients.get(fleioId);
    const limit = row?.has_billing_agreement ? limits.withAgreement : limits.withoutAgreement;
    if (limit !== null) {
      const threshold = converted(exact(limit.replace('-', '')), currency, invoiceCurrency);
      expect(compare(owed, threshold), `${shown(owed)} ${invoiceCurrency} reach the limit`).toBeLessThan(0);
    }
    if (cycleWindowOnly || cycleSource === 'calendar-month') continue;
    const { periods, services } = stage.fake.state;
    const ended = [...periods.values()].filter(
      ({ service, status }) => status === 'unsettled' && services.get(service)?.client === fleioId,
    );
    expect(ended, `${shown(owed)} ${invoiceCurrency} of a cycle that ended`).toEqual([]);
  }
}

function isBillable({ fake, setup }: Stage, { fleioId, fleioServiceId }: Customer): boolean {
  const { invoiceWithAgreement, invoiceWithoutAgreement, includeSuspended } = setup.settings;
  const hasAgreement = fake.state.clients.get(fleioId)?.has_billing_agreement === true;
  const isSuspended = fake.state.services.get(fleioServiceId)?.status === 'suspended';
  return (
    (hasAgreement ? invoiceWithAgreement : invoiceWithoutAgreement) && !(isSuspended && !includeSuspended)
  );
}

/** Neither the token nor the proof of a login is in anything that anybody is told. */
function expectSecrecy({ said, outbox, fake }: Stage): void {
  const text = inspect([said, outbox.listOpen()], { depth: 12, maxArrayLength: 2000 });
  expect(text).not.toContain(TOKEN);
  expect(text, 'a proof of a login').not.toMatch(/uuid-\d:\d+:|hash_val=/);
  expect(fake.requests.length).toBeGreaterThan(0);
}

/** A run that Fleio tells the time to makes nothing while its clock is wrong. */
function expectRightClocks({ stage, processes }: Life): void {
  if (!stage.setup.tellsTime) return;
  for (const { draft, skewMs } of stage.made) {
    const process = processes.find(({ runId }) => runId === draft.claim.runId);
    const wasWrong = process?.skewMs === skewMs && Math.abs(skewMs) > MAX_SKEW_MS;
    if (process?.kind === 'invoicing')
      expect(wasWrong, `${process.runId} works by a wrong clock`).toBe(false);
  }
}

const LAWS: Readonly<Record<string, (life: Life) => void>> = {
  'one automatic invoice of a service on a civil day': ({ stage }) => expectOneADay(stage),
  'an invoice has the date of the zone': expectDates,
  'no clock that is wrong dates invoices': expectRightClocks,
  'no invoice exceeds what is owed and has none': ({ stage }) => expectNoMoreThanOwed(stage),
  'no more is invoiced than was ever used': ({ stage }) => expectNoMoreThanUsed(stage),
  'every claimed period is invoiced, given back or reported lost': expectPeriods,
  'every paid invoice is credited once': ({ stage }) => expectCredit(stage),
  'nothing is charged twice': ({ stage }) => expectCharges(stage),
  'what the policy wants invoiced is, in the end': expectLiveness,
  'secrets are told to nobody': ({ stage }) => expectSecrecy(stage),
};

/** Laws are checked together: a history is dear, and the one that breaks is named. */
export function expectLawful(life: Life): void {
  for (const [law, holds] of Object.entries(LAWS)) {
    try {
      holds(life);
    } catch (cause) {
      throw new Error(`broken law: ${law}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    }
  }
}
