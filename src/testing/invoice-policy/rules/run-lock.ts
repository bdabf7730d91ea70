import { systemSleep } from '../../../core/sleep.ts';
import type { RunLock, RunLockHandle } from '../../../invoice-policy/index.ts';
import { expectSame } from '../../kit/same.ts';
import type { StoreRule } from '../../kit/store-cases.ts';
import type { OpenedInvoicingStores } from '../opened-store.ts';
import { rivals } from '../rows.ts';

const LONG_MS = 60_000;
const SHORT_MS = 40;

async function held(lock: RunLock, ttlMs: number): Promise<RunLockHandle> {
  const handle = await lock.acquire('invoicing', ttlMs);
  if (handle === null) throw new Error('the lock is free and was not given');
  return handle;
}

const isFree = async (lock: RunLock, name = 'invoicing'): Promise<boolean> =>
  (await lock.acquire(name, LONG_MS)) !== null;

export const runLockRules: readonly StoreRule<OpenedInvoicingStores>[] = [
  {
    name: 'a lock has one holder until it is released, and names are different locks',
    check: async ({ stores: { lock } }) => {
      const handle = await held(lock, LONG_MS);
      expectSame(await isFree(lock), false, 'whether it is free while it is held');
      expectSame(await isFree(lock, 'another'), true, 'whether another is free');
      await handle.release();
      expectSame(await isFree(lock), true, 'whether it is free after its release');
    },
  },
  {
    name: 'a lock runs out, and its former holder neither extends nor releases it',
    check: async ({ stores: { lock }, wait = systemSleep }) => {
      const former = await held(lock, SHORT_MS);
      await wait(3 * SHORT_MS);
      await held(lock, LONG_MS);
      expectSame(await former.extend(LONG_MS), false, 'whether the former holder extends it');
      await former.release();
      expectSame(await isFree(lock), false, 'whether the former holder freed it');
    },
  },
  {
    name: 'a lock that is extended in time does not run out',
    check: async ({ stores: { lock }, wait = systemSleep }) => {
      const handle = await held(lock, 20 * SHORT_MS);
      expectSame(await handle.extend(LONG_MS), true, 'whether it is extended');
      await wait(21 * SHORT_MS);
      expectSame(await isFree(lock), false, 'whether it is free');
      await handle.release();
      expectSame(await isFree(lock), true, 'whether it is free after its release');
    },
  },
  {
    name: 'of rivals who want a lock at once, one gets it',
    check: async ({ stores, connect }) => {
      const handles = await rivals(stores, connect, ({ lock }) => lock.acquire('invoicing', LONG_MS));
      expectSame(handles.filter((handle) => handle !== null).length, 1, 'the number of holders');
    },
  },
];
