import fc from 'fast-check';
import { type RunLock, runInvoicing } from 'reseller-sdk/invoice-policy';
import { SteppedRun } from './conductor.ts';
import { cents } from './vendor.ts';
import { centsOf, SETTINGS, World } from './world.ts';

const ACCOUNTS = ['a', 'b'];
const HOUR_MS = 3_600_000;

/** What may happen at any moment, also while runs are in the middle of a call. */
export type Step =
  | { readonly do: 'start' | 'crash' | 'fail'; readonly run: number }
  | { readonly do: 'until'; readonly run: number; readonly call: string }
  | { readonly do: 'go'; readonly run: number; readonly gates: number }
  | { readonly do: 'use' | 'topUp'; readonly account: string; readonly cents: number }
  | { readonly do: 'endPeriod'; readonly account: string }
  | {
      readonly do: 'pay' | 'credit' | 'flag' | 'cancel' | 'delete' | 'refund' | 'settle';
      readonly invoice: number;
    }
  | { readonly do: 'wait'; readonly hours: number }
  | { readonly do: 'gateway'; readonly pays: boolean };

/** Calls between which something may go wrong. */
const CALLS = [
  'accounts.claim',
  'accounts.release',
  'agreements.status',
  'chargeLog.record',
  'charging.charge',
  'claims.attachIssue',
  'claims.attachPeriods',
  'claims.close',
  'claims.open',
  'days.claim',
  'days.claim',
  'days.listForService',
  'days.listForService',
  'days.markIssued',
  'days.release',
  'handle.release',
  'invoices.create',
  'invoices.create',
  'invoices.findByKey',
  'invoices.listForService',
  'invoices.listForService',
];
const TOUCHES = [
  'pay',
  'credit',
  'flag',
  'settle',
  'settle',
  'settle',
  'cancel',
  'delete',
  'delete',
  'refund',
] as const;

const run = fc.nat(1);
const account = fc.constantFrom('a', 'a', 'a', 'b');
const amount = fc.constantFrom(1, 400, 999, 1000, 1001, 2500);
const hours = fc.constantFrom(1, 7, 13, 14, 24, 30, -5, -14);

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('start' as const), run }) },
  {
    weight: 16,
    arbitrary: fc.record({ do: fc.constant('until' as const), run, call: fc.constantFrom(...CALLS) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('crash' as const, 'fail' as const), run }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('use' as const), account, cents: amount }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('topUp' as const), account, cents: amount }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('endPeriod' as const), account }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom(...TOUCHES), invoice: fc.nat(2) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), hours }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('gateway' as const), pays: fc.boolean() }) },
);

/** Two runs on one account, and something that happens three times while both are under way. */
export const duel: fc.Arbitrary<readonly Step[]> = fc
  .array(fc.tuple(fc.nat(50), fc.nat(50), fc.array(step, { maxLength: 2 })), { minLength: 1, maxLength: 3 })
  .map((rounds) => [
    { do: 'start', run: 0 },
    { do: 'start', run: 1 },
    ...rounds.flatMap(([first, second, events]): Step[] => [
      { do: 'go', run: 0, gates: first },
      { do: 'go', run: 1, gates: second },
      ...events,
    ]),
  ]);

/** A lock that keeps nobody out. */
export const noLock: RunLock = {
  acquire: async () => ({ extend: async () => true, release: async () => undefined }),
};

/** A world with runs in the middle of their work. */
export class Play {
  readonly world: World;
  readonly runs: (SteppedRun | null)[] = [null, null];
  readonly started: SteppedRun[] = [];
  readonly credited = new Set<string>();
  readonly #lock: RunLock;
  #count = 0;
  #manual = 0;
  /** The latest time that the clock ever showed. */
  #latest = 0;

  constructor(lock: RunLock | null, accounts: readonly string[]) {
    this.world = new World(accounts);
    this.#lock = lock ?? this.world.stores.lock;
    for (const id of accounts) {
      this.world.agreements.set(`client-${id}`, true);
      this.world.vendor.of(id).usage = 1200;
      this.world.vendor.endPeriod(id);
    }
  }

  start(): SteppedRun {
    this.#count += 1;
    const runId = `run-${this.#count}`;
    const settings = {
      ...SETTINGS,
      chargeImmediately: true,
      chargeRetry: { everyHours: 6, dropAfter: 3 },
    };
    const started = new SteppedRun({ ...this.world.ports(), lock: this.#lock }, (ports) =>
      runInvoicing(ports, settings, { runId }),
    );
    this.started.push(started);
    return started;
  }

  async carryOut(next: Step): Promise<void> {
    const { world } = this;
    switch (next.do) {
      case 'start':
        if (this.runs[next.run] === null || this.runs[next.run]?.isOver) this.runs[next.run] = this.start();
        break;
      case 'go':
        await this.runs[next.run]?.steps(next.gates);
        break;
      case 'until':
        await this.runs[next.run]?.stepUntil(next.call);
        break;
      case 'crash':
        this.runs[next.run]?.crash();
        break;
      case 'fail':
        await this.runs[next.run]?.fail();
        break;
      case 'use':
        if (world.vendor.accounts.has(next.account)) world.vendor.of(next.account).usage += next.cents;
        break;
      case 'endPeriod':
        if (world.vendor.accounts.has(next.account)) world.vendor.endPeriod(next.account);
        break;
      case 'wait':
        this.#noteTime();
        world.clock.advance(next.hours * HOUR_MS);
        break;
      case 'gateway':
        world.gateway.isPaying = next.pays;
        break;
      case 'topUp':
        this.#topUp(next.account, next.cents);
        break;
      default:
        this.#touch(next.do, next.invoice);
    }
  }

  #noteTime(): void {
    this.#latest = Math.max(this.#latest, this.world.clock.now().getTime());
  }

  /**
   * An operator makes an invoice. Not in the blink between the last look at the invoices and the making of one: no
   * store can see that.
   */
  #topUp(id: string, amount: number): void {
    const { world } = this;
    const isTooLate = (call: string | null | undefined): boolean =>
      call === 'invoices.listForService' || call === 'invoices.create';
    if (this.runs.some((open) => isTooLate(open?.call))) return;
    this.#manual += 1;
    world.billing.putInvoice({
      id: `manual-${this.#manual}`,
      clientId: `client-${id}`,
      status: 'unpaid',
      issuedOn: world.clock.now().toISOString().slice(0, 10),
      currency: 'USD',
      lines: [{ serviceId: `service-${id}`, kind: 'service', amount: cents(amount) }],
    });
  }

  /** What happens to an invoice; the vendor gets its credit first, and the flag follows. */
  #touch(what: string, number: number): void {
    const { world, credited } = this;
    const invoice = world.invoices().at(-1 - number);
    if (invoice === undefined) return;
    const { id, status, clientId, creditSynced } = invoice;
    const vendor = world.vendor.of(clientId.slice('client-'.length));
    if (what === 'settle') {
      for (const part of ['pay', 'credit', 'flag']) this.#touch(part, number);
      return;
    }
    if (what === 'pay' && status === 'unpaid') world.change(id, { status: 'paid', creditSynced: false });
    if (what === 'credit' && status === 'paid' && !credited.has(id)) {
      credited.add(id);
      vendor.credited += centsOf(invoice);
    }
    if (what === 'flag' && credited.has(id)) world.change(id, { creditSynced: true });
    if (what === 'cancel' && status === 'unpaid') world.change(id, { status: 'cancelled' });
    if (what === 'delete' && status === 'unpaid') world.billing.deleteInvoice(id);
    if (what === 'refund' && status === 'paid' && creditSynced === true) {
      world.change(id, { status: 'refunded' });
      vendor.credited -= centsOf(invoice);
    }
  }

  /**
   * Lets all runs end, and healthy ones follow until nothing is left to be healed. That is later than any time that the
   * clock ever showed: the lock of a run that died before the clock was set back holds until then.
   */
  async settle(): Promise<void> {
    for (const open of this.runs) await open?.finish();
    const { world } = this;
    this.#noteTime();
    const days = world.invoices().map(({ issuedOn }) => Date.parse(issuedOn));
    world.clock.set(new Date(Math.max(this.#latest, ...days) + 48 * HOUR_MS));
    for (const id of this.credited) world.change(id, { creditSynced: true });
    await this.start().finish();
    await this.start().finish();
  }
}

export async function played(
  steps: readonly Step[],
  {
    lock = null,
    accounts = ACCOUNTS,
  }: { readonly lock?: RunLock | null; readonly accounts?: readonly string[] } = {},
): Promise<Play> {
  const play = new Play(lock, accounts);
  for (const next of steps) await play.carryOut(next);
  await play.settle();
  return play;
}
