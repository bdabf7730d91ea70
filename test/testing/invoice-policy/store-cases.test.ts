import {
  type DayClaim,
  type DayLedger,
  InMemoryBilling,
  type InvoicingStores,
  inMemoryInvoicingStores,
} from 'reseller-sdk/invoice-policy';
import {
  FakeClock,
  invoiceRepositoryCases,
  invoicingStoreCases,
  type OpenedInvoiceRepository,
  type OpenedInvoicingStores,
} from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';

function openStores() {
  const clock = new FakeClock();
  return { stores: inMemoryInvoicingStores(clock), wait: async (ms: number) => void clock.advance(ms) };
}

function openInvoices() {
  const { days } = inMemoryInvoicingStores();
  const invoices = new InMemoryBilling(days);
  const services = [{ id: 'service', status: 'active', paymentMethod: null }];
  invoices.putClient({ id: 'client', accountId: 'account', invoiceCurrency: 'USD', services });
  const deleteInvoice = (id: string): void => invoices.deleteInvoice(id);
  return { invoices, days, clientId: 'client', serviceId: 'service', isFenced: true, deleteInvoice };
}

describe('the stores in memory', () => {
  for (const { name, run } of invoicingStoreCases(openStores)) it(name, run);
});

describe('the billing system in memory', () => {
  for (const { name, run } of invoiceRepositoryCases(openInvoices)) it(name, run);
});

async function failures(cases: ReturnType<typeof invoicingStoreCases>): Promise<string[]> {
  const names: string[] = [];
  for (const { name, run } of cases) await run().catch(() => names.push(name));
  return names;
}

type Stores = ReturnType<typeof inMemoryInvoicingStores>;

/** Stores with one defect. */
const BROKEN_STORES: Readonly<Record<string, (sound: Stores) => Partial<InvoicingStores>>> = {
  'a claim looks before it writes': ({ days }) => ({
    days: changed(days, {
      claim: async (claim) => {
        const rows = await days.listForService(claim.serviceId, claim.day);
        const row = rows.find(({ day, seq }) => day === claim.day && seq === claim.seq);
        await Promise.resolve();
        if (row !== undefined && row.state !== 'released') return false;
        await days.release({ ...claim, runId: row?.runId ?? '' });
        await days.claim(claim);
        return true;
      },
    }),
  }),
  'a claim of the same run is true again': ({ days }) => ({
    days: changed(days, { claim: async (claim) => (await days.claim(claim)) || days.isHeld(claim) }),
  }),
  'anybody gives a day back': ({ days }) => ({
    days: changed(days, {
      release: async (claim) => {
        const rows = await days.listForService(claim.serviceId, claim.day);
        const row = rows.find(({ day, seq }) => day === claim.day && seq === claim.seq);
        await days.release(row ?? claim);
      },
    }),
  }),
  'only the holder marks a day as issued': ({ days }) => ({
    days: changed(days, {
      markIssued: async (claim, id) => (days.isHeld(claim) ? days.markIssued(claim, id) : undefined),
    }),
  }),
  'the number of the day is not part of the key': ({ days }) => ({
    days: changed(days, { claim: (claim) => days.claim({ ...claim, seq: 1 }) }),
  }),
  'earlier days are not listed although they are claimed': ({ days }) => ({
    days: changed(days, {
      listForService: async (service, from) =>
        (await days.listForService(service, from)).filter(({ day }) => day >= from),
    }),
  }),
  'services are told apart without case': ({ days }) => ({
    days: changed(days, {
      claim: (claim) => days.claim({ ...claim, serviceId: claim.serviceId.toLowerCase() }),
    }),
  }),
  'a claim is opened again': ({ claims }) => ({
    claims: changed(claims, { open: async (claim) => claims.open(claim).catch(() => undefined) }),
  }),
  'a closed claim is closed again': ({ claims }) => ({
    claims: changed(claims, { close: async (id, outcome) => (await claims.close(id, outcome)) || true }),
  }),
  'no periods are noted as nothing': ({ claims }) => ({
    claims: changed(claims, {
      attachPeriods: async (id, periods) =>
        periods.length > 0 ? claims.attachPeriods(id, periods) : undefined,
    }),
  }),
  'the intent to issue is forgotten': ({ claims }) => ({
    claims: changed(claims, { attachIssue: async () => undefined }),
  }),
  'a month goes back': ({ cycles }) => {
    const months = new Map<string, string>();
    return {
      cycles: changed(cycles, {
        get: async (id) => months.get(id) ?? null,
        set: async (id, month) => void months.set(id, month),
      }),
    };
  },
  'failures are counted by calls': ({ chargeLog }) => {
    let failed = 0;
    return {
      chargeLog: changed(chargeLog, {
        record: (id, attempt) => {
          if (attempt.outcome === 'failed') failed += 1;
          return chargeLog.record(id, { ...attempt, attempt: failed });
        },
      }),
    };
  },
  'times are kept to the second': ({ chargeLog }) => ({
    chargeLog: changed(chargeLog, {
      record: (id, attempt) =>
        chargeLog.record(id, { ...attempt, at: new Date(Math.floor(attempt.at.getTime() / 1000) * 1000) }),
    }),
  }),
  'the lock lets everybody in': ({ lock }) => ({
    lock: changed(lock, {
      acquire: async (name, ttl) => (await lock.acquire(name, ttl)) ?? lock.acquire(`${name}2`, ttl),
    }),
  }),
  'the lock never runs out': ({ lock }) => ({
    lock: changed(lock, { acquire: (name) => lock.acquire(name, 1e12) }),
  }),
};

/** The same port with some of its members replaced. */
function changed<Port extends object>(port: Port, members: Partial<Port>): Port {
  return new Proxy(port, {
    get: (target, name) => {
      const member: unknown = Reflect.get(Object.hasOwn(members, name) ? members : target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

describe('the cases find stores in which', () => {
  it.each(Object.entries(BROKEN_STORES))('%s', async (_name, breakIt) => {
    const open = (): OpenedInvoicingStores => {
      const { stores, wait } = openStores();
      return { stores: { ...stores, ...breakIt(stores) }, wait };
    };
    expect(await failures(invoicingStoreCases(open))).not.toEqual([]);
  });
});

/** Billing systems with one defect. */
const BROKEN_INVOICES: Readonly<
  Record<string, (sound: InMemoryBilling, days: DayLedger) => Partial<InMemoryBilling>>
> = {
  'a key is looked at before the invoice is made': (sound) => ({
    create: async (draft, key) => {
      const known = await sound.findByKey(key);
      await Promise.resolve();
      if (known !== null) return { invoiceId: known, created: false };
      return sound.create(draft, `${key} ${Math.trunc(performance.now() * 1000)}`);
    },
  }),
  'the claim is not looked at': (sound, days) => ({
    create: async (draft, key) => {
      const claim: DayClaim = { ...draft.claim, seq: draft.claim.seq + 100 };
      await days.claim(claim);
      return sound.create({ ...draft, claim }, key);
    },
  }),
  'the invoice is dated by the clock': (sound) => ({
    create: (draft, key) => sound.create({ ...draft, issueDate: '2026-01-01' }, key),
  }),
  'an amount loses its cents': (sound) => ({
    create: (draft, key) => sound.create({ ...draft, amount: draft.amount.replace(/\..*/, '') }, key),
  }),
  'what is open is left out once its day is over': (sound) => ({
    listForService: async (id, needed) =>
      (await sound.listForService(id)).filter(({ issuedOn }) => issuedOn >= (needed?.from ?? '')),
  }),
  'what was issued on the first day is left out': (sound) => ({
    listForService: async (id, needed) =>
      (await sound.listForService(id, needed)).filter(
        ({ issuedOn, status }) =>
          needed === undefined || issuedOn !== needed.from || needed.openStatuses.includes(status),
      ),
  }),
  'a key goes with its invoice': (sound) => ({
    findByKey: async (key) => {
      const id = await sound.findByKey(key);
      return sound.listInvoices().some((invoice) => invoice.id === id) ? id : null;
    },
  }),
};

describe('the cases find billing systems in which', () => {
  it.each(Object.entries(BROKEN_INVOICES))('%s', async (_name, breakIt) => {
    const open = (): OpenedInvoiceRepository => {
      const { invoices, days, ...others } = openInvoices();
      return { ...others, days, invoices: changed(invoices, breakIt(invoices, days)) };
    };
    expect(await failures(invoiceRepositoryCases(open))).not.toEqual([]);
  });
});
