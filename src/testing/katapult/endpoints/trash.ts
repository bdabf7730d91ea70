import type { Handlers, KatapultCall } from '../call.ts';
import type { KatapultTrashObject } from '../entities.ts';
import { page } from '../pages.ts';
import { Refusal } from '../refusal.ts';
import { findOwned, organizationOf, trashView } from '../resolve.ts';
import { queuePurge } from '../trash.ts';
import { taskView } from '../views.ts';

function trashObjectOf(call: KatapultCall): KatapultTrashObject {
  return findOwned(call, call.world.state.trash, 'trash_object', ({ object_id }) => object_id);
}

function ofOrganization(call: KatapultCall): { readonly id: string; readonly rows: KatapultTrashObject[] } {
  const { id } = organizationOf(call);
  return { id, rows: [...call.world.state.trash.values()].filter(({ organization }) => organization === id) };
}

/** The trash. */
export const TRASH_HANDLERS: Handlers = {
  'trashObjects.list': (call) => page(call, ofOrganization(call).rows.map(trashView)),
  'trashObjects.get': (call) => ({ trash_object: trashView(trashObjectOf(call)) }),
  'trashObjects.purge': (call) => {
    const object = trashObjectOf(call);
    const { organization } = object;
    const task = queuePurge(call.world, [object], { organization, operation: call.operation.name });
    return { task: taskView(call.world, task) };
  },
  'trashObjects.purgeAll': (call) => {
    const { id, rows } = ofOrganization(call);
    const task = queuePurge(call.world, rows, { organization: id, operation: call.operation.name });
    return { task: taskView(call.world, task) };
  },
  'trashObjects.restore': (call) => {
    const object = trashObjectOf(call);
    if (object.purge !== null)
      throw new Refusal('permission_denied', { details: 'the object is being purged' });
    call.world.state.trash.delete(object.id);
    return { trash_object: trashView(object) };
  },
};
