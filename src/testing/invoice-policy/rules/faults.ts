import {
  type AccountSource,
  type ClaimedPeriod,
  InMemoryAgreements,
  InMemoryBilling,
  type InvoicingPorts,
  type InvoicingStores,
  runInvoicing,
} from '../../../invoice-policy/index.ts';
import { FakeClock } from '../../clock.ts';
import { expectSame, expectTrue } from '../../kit/same.ts';
import type { StoreRule } from '../../kit/store-cases.ts';
import type { OpenedInvoicingStores } from '../opened-store.ts';
import { allOf } from '../rows.ts';

const SETTINGS = {
  invoiceWithoutAgreement: true,
  invoiceWithAgreement: true,
  chargeImmediately: true,
  chargeRetry: { everyHours: 1000, dropAfter: 3 },
  cycleSource: 'calendar-month',
  timeZone: 'UTC',
} as const;

const LISTS = ['listClaimed', 'listOpen'];
const MINUTE_MS = 60_000;
const FAULT = 'the fault of the case';

/** The `call`-th call of a store fails, before or after its work. The lock is left alone: it ends a run, and no more. */
function failing({ lock, ...stores }: InvoicingStores, call: number, when: 'before' | 'after') {
  let calls = 0;
  const isNow = (): boolean => {
    calls += 1;
    return calls === call;
  };
  const broken = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        const run = (values: readonly unknown[]): unknown => Reflect.apply(member, target, values);
        if (LISTS.includes(String(name))) return () => (isNow() ? UNREADABLE : run([]));
        return async (...values: readonly unknown[]) => {
          const fails = isNow();
          if (fails && when === 'before') throw new Error(FAULT);
          const answer = await run(values);
          if (fails) throw new Error(FAULT);
          return answer;
        };
      },
    });
  const { days, claims, cycles, chargeLog } = stores;
  return {
    stores: {
      lock,
      days: broken(days),
      claims: broken(claims),
      cycles: broken(cycles),
      chargeLog: broken(chargeLog),
    },
    wasReached: () => calls >= call,
  };
}

/** A list that cannot be read. */
const UNREADABLE: Iterable<never> = {
  [Symbol.iterator]: () => {
    throw new Error(FAULT);
  },
};

/** A vendor with one account that owes 30 and has an ended period, which is on the shelf or with a claim. */
class OneAccount implements AccountSource {
  readonly #period: ClaimedPeriod;
  #isOnShelf = true;

  constructor(name: string) {
    this.#period = { id: `period of ${name}`, serviceRef: `usage of ${name}` };
  }

  async listDue() {
    return { accounts: ['account'], serverTime: null };
  }

  async claim() {
    const periods = this.#isOnShelf ? [this.#period] : [];
    this.#isOnShelf = false;
    const amounts = { currency: 'USD', uptodateCredit: '-30', effectiveCreditLimit: '-10' };
    return { ...amounts, hasBillingAgreement: true, periods };
  }

  async release(): Promise<void> {
    this.#isOnShelf = true;
  }

  async setAgreements(): Promise<void> {
    // Nothing of the case rests on it.
  }
}

/** All but the stores on trial. Nobody disturbs a run here, so all claims hold. */
class Surroundings {
  readonly clock = new FakeClock('2024-05-10T10:00:00Z');
  readonly billing = new InMemoryBilling({ isHeld: () => true });
  readonly agreements = new InMemoryAgreements();
  readonly keys: string[] = [];

  /** A client with a service and an account of his own, all of them of one name. */
  ports(name: string): Omit<InvoicingPorts, keyof InvoicingStores> {
    const { billing, clock, agreements, keys } = this;
    const service = { id: name, status: 'active', paymentMethod: null, startedOn: '2024-04-01' };
    billing.putClient({ id: name, accountId: 'account', invoiceCurrency: 'USD', services: [service] });
    agreements.set(name, true);
    // What came before is paid, so that no later run has to look at it.
    for (const invoice of billing.listInvoices()) billing.putInvoice({ ...invoice, status: 'paid' });
    keys.length = 0;
    return {
      accounts: new OneAccount(name),
      clients: billing,
      services: billing,
      invoices: billing,
      agreements,
      charging: {
        charge: async (_invoiceId, key) => {
          keys.push(key);
          return { paid: false };
        },
      },
      rates: { latest: async () => ({}) },
      clock,
    };
  }
}

/** A run with one fault, and healthy ones after it. False: the run has fewer calls. */
async function survives(
  opened: OpenedInvoicingStores,
  around: Surroundings,
  call: number,
  when: 'before' | 'after',
): Promise<boolean> {
  const name = `call ${call}, ${when}`;
  const ports = around.ports(name);
  const broken = failing(opened.stores, call, when);
  await runInvoicing({ ...ports, ...broken.stores }, SETTINGS, { runId: `${name}, broken` });
  for (const run of ['first', 'second', 'third']) {
    around.clock.advance(MINUTE_MS);
    const other = (await opened.connect?.()) ?? opened.stores;
    const { errors } = await runInvoicing({ ...ports, ...other }, SETTINGS, { runId: `${name}, ${run}` });
    const codes = errors.map(({ code }) => code).filter((code) => code !== 'CLAIM_LOST');
    expectSame(codes, [], `the errors of the ${run} run after a fault at ${name}`);
  }
  await expectSettled(opened, around, name);
  return broken.wasReached();
}

async function expectSettled(
  { stores }: OpenedInvoicingStores,
  { billing, keys }: Surroundings,
  name: string,
): Promise<void> {
  const lines = (await billing.listForService(name)).flatMap((invoice) => invoice.lines);
  const after = `after a fault at ${name}`;
  expectSame(
    lines.map(({ amount }) => amount),
    ['30.00'],
    `the invoices ${after}`,
  );
  expectSame(await allOf(stores.claims.listOpen()), [], `the open claims ${after}`);
  expectSame(await allOf(stores.days.listClaimed()), [], `the claimed days ${after}`);
  expectSame(await stores.cycles.get(name), '2024-04', `the settled month ${after}`);
  expectTrue(
    keys.every((key) => key.endsWith(':1')),
    `a failed charge was repeated too early ${after}`,
  );
}

export const faultRules: readonly StoreRule<OpenedInvoicingStores>[] = [
  {
    name: 'one fault before or after any call of a run, and the next runs invoice once and leave nothing open',
    check: async (opened) => {
      const around = new Surroundings();
      const fails = (at: number, when: 'before' | 'after') => survives(opened, around, at, when);
      let call = 1;
      while ((await fails(call, 'before')) && (await fails(call, 'after'))) call += 1;
      expectTrue(call > 10, `a run has more than ${call} calls`);
    },
  },
];
