import { expectSame, expectTrue } from '../../../kit/same.ts';
import type { StoreRule } from '../../../kit/store-cases.ts';
import { expectWaiting } from '../expect.ts';
import type { OpenedVmStore } from '../opened-store.ts';
import { eventOf, recordOf } from '../seeds.ts';

const MANY = 25;
const PAGE = 4;

export const eventRules: readonly StoreRule<OpenedVmStore>[] = [
  {
    name: 'keeps events in the order of their saves, across services',
    check: async ({ store }) => {
      await store.save(recordOf('b'), 0, [eventOf('z'), eventOf('a')]);
      await store.save(recordOf('a'), 0, [eventOf('m')]);
      await store.save(recordOf('b', { version: 2 }), 1, [eventOf('b')]);
      await expectWaiting(store, ['z', 'a', 'm', 'b'], 'after three saves');
    },
  },
  {
    name: 'gives events in pages, with positions that grow',
    check: async ({ store }) => {
      const ids = Array.from({ length: MANY }, (_, index) => `event ${index}`);
      await store.save(
        recordOf('a'),
        0,
        ids.map((id) => eventOf(id)),
      );
      const found: string[] = [];
      for (let after = 0, isLast = false; !isLast; ) {
        const rows = await store.pending(after, PAGE);
        expectTrue(rows.length <= PAGE, `a page of ${PAGE} has ${rows.length} rows`);
        for (const { position, event } of rows) {
          expectTrue(
            Number.isSafeInteger(position) && position > after,
            `position ${position} after ${after}`,
          );
          after = position;
          found.push(event.id);
        }
        isLast = rows.length < PAGE || found.length > MANY;
      }
      expectSame(found, ids, 'the events of all pages');
    },
  },
  {
    name: 'drops an event that is delivered, and no other',
    check: async ({ store }) => {
      await store.save(
        recordOf('a'),
        0,
        ['1', '2', '3'].map((id) => eventOf(id)),
      );
      await store.markDelivered('2');
      await store.markDelivered('2');
      await store.markDelivered('unknown');
      await expectWaiting(store, ['1', '3'], 'after one was delivered');
      await store.markDelivered('1');
      await store.markDelivered('3');
      await expectWaiting(store, [], 'after all were delivered');
    },
  },
  {
    name: 'adds an event once, also when it was delivered, and the others of its save all the same',
    check: async ({ store }) => {
      await store.save(recordOf('a'), 0, [eventOf('1'), eventOf('2')]);
      await store.markDelivered('1');
      const again = [eventOf('1'), eventOf('3'), eventOf('2', { at: '2026-02-01T00:00:00.000Z' })];
      await store.save(recordOf('a', { version: 2 }), 1, again);
      await expectWaiting(store, ['2', '3'], 'after repeats');
      expectSame((await store.pending(0, 1))[0]?.event, eventOf('2'), 'the event that was there first');
      expectSame((await store.load('a'))?.version, 2, 'the version');
    },
  },
];
