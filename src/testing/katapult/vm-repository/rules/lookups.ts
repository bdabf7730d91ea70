import { AWKWARD_NAMES } from '../../../credit-ledger/seeds.ts';
import { expectSame } from '../../../kit/same.ts';
import type { StoreRule } from '../../../kit/store-cases.ts';
import type { OpenedVmStore } from '../opened-store.ts';
import { minute, nextOf, recordOf } from '../seeds.ts';

const EVER = '9999-12-31T23:59:59.999Z';

export const lookupRules: readonly StoreRule<OpenedVmStore>[] = [
  {
    name: 'knows nothing of services, machines and events that were never saved',
    check: async ({ store }) => {
      expectSame(await store.due(EVER, 10), [], 'what is due in an empty store');
      expectSame(await store.pending(0, 10), [], 'what waits in an empty store');
      await store.save(recordOf('known', { vmId: 'vm_1' }), 0, []);
      for (const name of ['unknown', 'Known', 'known ', '', '__proto__']) {
        expectSame(await store.load(name), undefined, `the record of "${name}"`);
      }
      for (const vmId of ['vm_2', 'VM_1', 'vm_1 ', '', 'known']) {
        expectSame(await store.findByVmId(vmId), undefined, `the record that knows machine "${vmId}"`);
      }
    },
  },
  {
    name: 'keeps services and machines apart, also those whose names look alike',
    check: async ({ store }) => {
      const records = AWKWARD_NAMES.map((name, index) =>
        recordOf(name, { vmId: `${name}/machine`, hostname: `host-${index}` }),
      );
      for (const record of records) await store.save(record, 0, []);
      for (const record of records) {
        expectSame(await store.load(record.serviceId), record, `the record of "${record.serviceId}"`);
        const found = await store.findByVmId(`${record.serviceId}/machine`);
        expectSame(found, record, `the record that knows machine "${record.vmId}"`);
      }
    },
  },
  {
    name: 'finds a machine by the record that knows it now, whatever its state',
    check: async ({ store }) => {
      const first = recordOf('first', { vmId: 'vm_1', state: 'gone' });
      await store.save(first, 0, []);
      expectSame(await store.findByVmId('vm_1'), first, 'the record that knows machine "vm_1"');
      await store.save(nextOf(first, { vmId: null }), 1, []);
      expectSame(await store.findByVmId('vm_1'), undefined, 'a record whose machine was forgotten');
      const second = recordOf('second', { vmId: 'vm_1' });
      await store.save(second, 0, []);
      await store.save(nextOf(nextOf(first), { vmId: 'vm_2' }), 2, []);
      expectSame(await store.findByVmId('vm_1'), second, 'the record that took machine "vm_1" over');
    },
  },
  {
    name: 'tells what is due in order of time and service, up to the instant and the limit',
    check: async ({ store }) => {
      const plan: readonly (readonly [string, string | null])[] = [
        ['d', minute(3)],
        ['b', minute(2)],
        ['e', null],
        ['c', minute(2)],
        ['a', minute(4)],
        ['f', minute(60)],
      ];
      for (const [name, nextPollAt] of plan) await store.save(recordOf(name, { nextPollAt }), 0, []);
      const dueAt = async (now: string, limit: number): Promise<string[]> =>
        (await store.due(now, limit)).map(({ serviceId }) => serviceId);
      expectSame(await dueAt(minute(1), 10), [], 'due before the first');
      expectSame(await dueAt(minute(2), 10), ['b', 'c'], 'due at the very instant');
      expectSame(await dueAt(minute(5), 10), ['b', 'c', 'd', 'a'], 'due later');
      expectSame(await dueAt(minute(5), 3), ['b', 'c', 'd'], 'due, at most three');
      expectSame(await dueAt(EVER, 10), ['b', 'c', 'd', 'a', 'f'], 'due ever');
    },
  },
  {
    name: 'forgets when a record was due as soon as it says otherwise',
    check: async ({ store }) => {
      const record = recordOf('a', { nextPollAt: minute(1) });
      await store.save(record, 0, []);
      await store.save(nextOf(record, { nextPollAt: minute(9) }), 1, []);
      expectSame(await store.due(minute(5), 10), [], 'due before the new instant');
      const last = nextOf(nextOf(record), { nextPollAt: null });
      await store.save(last, 2, []);
      expectSame(await store.due(EVER, 10), [], 'due when nothing is waited for');
      expectSame(await store.load('a'), last, 'the record');
    },
  },
];
