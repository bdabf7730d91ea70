import type { VmEvent, VmRecord } from '../../../../katapult/vm/index.ts';
import { expectSame, expectTrue } from '../../../kit/same.ts';
import type { StoreRule } from '../../../kit/store-cases.ts';
import { expectConflict, expectWaiting, waiting } from '../expect.ts';
import type { OpenedVmStore } from '../opened-store.ts';
import { eventOf, everyEvent, fullRecord, minute, nextOf, recordOf } from '../seeds.ts';

const RIVALS = 8;
const ROUNDS = 5;

/** Changes whatever of a value can be changed. */
function vandalize(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    vandalize(Reflect.get(value, key));
    if (typeof Reflect.get(value, key) !== 'object') Reflect.set(value, key, 'vandalized');
  }
}

export const saveRules: readonly StoreRule<OpenedVmStore>[] = [
  {
    name: 'replaces a record only where the expected version stands, 0 for none, and else writes nothing at all',
    check: async ({ store }) => {
      const first = recordOf('a', { nextPollAt: minute(1), vmId: 'vm_1' });
      await expectConflict(store.save(first, 1, [eventOf('0')]), 'a save over a record that is not there');
      await store.save(first, 0, [eventOf('1')]);
      for (const expected of [0, 2, 7]) {
        const other = nextOf(first, { vmId: 'vm_2', nextPollAt: null, version: expected + 1 });
        await expectConflict(store.save(other, expected, [eventOf(`not ${expected}`)]), 'a stale save');
      }
      expectSame(await store.load('a'), first, 'the record after refused saves');
      expectSame(await store.findByVmId('vm_2'), undefined, 'the machine of a refused save');
      expectSame(await store.due(minute(1), 10), [first], 'what is due after refused saves');
      await expectWaiting(store, ['1'], 'after refused saves');
    },
  },
  {
    name: 'takes versions that grow by more than one',
    check: async ({ store }) => {
      const first = recordOf('a', { version: 3 });
      await store.save(first, 0, []);
      const second = nextOf(first, { version: 9 });
      await store.save(second, 3, []);
      await expectConflict(store.save(nextOf(second), 4, []), 'a save on a version that was skipped');
      await store.save(nextOf(second), 9, []);
      expectSame((await store.load('a'))?.version, 10, 'the version');
    },
  },
  {
    name: 'gives records and events back exactly as they were, nulls and awkward texts included',
    check: async ({ store }) => {
      const records = [recordOf('empty'), fullRecord('full')];
      for (const record of records) await store.save(record, 0, []);
      for (const record of records) {
        const loaded = await store.load(record.serviceId);
        expectSame(JSON.parse(JSON.stringify(loaded)), JSON.parse(JSON.stringify(record)), 'the record');
        expectSame(Object.keys(loaded ?? {}).sort(), Object.keys(record).sort(), 'its members');
      }
      await store.save(recordOf('events'), 0, everyEvent());
      expectSame(await waiting(store), everyEvent(), 'the events');
    },
  },
  {
    name: 'shares no object with those who save and those who read',
    check: async ({ store }) => {
      const given: { readonly record: VmRecord; readonly events: readonly VmEvent[] } = structuredClone({
        record: fullRecord('a'),
        events: everyEvent(),
      });
      await store.save(given.record, 0, given.events);
      vandalize(given);
      vandalize(await store.load('a'));
      vandalize(await store.findByVmId('vm_1'));
      vandalize(await store.due(minute(60), 10));
      vandalize(await store.pending(0, 100));
      expectSame(await store.load('a'), fullRecord('a'), 'the record');
      expectSame(await waiting(store), everyEvent(), 'the events');
    },
  },
  {
    name: `lets one of ${RIVALS} rivals win each version; the others are refused and leave nothing behind`,
    check: async ({ store, connect }) => {
      const stores = await Promise.all(
        Array.from({ length: RIVALS }, async () => (await connect?.()) ?? store),
      );
      const won: string[] = [];
      for (let version = 0; version < ROUNDS; version += 1) {
        const results = await Promise.allSettled(
          stores.map((rival, index) => {
            const name = `${version}/${index}`;
            return rival.save(recordOf('a', { version: version + 1, hostname: name }), version, [
              eventOf(name),
            ]);
          }),
        );
        const winners = results.flatMap(({ status }, index) =>
          status === 'fulfilled' ? [`${version}/${index}`] : [],
        );
        expectTrue(winners.length === 1, `version ${version + 1} was written by ${winners.length} rivals`);
        for (const result of results) {
          if (result.status === 'rejected')
            await expectConflict(Promise.reject(result.reason), 'a lost race');
        }
        won.push(...winners);
        expectSame((await store.load('a'))?.hostname, winners[0], 'the record of the winner');
      }
      await expectWaiting(store, won, 'after all races');
    },
  },
];
