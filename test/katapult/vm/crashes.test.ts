/** A process that dies between any two steps, and processes that work on one record at the same time. */
import fc from 'fast-check';
import type { Caller } from 'reseller-sdk/katapult';
import { InMemoryVmRepository, type VmEvent, VmProvisioner, type VmRecord } from 'reseller-sdk/katapult/vm';
import { FakeClock } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';
import { ORDER, SERVICE, secretBox, setUp } from './support/set-up.ts';
import { type Fault, World } from './support/world.ts';

const CRASH = 'the process died';

/** Lets nothing through any more from the given call on, to store or vendor, counted together. */
function dying(world: World, repository: InMemoryVmRepository, at: number, when: 'before' | 'after') {
  let calls = 0;
  const mortal = <T extends object>(inner: T): T =>
    new Proxy(inner, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        if (name === 'iterate') {
          return async function* (...values: unknown[]) {
            calls += 1;
            if (calls >= at) throw new Error(CRASH);
            yield* Reflect.apply(member, target, values);
          };
        }
        return async (...values: unknown[]) => {
          calls += 1;
          if (calls > at || (calls === at && when === 'before')) throw new Error(CRASH);
          const answer: unknown = await Reflect.apply(member, target, values);
          if (calls >= at) throw new Error(CRASH);
          return answer;
        };
      },
    });
  return { caller: mortal<Caller>(world), repository: mortal(repository), isDead: () => calls >= at };
}

function requestIdsPosted(world: World): (string | undefined)[] {
  return world.posts().map(({ params }) => params.annotations?.[0]?.value);
}

function expectNoIdTwice(ids: readonly unknown[]): void {
  expect(new Set(ids).size).toBe(ids.length);
}

async function eventsOf(repository: InMemoryVmRepository): Promise<VmEvent[]> {
  return (await repository.pending(0, 1000)).map(({ event }) => event);
}

describe('a process that dies', () => {
  /** Runs the same life for every place to die, until one is beyond the end. */
  async function everywhere(
    life: (provisioner: VmProvisioner, pass: (seconds: number) => Promise<void>) => Promise<unknown>,
    afterwards: (all: ReturnType<typeof setUp>) => Promise<void>,
  ): Promise<number> {
    let at = 1;
    for (let isOver = false; !isOver; at += 1) {
      for (const when of ['before', 'after'] as const) {
        const all = setUp({ policy: { graceMs: 61_000 } });
        const mortal = dying(all.world, all.repository, at, when);
        const { caller: katapult, repository } = mortal;
        const doomed = all.open({ katapult, repository, sleep: async () => undefined });
        await life(doomed, (seconds) => all.pass(seconds, doomed)).catch(() => undefined);
        isOver = !mortal.isDead();
        await afterwards(all);
        expectNoIdTwice(requestIdsPosted(all.world));
        expectNoIdTwice((await eventsOf(all.repository)).map(({ id }) => id));
      }
    }
    return at;
  }

  it('between any two steps of an order leaves one that is built, or told to be unknown', async () => {
    const places = await everywhere(
      async (provisioner, pass) => {
        await provisioner.request(SERVICE, ORDER);
        await pass(60);
      },
      async ({ pass, provisioner, repository, world }) => {
        await pass(200);
        const record = await repository.load(SERVICE);
        const types = (await eventsOf(repository)).map(({ type }) => type);
        if (world.posts().length === 0 && record !== undefined) {
          expect(types).toEqual(['vm.build_outcome_unknown']);
          await provisioner.retry(SERVICE);
          await pass(100);
        }
        if (record === undefined) await provisioner.request(SERVICE, ORDER).then(() => pass(100));
        expect((await repository.load(SERVICE))?.state).toBe('built');
        expect((await eventsOf(repository)).filter(({ type }) => type === 'vm.built')).toHaveLength(1);
        expect(world.machines.size).toBe(1);
      },
    );
    expect(places).toBeGreaterThan(10);
  });

  it('between any two steps of a life can be terminated to the end, and no machine is left', async () => {
    const places = await everywhere(
      async (provisioner, pass) => {
        await provisioner.request(SERVICE, ORDER);
        await pass(40);
        await provisioner.terminate(SERVICE, { mode: 'purge' });
        await pass(40);
      },
      async ({ pass, provisioner, repository, world }) => {
        await provisioner.terminate(SERVICE, { mode: 'purge' });
        await pass(2000);
        expect((await repository.load(SERVICE))?.state).toBe('gone');
        expect(world.machines.size).toBe(0);
        const gone = (await eventsOf(repository)).filter(({ type }) => type === 'vm.gone');
        expect(gone).toHaveLength(1);
      },
    );
    expect(places).toBeGreaterThan(20);
  });
});

describe('two processes on one record', () => {
  it('send a lost build once more only once, and the slower one says that it was overtaken', async () => {
    const { open, world, clock, repository } = setUp({ policy: { graceMs: 61_000, autoRetry: true } });
    world.fault = (name) => (name === 'virtualMachines.build' ? 'before' : undefined);
    await open().request(SERVICE, ORDER);
    clock.advance(62_000);
    world.fault = () => undefined;
    const outcomes = await Promise.all([open().tick(SERVICE), open().tick(SERVICE)]);
    expect(world.posts()).toHaveLength(2);
    expect(await repository.load(SERVICE)).toMatchObject({ attempt: 2, state: 'building' });
    const slower = outcomes.filter(({ overtaken }) => overtaken);
    expect(slower.map(({ events }) => events)).toEqual([[]]);
  });

  it('keep the answer to a build that came while the other ended the service', async () => {
    const { open, world, repository, pass } = setUp();
    const call = world.call.bind(world);
    world.call = async (operation, params) => {
      const answer = await call(operation, params);
      if (operation.name === 'virtualMachines.build') await open().terminate(SERVICE);
      return answer;
    };
    const { record, overtaken } = await open().request(SERVICE, ORDER);
    const [buildId] = world.builds.keys();
    expect([record.state, record.buildId, overtaken]).toEqual(['terminating', buildId, false]);
    await pass(100);
    expect((await repository.load(SERVICE))?.state).toBe('trashed');
    expect((await eventsOf(repository)).map(({ type }) => type)).toEqual(['vm.trashed']);
  });

  it('note the answer to a write ten times at most', async () => {
    const { provisioner, repository, world } = setUp();
    const save = repository.save.bind(repository);
    let saves = 0;
    repository.save = async (record, version, events) => {
      saves += 1;
      await save(record, saves === 1 ? version : version + 1000, events);
    };
    await expect(provisioner.request(SERVICE, ORDER)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect([saves, world.posts().length]).toEqual([11, 1]);
  });

  it('judge a command again on what the other left', async () => {
    const { open, world } = setUp();
    const outcomes = await Promise.all([open().request(SERVICE, ORDER), open().request(SERVICE, ORDER)]);
    expect(outcomes.map(({ refused }) => refused).sort()).toEqual(['in_progress', null]);
    expect(world.posts()).toHaveLength(1);
  });

  const command = fc.constantFrom(
    'request',
    'tick',
    'retry',
    'terminate',
    'restore',
    'wait',
    'wait',
    'lose',
    'drop',
    'heal',
  );

  /** Everything that goes to store or vendor waits until the scheduler lets it through. */
  function scheduled<T extends object>(inner: T, scheduler: fc.Scheduler): T {
    return new Proxy(inner, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function' || name === 'iterate') {
          return typeof member === 'function' ? member.bind(target) : member;
        }
        return async (...values: unknown[]) => {
          await scheduler.schedule(Promise.resolve());
          const answer: unknown = await Reflect.apply(member, target, values);
          await scheduler.schedule(Promise.resolve());
          return answer;
        };
      },
    });
  }

  it('make one build POST per attempt, one event per id, and one line of versions', async () => {
    const scenario = fc.array(fc.tuple(command, command), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), scenario, async (scheduler, steps) => {
        const clock = new FakeClock('2026-03-01T12:00:00Z');
        const world = new World(clock);
        const repository = new InMemoryVmRepository();
        const versions: number[] = [];
        const noted = new Proxy(repository, {
          get: (target, name) => {
            const member: unknown = Reflect.get(target, name);
            if (typeof member !== 'function') return member;
            return async (...values: unknown[]) => {
              const answer: unknown = await Reflect.apply(member, target, values);
              const [record] = values as VmRecord[];
              if (name === 'save' && record) versions.push(record.version);
              return answer;
            };
          },
        });
        let requests = 0;
        const open = () =>
          new VmProvisioner({
            katapult: scheduled<Caller>(world, scheduler),
            repository: scheduled(noted, scheduler),
            secretBox,
            clock,
            sleep: clock.sleep,
            random: () => 0.5,
            newRequestId: () => {
              requests += 1;
              return `request-${requests}`;
            },
            policy: { graceMs: 61_000, autoRetry: true },
          });
        const run = (provisioner: VmProvisioner, what: string): Promise<unknown> => {
          if (what === 'request') return provisioner.request(SERVICE, ORDER);
          if (what === 'retry') return provisioner.retry(SERVICE);
          if (what === 'terminate') return provisioner.terminate(SERVICE, { mode: 'purge' });
          if (what === 'restore') return provisioner.restore(SERVICE);
          if (what === 'wait') clock.advance(40_000);
          const faults: Readonly<Record<string, Fault>> = { lose: 'after', drop: 'before', heal: undefined };
          if (Object.hasOwn(faults, what)) {
            world.fault = (name) => (name === 'virtualMachines.build' ? faults[what] : undefined);
          }
          return provisioner.tick(SERVICE);
        };
        const [one, two] = [open(), open()];
        for (const [left, right] of steps) {
          const both = Promise.all([run(one, left), run(two, right)]);
          await scheduler.waitFor(both);
          clock.advance(10_000);
        }
        const posted = requestIdsPosted(world);
        expectNoIdTwice(posted);
        expect(posted.length).toBeLessThanOrEqual((await repository.load(SERVICE))?.attempt ?? 0);
        expectNoIdTwice((await eventsOf(repository)).map(({ id }) => id));
        expect(versions).toEqual([...versions].sort((a, b) => a - b));
        expectNoIdTwice(versions);
      }),
      { numRuns: 150 },
    );
  });
});
