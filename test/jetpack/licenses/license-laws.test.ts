import * as fc from 'fast-check';
import type { LicenseRepository } from 'reseller-sdk/jetpack/licenses';
import { describe, expect, it } from 'vitest';
import { dyingAt } from '../../support/dying.ts';
import { LicenseWorld, MINUTE_MS, type Target, type Trouble } from './world.ts';

/** Each service orders a product of its own, which tells whose license it is. */
const PRODUCTS = { ann: 'jetpack-scan', bob: 'jetpack-backup-t1', cyd: 'jetpack-anti-spam' } as const;
const SERVICES = ['ann', 'bob', 'cyd'] as const;

const TROUBLES: readonly (readonly [Target, Trouble])[] = [
  ...(['lost', 'late', 'network', 'page'] as const).flatMap((trouble) =>
    (['issue', 'issue', 'revoke', 'get'] as const).map((on): [Target, Trouble] => [on, trouble]),
  ),
  ['issue', { status: 400, body: { code: 'missing_valid_payment_method', message: 'x' } }],
  ['issue', { status: 429, body: {} }],
  ['revoke', { status: 403, body: { code: 'rest_forbidden', message: 'x' } }],
];

const who = { service: fc.constantFrom(...SERVICES) };
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('sell' as const),
      ...who,
      workers: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('revoke' as const),
      ...who,
      workers: fc.integer({ min: 1, max: 2 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('settle' as const), ...who }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('trouble' as const), trouble: fc.constantFrom(...TROUBLES) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ do: fc.constant('die' as const), ...who, isRevocation: fc.boolean() },
      ...{ at: fc.integer({ min: 1, max: 4 }), isAfter: fc.boolean() },
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 20 }) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Taken> ? Taken : never;

/** A process that dies at its n-th call of the repository, and does nothing after it. */
function dying(repository: LicenseRepository, at: number, isAfter: boolean): LicenseRepository {
  const guarded = dyingAt(at, isAfter);
  return {
    load: (key) => guarded(() => repository.load(key)),
    findByLicenseKey: (key) => guarded(() => repository.findByLicenseKey(key)),
    listOpen: () => guarded(() => repository.listOpen()),
    save: (record, version) => guarded(() => repository.save(record, version)),
  };
}

async function quietly(said: unknown[], work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    said.push(JSON.stringify(error), message, stack);
  }
}

/** A human who knows the truth: the candidate there is, or none. */
async function settle(world: LicenseWorld, service: keyof typeof PRODUCTS): Promise<void> {
  const { licenses } = world;
  const record = await licenses.get(service);
  if (record?.status !== 'unsettled') return;
  const [found, ...others] = await licenses.candidates(service);
  expect(others).toEqual([]);
  expect(found?.licenseKey).toBe(world.inForce(PRODUCTS[service])[0]?.key);
  await licenses.settle(service, found ?? 'not-issued');
}

async function take(world: LicenseWorld, taken: Step, said: unknown[]): Promise<void> {
  const { licenses } = world;
  if (taken.do === 'wait') world.clock.advance(taken.minutes * MINUTE_MS);
  else if (taken.do === 'trouble') world.trouble(...taken.trouble);
  else if (taken.do === 'settle') await quietly(said, settle(world, taken.service));
  else if (taken.do === 'die') {
    const sound = world.repository;
    world.repository = dying(sound, taken.at, taken.isAfter);
    const doomed = world.licenses;
    world.repository = sound;
    const order = { product: PRODUCTS[taken.service] };
    await quietly(
      said,
      taken.isRevocation ? doomed.revoke(taken.service) : doomed.sell(taken.service, order),
    );
  } else {
    const work = () =>
      taken.do === 'sell'
        ? licenses.sell(taken.service, { product: PRODUCTS[taken.service] })
        : licenses.revoke(taken.service);
    await Promise.all(Array.from({ length: taken.workers }, () => quietly(said, work())));
  }
}

async function play(steps: readonly Step[]): Promise<{ world: LicenseWorld; said: unknown[] }> {
  const world = new LicenseWorld();
  const said: unknown[] = [];
  for (const taken of steps) {
    await take(world, taken, said);
    for (const service of SERVICES) expect(world.inForce(PRODUCTS[service]).length).toBeLessThanOrEqual(1);
  }
  world.calm();
  return { world, said };
}

/** What goes wrong with one sale, or with its revocation. */
const disturbance = fc.record({
  troubles: fc.array(fc.constantFrom(...TROUBLES), { maxLength: 3 }),
  death: fc.option(fc.record({ at: fc.integer({ min: 1, max: 4 }), isAfter: fc.boolean() })),
  workers: fc.integer({ min: 1, max: 3 }),
});
type Disturbance = typeof disturbance extends fc.Arbitrary<infer Taken> ? Taken : never;

/** Has something done by a caller who asks until it is, with a human who settles what is not known. */
async function demand(
  world: LicenseWorld,
  work: (licenses: LicenseWorld['licenses']) => Promise<unknown>,
  { troubles, death, workers }: Disturbance,
): Promise<void> {
  const sound = world.repository;
  for (const trouble of troubles) world.trouble(...trouble);
  if (death !== null) world.repository = dying(sound, death.at, death.isAfter);
  for (let tries = 0; tries < 8; tries += 1) {
    const { licenses } = world;
    await Promise.allSettled(Array.from({ length: workers }, () => work(licenses)));
    world.repository = sound;
    world.clock.advance(10 * MINUTE_MS);
    await quietly([], settle(world, 'ann'));
  }
  world.calm();
}

/** What may happen to a service between a list of open revocations and their repetition. */
const meanwhile = fc.constantFrom<readonly Step[]>(
  [{ do: 'revoke', service: 'ann', workers: 1 }],
  [{ do: 'sell', service: 'ann', workers: 1 }],
  [{ do: 'wait', minutes: 10 }],
  ...TROUBLES.map((trouble): readonly Step[] => [{ do: 'trouble', trouble }]),
  [
    { do: 'revoke', service: 'ann', workers: 1 },
    { do: 'sell', service: 'ann', workers: 1 },
  ],
);

const RUNS = { numRuns: 300 };
const histories = fc.array(step, { maxLength: 30 });

describe('licenses of services', () => {
  it('one each: none is issued while another of the service is in force, and each in force is on record or to settle', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const { world } = await play(steps);
        world.clock.advance(10 * MINUTE_MS);
        for (const service of SERVICES) {
          const record = await world.licenses.get(service);
          const [license] = world.inForce(PRODUCTS[service]);
          if (record?.status === 'issued') expect(record.licenseKey).toBe(license?.key);
          if (license === undefined || record?.licenseKey === license.key) continue;
          const candidates = await world.licenses.candidates(service);
          expect(candidates).toMatchObject([{ licenseKey: license.key }]);
          expect((await world.licenses.listOpen()).map(({ serviceKey }) => serviceKey)).toContain(service);
        }
      }),
      RUNS,
    );
  }, 60_000);

  it('as if nothing had happened: whatever goes wrong, one license is issued and it is revoked', async () => {
    await fc.assert(
      fc.asyncProperty(disturbance, disturbance, async (sale, end) => {
        const world = new LicenseWorld();
        await demand(world, (licenses) => licenses.sell('ann', { product: PRODUCTS.ann }), sale);
        const [license, ...others] = world.issued;
        expect(others).toEqual([]);
        const sold = { status: 'issued', licenseKey: license?.key, busyUntil: null };
        expect(await world.licenses.get('ann')).toMatchObject(sold);
        await demand(world, (licenses) => licenses.revoke('ann'), end);
        expect(await world.licenses.get('ann')).toMatchObject({ status: 'revoked', busyUntil: null });
        expect([world.issued.length, world.inForce(PRODUCTS.ann)]).toEqual([1, []]);
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it('the one that is meant: a revocation that is repeated from an older list ends no other license', async () => {
    const lost = fc.constantFrom('lost' as const, 'network' as const);
    const steps = fc.array(meanwhile, { maxLength: 6 }).map((taken) => taken.flat());
    await fc.assert(
      fc.asyncProperty(lost, steps, async (trouble, taken) => {
        const world = new LicenseWorld();
        await world.licenses.sell('ann', { product: PRODUCTS.ann });
        world.trouble('revoke', trouble);
        await world.licenses.revoke('ann');
        const [noted] = await world.licenses.listOpen();
        const licenseKey = noted?.licenseKey ?? '';
        for (const step of taken) await take(world, step, []);
        const others = () => world.inForce(PRODUCTS.ann).filter(({ key }) => key !== licenseKey);
        const before = others();
        await quietly([], world.licenses.revoke('ann', { licenseKey }));
        expect(others()).toEqual(before);
      }),
      RUNS,
    );
  }, 60_000);

  it('no secret leaves: keys and the token are in no event and no error', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const { world, said } = await play(steps);
        const all = JSON.stringify([said, world.events.events]);
        expect(all).not.toContain('canary-licensing-token');
        for (const { key } of world.issued) expect(all).not.toContain(key.replace(/^.*_/, ''));
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
