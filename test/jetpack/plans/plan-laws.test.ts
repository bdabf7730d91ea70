import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dying } from './dying.ts';
import { DAY_MS, MINUTE_MS, PlanWorld, type Target, type Trouble } from './world.ts';

const SERVICES = ['ann', 'bob', 'cyd'] as const;
const SITES = ['a.example.com', 'b.example.com', 'c.example.com'] as const;
const PLANS = ['personal', 'premium', 'jetpack-scan'] as const;
const MOODS = ['connected', 'reachable', 'unresolved'] as const;

function refusal(code: string): Trouble {
  return { status: 400, body: { error: code, message: 'x' } };
}

const TROUBLES: readonly (readonly [Target, Trouble])[] = [
  ...(['lost', 'late', 'network', 'page'] as const).flatMap((trouble) =>
    (['provision', 'cancel', 'status'] as const).map((on): [Target, Trouble] => [on, trouble]),
  ),
  ['token', 'network'],
  ['token', { status: 401, body: { error: 'invalid_client' } }],
  ['provision', { status: 401, body: { error: 'invalid_token' } }],
  ['provision', { status: 429, body: {} }],
  ['provision', refusal('site_inaccessible')],
  ['provision', refusal('invalid_plan')],
  ['cancel', { status: 403, body: { error: 'incorrect_partner_key' } }],
  ['cancel', { status: 404, body: {} }],
];

const who = { service: fc.constantFrom(...SERVICES) };
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('sell' as const),
      ...who,
      site: fc.constantFrom(...SITES),
      plan: fc.constantFrom(...PLANS),
      workers: fc.integer({ min: 1, max: 2 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('cancel' as const), ...who, isStopped: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('settle' as const), ...who }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('check' as const), workers: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('trouble' as const), trouble: fc.constantFrom(...TROUBLES) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('die' as const),
      at: fc.integer({ min: 1, max: 6 }),
      isAfter: fc.boolean(),
      work: fc.record({ ...who, site: fc.constantFrom(...SITES), isCancel: fc.boolean() }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('mood' as const),
      site: fc.constantFrom(...SITES),
      mood: fc.constantFrom(...MOODS),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 900 }) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Taken> ? Taken : never;

/** What is said to operators: errors and reports. */
type Said = unknown[];

async function quietly(said: Said, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    said.push(JSON.stringify(error), message, stack);
  }
}

/** A human who knows the truth, and waits with a plan that waits for its site. */
async function settle({ plans, sold }: PlanWorld, service: string): Promise<void> {
  const found = sold.find(({ owner }) => owner === service);
  if (found?.isPending !== true) await plans.settle(service, found ? 'provisioned' : 'cancelled');
}

async function take(world: PlanWorld, taken: Step, said: Said): Promise<void> {
  const sell = (service: string, site: string, plan: string) =>
    world.plans.sell(service, { ...world.order(site, plan), localUser: service });
  switch (taken.do) {
    case 'sell': {
      const { service, site, plan, workers } = taken;
      const sales = Array.from({ length: workers }, () => quietly(said, sell(service, site, plan)));
      await Promise.all(sales);
      return;
    }
    case 'cancel': {
      const signal = taken.isStopped ? AbortSignal.abort() : undefined;
      return quietly(said, world.plans.cancel(taken.service, { signal }));
    }
    case 'settle':
      return quietly(said, settle(world, taken.service));
    case 'check': {
      const runs = Array.from({ length: taken.workers }, async () =>
        said.push(await world.plans.recheckDue()),
      );
      await Promise.all(runs);
      return;
    }
    case 'trouble':
      return world.trouble(...taken.trouble);
    case 'die': {
      const { service, site, isCancel } = taken.work;
      const sound = world.repository;
      world.repository = dying(sound, taken.at, taken.isAfter);
      const { plans } = world;
      world.repository = sound;
      await plans.recheckDue().catch(() => undefined);
      const order = { ...world.order(site), localUser: service };
      return quietly(said, isCancel ? plans.cancel(service) : plans.sell(service, order));
    }
    case 'mood':
      return world.setMood(taken.site, taken.mood);
    default:
      world.clock.advance(taken.minutes * MINUTE_MS);
  }
}

function demandOnePlanEach(world: PlanWorld): void {
  const { sold } = world;
  const sites = sold.map(({ site }) => site);
  expect(sites).toEqual([...new Set(sites)]);
  const owners = sold.map(({ owner }) => owner);
  expect(owners).toEqual([...new Set(owners)]);
}

async function demandOwnLinks(world: PlanWorld): Promise<void> {
  for (const service of SERVICES) {
    const record = await world.plans.get(service);
    if (!record?.nextUrl) continue;
    const { blogId } = world.fake.site(record.claim ?? '');
    expect(new URL(record.nextUrl).searchParams.get('client_id')).toBe(String(blogId));
  }
}

/** Plays a history, looking at it after each step; then nothing fails any more, and time passes. */
async function play(steps: readonly Step[]): Promise<{ world: PlanWorld; said: Said }> {
  const world = new PlanWorld();
  const said: Said = [];
  for (const taken of steps) {
    await take(world, taken, said);
    demandOnePlanEach(world);
    await demandOwnLinks(world);
  }
  world.calm();
  for (let round = 0; round < 4; round += 1) {
    world.clock.advance(DAY_MS);
    said.push(await world.plans.recheckDue());
  }
  return { world, said };
}

/** What goes wrong with one order, or with its cancellation. */
const disturbance = fc.record({
  troubles: fc.array(fc.constantFrom(...TROUBLES), { maxLength: 3 }),
  death: fc.option(fc.record({ at: fc.integer({ min: 1, max: 6 }), isAfter: fc.boolean() })),
  workers: fc.integer({ min: 1, max: 2 }),
});
type Disturbance = typeof disturbance extends fc.Arbitrary<infer Taken> ? Taken : never;
const CALM: Disturbance = { troubles: [], death: null, workers: 1 };

/** Whether nothing goes on by itself any more, as the report of a re-check told. */
async function isLeftToCaller({ plans }: PlanWorld): Promise<boolean> {
  const record = await plans.get('ann');
  return record?.status === 'refused' || (record?.status === 'cancelling' && record.nextCheckAt === null);
}

/** Has something done by a caller who asks again on another day if he was told that it failed, and only then. */
async function demand(world: PlanWorld, work: () => Promise<unknown>, disturbed: Disturbance): Promise<void> {
  const { troubles, death, workers } = disturbed;
  const sound = world.repository;
  for (const trouble of troubles) world.trouble(...trouble);
  if (death !== null) world.repository = dying(sound, death.at, death.isAfter);
  for (let wasTold = true, tries = 0; wasTold && tries < 6; tries += 1) {
    const results = await Promise.allSettled(Array.from({ length: workers }, work));
    wasTold = results.some(({ status }) => status === 'rejected');
    world.repository = sound;
    for (let day = 0; day < 4; day += 1) {
      world.clock.advance(DAY_MS);
      await world.plans.recheckDue();
    }
    wasTold ||= await isLeftToCaller(world);
  }
  world.calm();
}

/** Where an order and its cancellation end. That a repeated cancellation finds nothing is no difference. */
async function endOf(mood: (typeof MOODS)[number], plan: string, [sale, end]: readonly Disturbance[]) {
  const world = new PlanWorld();
  world.setMood('shop.example.com', mood);
  await demand(world, () => world.plans.sell('ann', world.order('shop.example.com', plan)), sale ?? CALM);
  const ends = [];
  for (const isOver of [false, true]) {
    if (isOver) await demand(world, () => world.plans.cancel('ann'), end ?? CALM);
    const { status, claim, nextUrl, busyUntil, failure } = await world.record('ann');
    const said = status === 'nothing_to_cancel' ? 'cancelled' : status;
    ends.push({ status: said, claim, isLinked: nextUrl !== null, busyUntil, failure, sold: world.sold });
  }
  return ends;
}

const RUNS = { numRuns: 300 };
const histories = fc.array(step, { maxLength: 30 });

describe('plans of services', () => {
  it('one each: no service has two plans and no site serves two, and what the vendor has is on record', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const { world } = await play(steps);
        demandOnePlanEach(world);
        for (const { owner, site, slug } of world.sold) {
          const { claim, plan, status } = await world.record(owner);
          expect({ claim, plan }).toEqual({ claim: site, plan: slug });
          expect(['cancelled', 'nothing_to_cancel', 'requesting']).not.toContain(status);
        }
        for (const service of SERVICES) {
          const record = await world.plans.get(service);
          const isSold = ['provisioned', 'awaiting_connection', 'waiting_for_domain'].includes(
            record?.status ?? '',
          );
          const isThere = world.sold.some(({ owner }) => owner === service);
          if (isSold) expect(isThere).toBe(true);
        }
      }),
      RUNS,
    );
  }, 60_000);

  it('as if nothing had happened: whatever goes wrong, an order and its cancellation end where they would have', async () => {
    const disturbed = fc.tuple(disturbance, disturbance);
    const order = [fc.constantFrom(...MOODS), fc.constantFrom(...PLANS)] as const;
    await fc.assert(
      fc.asyncProperty(...order, disturbed, async (mood, plan, troubles) => {
        expect(await endOf(mood, plan, troubles)).toEqual(await endOf(mood, plan, []));
      }),
      RUNS,
    );
  }, 60_000);

  it('never blindly: between two calls for one plan, its status is read unless the first was refused', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const { world } = await play(steps);
        const open = new Set<string>();
        for (const { on, site, trouble } of world.log) {
          if (on === 'provision') {
            expect(open.has(site) ? `${site} was asked for again` : '').toBe('');
            const wasRefused = typeof trouble === 'object';
            if (!wasRefused) open.add(site);
          } else open.delete(site);
        }
      }),
      RUNS,
    );
  }, 60_000);

  it('no secret leaves: links and credentials are in no event, error or report', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const { world, said } = await play(steps);
        const all = JSON.stringify([said, world.events.events]);
        expect(all).not.toMatch(/secret=(?!\[redacted\])|canary-client-secret/);
        for (const token of world.fake.state.startTokens.keys()) expect(all).not.toContain(token);
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
