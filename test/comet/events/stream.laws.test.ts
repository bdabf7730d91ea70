import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StreamItem } from '../../../src/comet/events/index.ts';
import type { FakeCometServer, StreamFault } from '../../../src/testing/index.ts';
import { setUp, turn } from './harness.ts';

const counts = fc.nat({ max: 4 });
const fault: fc.Arbitrary<StreamFault> = fc.oneof(
  fc.constant<StreamFault>({ kind: 'failed-upgrade' }),
  fc.constantFrom('503 busy', 'nonsense', '').map((text): StreamFault => ({ kind: 'refusal', text })),
  fc.constant<StreamFault>({ kind: 'drop' }),
  counts.map((afterEvents): StreamFault => ({ kind: 'drop', afterEvents })),
  fc
    .record({ frame: fc.constantFrom('{', '[]', '7', '"a"', '{"Type":null}'), afterEvents: counts })
    .map((facts): StreamFault => ({ kind: 'garbage', ...facts })),
  fc
    .record({ afterEvents: counts, lost: fc.integer({ min: 1, max: 3 }) })
    .map((facts): StreamFault => ({ kind: 'slow-consumer', ...facts })),
);

/** What server, network and consumer do, in any order. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 5 }).map((events) => ({ events })) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 4 }).map((pulls) => ({ pulls })) },
  { weight: 1, arbitrary: fc.constant('drop' as const) },
  { weight: 1, arbitrary: fc.constant('end sessions' as const) },
  { weight: 2, arbitrary: fc.constant('turn' as const) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const course = fc.record({
  faults: fc.array(fault, { maxLength: 6 }),
  steps: fc.array(step, { maxLength: 25 }),
  maxBufferedEvents: fc.integer({ min: 1, max: 6 }),
});

/** Plays a course with a consumer that pulls when told. Gives all items, and whether any pull is left. */
async function play(
  fake: FakeCometServer,
  stream: AsyncIterator<StreamItem, undefined>,
  steps: readonly Step[],
) {
  const items: StreamItem[] = [];
  let serial = 0;
  let pulling: Promise<void> = Promise.resolve();
  const pull = () => {
    pulling = pulling.then(async () => {
      const { value } = await stream.next();
      if (value !== undefined) items.push(value);
    });
  };
  for (const one of steps) {
    if (one === 'drop') fake.dropStreams();
    else if (one === 'end sessions') fake.endSessions();
    else if (one === 'turn') await turn();
    else if ('pulls' in one) for (let left = one.pulls; left > 0; left -= 1) pull();
    else
      for (let left = one.events; left > 0; left -= 1) {
        serial += 1;
        fake.emitEvent({ Type: 4201, ResourceID: String(serial) });
      }
  }
  for (let left = 0; left < 30; left += 1) await turn();
  await stream.return?.();
  await pulling;
  return items;
}

/** The items of each connection; each but the first begins with its resync. */
function byConnection(items: readonly StreamItem[]): StreamItem[][] {
  const connections: StreamItem[][] = [[]];
  for (const item of items) {
    if (item.type === 'resync') connections.push([item]);
    else connections.at(-1)?.push(item);
  }
  return connections;
}

const serialOf = (item: StreamItem): number[] =>
  item.type === 'event' && item.event.Type === 4201 ? [Number(item.event.ResourceID)] : [];
const isHello = (item: StreamItem | undefined): boolean => item?.type === 'event' && item.event.Type === 4000;

describe('whatever the connection does,', () => {
  test('law: events come in order and once, and each later connection begins with a resync', async () => {
    await fc.assert(
      fc.asyncProperty(course, async ({ faults, steps, maxBufferedEvents }) => {
        const { fake, stream } = setUp({ maxBufferedEvents });
        for (const one of faults) fake.injectStream({ fault: one });
        const items = await play(fake, stream, steps);

        const serials = items.flatMap(serialOf);
        expect(serials).toEqual([...new Set(serials)].sort((a, b) => a - b));
        for (const [index, connection] of byConnection(items).entries()) {
          const events = index === 0 ? connection : connection.slice(1);
          // HELLO begins what a connection gives; a second one without a resync would be another connection.
          if (events.length > 0) expect(isHello(events[0])).toBe(true);
          expect(events.slice(1).some(isHello)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  test('law: without a resync between two events, none was lost between them', async () => {
    await fc.assert(
      fc.asyncProperty(course, async ({ faults, steps, maxBufferedEvents }) => {
        const { fake, stream } = setUp({ maxBufferedEvents });
        for (const one of faults) fake.injectStream({ fault: one });
        for (const connection of byConnection(await play(fake, stream, steps))) {
          const serials = connection.flatMap(serialOf);
          const [first = 0] = serials;
          expect(serials).toEqual(serials.map((_, index) => first + index));
        }
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  test('law: after return() no connection, session or listener is left', async () => {
    await fc.assert(
      fc.asyncProperty(course, async ({ faults, steps, maxBufferedEvents }) => {
        const abort = new AbortController();
        const { fake, stream } = setUp({ maxBufferedEvents, signal: abort.signal });
        for (const one of faults) fake.injectStream({ fault: one });
        await play(fake, stream, steps);
        const [streams, requests] = [fake.streams.length, fake.requests.length];
        fake.emitEvent({ Type: 4201 });
        await turn();
        expect([fake.openStreams, fake.openSessions, fake.streams.length, fake.requests.length]).toEqual([
          0,
          0,
          streams,
          requests,
        ]);
        expect((await stream.next()).done).toBe(true);
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  test('law: what waits for a slow consumer never exceeds the bound', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 }),
        async (maxBufferedEvents, bursts) => {
          const { fake, stream } = setUp({ maxBufferedEvents });
          await stream.next();
          const total = bursts.reduce((sum, count) => sum + count, 0);
          for (const count of bursts) {
            for (let left = count; left > 0; left -= 1) fake.emitEvent({ Type: 4201 });
            await turn();
          }
          // Everything that was kept comes before the resync, or, if all fitted, there is nothing else.
          let kept = 0;
          for (; kept < Math.min(total, maxBufferedEvents); kept += 1) {
            expect((await stream.next()).value).toMatchObject({ type: 'event' });
          }
          expect(fake.openStreams).toBe(total > maxBufferedEvents ? 0 : 1);
          if (total > maxBufferedEvents) {
            expect((await stream.next()).value).toEqual({ type: 'resync', reason: 'overflow' });
          }
          await stream.return?.();
        },
      ),
      { numRuns: 50 },
    );
  }, 60_000);
});
