import { creditSynced, queueInvoiceCredit, settleParkedCredit } from 'reseller-sdk/fleio/credit';
import type { Fault } from 'reseller-sdk/testing';
import * as z from 'zod';
import { CreditWorld } from '../../fleio/credit/world.ts';
import type { Adapter } from '../runner.ts';

const FAULTS: Readonly<Record<string, Fault>> = {
  'lost-answer': { kind: 'lost-answer' },
  'network-error': { kind: 'network-error' },
  html: { kind: 'html' },
};

const Line = z.strictObject({
  serviceId: z.string().default('55'),
  kind: z.enum(['service', 'promo', 'other']).default('service'),
  amount: z.string(),
});
const Invoice = z.strictObject({
  invoice: z.string(),
  client: z.string().default('uuid-acme'),
  currency: z.string().default('USD'),
  lines: z.array(Line),
});
const Answer = z.union([z.number(), z.enum(['lost-answer', 'network-error', 'html'])]);
const Step = z.union([
  z.strictObject({ paid: Invoice }),
  z.strictObject({ refunded: Invoice }),
  z.strictObject({ answers: z.array(Answer) }),
  z.strictObject({ rates: z.record(z.string(), z.string()) }),
  z.strictObject({ minutes: z.number() }),
  z.strictObject({ run: z.strictObject({ maxRetries: z.number().optional() }) }),
  z.strictObject({
    settle: z.strictObject({
      row: z.string(),
      verdict: z.enum(['done', 'send-again']),
    }),
  }),
]);
const Play = z.strictObject({
  dedupes: z.boolean().default(false),
  clients: z.record(z.string(), z.string()).default({ 'uuid-acme': 'USD' }),
  steps: z.array(Step),
});

type Taken = z.infer<typeof Step>;

/** A world whose server knows repeats, or not, as the runs are told. */
function worldOf({ dedupes, clients }: z.infer<typeof Play>): CreditWorld {
  const world = new CreditWorld({
    version: dedupes ? '2026.07.1' : '2024.04',
    clients: Object.entries(clients).map(([external_billing_id, currency]) => ({
      external_billing_id,
      currency,
    })),
  });
  world.options = { serverDedupesCredit: dedupes };
  return world;
}

async function take(world: CreditWorld, step: Taken): Promise<void> {
  if ('minutes' in step) world.clock.advance(step.minutes * 60_000);
  else if ('rates' in step) world.options = { ...world.options, rates: { latest: async () => step.rates } };
  else if ('answers' in step) plan(world, step.answers);
  else if ('run' in step) {
    const { maxRetries } = step.run;
    await world.run(maxRetries === undefined ? {} : { maxRetries });
  } else if ('settle' in step) {
    const [invoiceId = '', serviceId = '', direction] = step.settle.row.split('/');
    const key = { invoiceId, serviceId, direction: direction === 'withdraw' ? 'withdraw' : 'add' } as const;
    await settleParkedCredit(world.outbox, key, step.settle.verdict, world.clock);
  } else {
    const [direction, event] =
      'paid' in step ? (['add', step.paid] as const) : (['withdraw', step.refunded] as const);
    const { invoice, client, currency, lines } = event;
    await queueInvoiceCredit(
      world.outbox,
      { invoiceId: invoice, accountId: client, currency, lines },
      direction,
    );
  }
}

function plan({ fake }: CreditWorld, answers: readonly z.infer<typeof Answer>[]): void {
  for (const answer of answers) {
    const fault: Fault | undefined =
      typeof answer === 'number' ? { kind: 'status', status: answer } : FAULTS[answer];
    if (fault !== undefined && answer !== 200) fake.inject({ on: 'clients.changeCredit', fault });
  }
}

async function outcome(world: CreditWorld, invoices: readonly string[]) {
  const states: Record<string, string> = {};
  const synced: Record<string, boolean> = {};
  for (const invoice of invoices) {
    synced[invoice] = await creditSynced(world.outbox, invoice, { clock: world.clock });
    for (const row of await world.outbox.forInvoice(invoice)) {
      states[`${row.invoiceId}/${row.serviceId}/${row.direction}`] = row.state;
    }
  }
  const booked = world.fake.state.journal.map(({ add_credit, amount, currency }) => ({
    direction: add_credit ? 'add' : 'withdraw',
    amount,
    currency,
  }));
  return { states, synced, booked, calls: world.calls };
}

export const adapters: Record<string, Adapter> = {
  'fleio-credit/outbox': async (input) => {
    const played = Play.parse(input);
    const world = worldOf(played);
    const invoices = new Set<string>();
    for (const step of played.steps) {
      if ('paid' in step) invoices.add(step.paid.invoice);
      if ('refunded' in step) invoices.add(step.refunded.invoice);
      await take(world, step);
    }
    return outcome(world, [...invoices]);
  },
};
