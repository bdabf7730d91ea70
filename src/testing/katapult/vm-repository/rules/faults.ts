import { expectSame, expectTrue, isConflict } from '../../../kit/same.ts';
import type { StoreRule } from '../../../kit/store-cases.ts';
import { expectWaiting } from '../expect.ts';
import type { OpenedVmStore, VmStore } from '../opened-store.ts';
import { eventOf, recordOf } from '../seeds.ts';

const SAVES = 4;
const MOST_STATEMENTS = 50;

const rowsOf = (version: number) => ({
  record: recordOf('a', { version, vmId: `vm_${version}`, nextPollAt: null, state: 'built' }),
  events: [eventOf(`${version}/1`), eventOf(`${version}/2`)],
});

/** Saves a version, or finds that it is there already, as whoever repeats a save after a fault does. */
async function settle(store: VmStore, version: number): Promise<void> {
  const { record, events } = rowsOf(version);
  try {
    await store.save(record, version - 1, events);
  } catch (error) {
    if (!isConflict(error)) throw error;
    expectSame((await store.load('a'))?.version, version, 'the version that a repeated save met');
  }
}

/** Either all of a save is there, or nothing. */
async function expectWhole(store: VmStore, version: number): Promise<void> {
  const stored = (await store.load('a'))?.version ?? 0;
  expectTrue(stored === version || stored === version - 1, `a save of ${version} left version ${stored}`);
  const machine = (await store.findByVmId(`vm_${stored}`))?.version;
  if (stored > 0) expectSame(machine, stored, 'the record found by its machine');
  await expectEvents(store, stored);
}

async function expectEvents(store: VmStore, version: number): Promise<void> {
  const ids = Array.from({ length: version }, (_, index) => [`${index + 1}/1`, `${index + 1}/2`]).flat();
  await expectWaiting(store, ids, `at version ${version}`);
}

/** Saves while statement after statement fails, until one save gets through. */
async function saveUnderFaults({ store, failAt }: OpenedVmStore, version: number): Promise<void> {
  const { record, events } = rowsOf(version);
  for (let statement = 1; statement <= MOST_STATEMENTS; statement += 1) {
    failAt?.(statement);
    const isDone = await store.save(record, version - 1, events).then(
      () => true,
      () => false,
    );
    failAt?.(0);
    await expectWhole(store, version);
    if (isDone) return;
    if ((await store.load('a'))?.version === version) return;
  }
  throw new Error(`a save fails at each of ${MOST_STATEMENTS} statements`);
}

export const faultRules: readonly StoreRule<OpenedVmStore>[] = [
  {
    name: 'holds all of a save that was repeated because its answer was lost, and nothing twice',
    check: async ({ store, connect }) => {
      for (let version = 1; version <= SAVES; version += 1) {
        await settle(store, version);
        await settle((await connect?.()) ?? store, version);
        await expectWhole(store, version);
      }
    },
  },
  {
    name: 'writes all of a save or nothing when the store itself fails at any statement',
    check: async (opened) => {
      for (let version = 1; version <= SAVES; version += 1) await saveUnderFaults(opened, version);
      await expectEvents((await opened.connect?.()) ?? opened.store, SAVES);
    },
  },
];
