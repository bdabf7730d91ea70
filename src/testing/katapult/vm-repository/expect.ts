import type { VmEvent } from '../../../katapult/vm/index.ts';
import { expectSame, isConflict, rejectionOf } from '../../kit/same.ts';
import type { VmStore } from './opened-store.ts';

const MOST = 500;

/** The events that wait, in their order. */
export async function waiting(store: VmStore): Promise<VmEvent[]> {
  return (await store.pending(0, MOST)).map(({ event }) => event);
}

/** @throws Error unless exactly these events wait, in this order */
export async function expectWaiting(store: VmStore, ids: readonly string[], what: string): Promise<void> {
  const found = (await waiting(store)).map(({ id }) => id);
  expectSame(found, ids, `events that wait ${what}`);
}

/** @throws Error unless the work is refused because another writer was first */
export async function expectConflict(work: Promise<unknown>, what: string): Promise<void> {
  const error = await rejectionOf(work, what);
  if (!isConflict(error)) {
    throw new Error(`${what} was refused without the code VERSION_CONFLICT: ${String(error)}`);
  }
}
