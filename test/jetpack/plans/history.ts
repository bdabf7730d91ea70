import * as z from 'zod';
import { PlanWorld } from './world.ts';

const Trouble = z.union([
  z.enum(['lost', 'late', 'network', 'page']),
  z.strictObject({ status: z.int(), body: z.unknown() }),
]);
const Service = { service: z.string().default('s1') };
const Order = {
  ...Service,
  siteUrl: z.string().default('https://shop.example.com'),
  localUser: z.string().default('admin'),
  plan: z.string().default('premium'),
  partnerKey: z.string().optional(),
};
const Step = z.union([
  z.strictObject({ sell: z.strictObject(Order) }),
  z.strictObject({ cancel: z.strictObject(Service) }),
  z.strictObject({ recheck: z.strictObject(Service) }),
  z.strictObject({ settle: z.strictObject({ ...Service, as: z.enum(['cancelled', 'provisioned']) }) }),
  z.strictObject({ recheckDue: z.strictObject({}) }),
  z.strictObject({
    trouble: z.strictObject({ on: z.enum(['token', 'provision', 'cancel', 'status']), is: Trouble }),
  }),
  z.strictObject({
    site: z.strictObject({
      is: z.enum(['connected', 'reachable', 'unresolved']),
      of: z.string().default('shop.example.com'),
    }),
  }),
  z.strictObject({ minutes: z.number() }),
]);
const History = z.strictObject({
  keys: z.array(z.string()).default(['live']),
  testKeys: z.array(z.string()).default([]),
  exclusive: z.enum(['site', 'product']).optional(),
  steps: z.array(Step),
});

/** Plays a history of orders against a vendor in memory: what each step answered, and where it ends. */
export async function play(input: unknown): Promise<unknown> {
  const { keys, testKeys, exclusive, steps } = History.parse(input);
  const world = new PlanWorld();
  const partnerKeys = Object.fromEntries(keys.map((key) => [key, world.jetpack]));
  world.options = { partnerKeys, testKeys, exclusive };
  const answers: unknown[] = [];
  for (const step of steps) {
    const answer = await take(world, step);
    if (answer !== undefined) answers.push(answer);
  }
  const plans = world.sold.map(({ site, slug, isPending }) => ({ site, slug, isPending }));
  return { answers: withNumberedLinks(answers), calls: world.calls, plans };
}

/** The n-th address at which a customer connects is `link n`, in order of appearance. */
function withNumberedLinks(answers: unknown): unknown {
  const links = new Map<unknown, string>();
  return JSON.parse(
    JSON.stringify(answers, (name, value: unknown) => {
      if (name !== 'nextUrl' || value === null) return value;
      if (!links.has(value)) links.set(value, `link ${links.size + 1}`);
      return links.get(value);
    }),
  );
}

async function take(world: PlanWorld, step: z.infer<typeof Step>): Promise<unknown> {
  const { plans } = world;
  if ('minutes' in step) world.clock.advance(step.minutes * 60_000);
  else if ('trouble' in step) world.trouble(step.trouble.on, step.trouble.is);
  else if ('site' in step) world.setMood(step.site.of, step.site.is);
  else {
    try {
      if ('recheckDue' in step) return await plans.recheckDue();
      if ('cancel' in step) return await plans.cancel(step.cancel.service);
      if ('recheck' in step) return await plans.recheck(step.recheck.service);
      if ('settle' in step) return await plans.settle(step.settle.service, step.settle.as);
      const { service, ...order } = step.sell;
      return await plans.sell(service, order);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return { error: { type: error.name, code: 'code' in error ? error.code : null } };
    }
  }
  return undefined;
}
