import { removeAddress } from './addresses.ts';
import type { KatapultDisk, KatapultTask, KatapultTrashObject, KatapultVirtualMachine } from './entities.ts';
import { Refusal } from './refusal.ts';
import { queueTask, requireFree } from './tasks.ts';
import { newId, nowSeconds, type World } from './world.ts';

const HOURS_48 = 48 * 3600;

/** Puts a machine or disk into the trash. It is gone for good 48 h later, up to 5 s earlier (contract 8.1). */
export function moveToTrash(
  world: World,
  object: KatapultVirtualMachine | KatapultDisk,
  object_type: KatapultTrashObject['object_type'],
): KatapultTrashObject {
  const id = newId(world, 'trsh');
  const keep_until = nowSeconds(world) + HOURS_48 - Math.floor(world.random() * 6);
  const { organization, id: object_id } = object;
  const trashed: KatapultTrashObject = { id, organization, object_id, object_type, keep_until, purge: null };
  world.state.trash.set(id, trashed);
  world.agenda.after(keep_until * 1000 - world.agenda.time, () => {
    if (world.state.trash.get(id) === trashed) purgeNow(world, trashed);
  });
  return trashed;
}

/** Queues the task that deletes objects for good. @throws Refusal task_queueing_error for one that is on its way */
export function queuePurge(
  world: World,
  objects: readonly KatapultTrashObject[],
  { organization, operation }: { readonly organization: string; readonly operation: string },
): KatapultTask {
  for (const { object_id, purge } of objects) {
    if (purge !== null) throw new Refusal('task_queueing_error', { details: 'the object is being purged' });
    requireFree(world, object_id);
  }
  const task = queueTask(world, {
    name: 'Purge items from trash',
    operation,
    organization,
    duration: world.timings.otherTask,
    steps: [{ at: world.timings.otherTask, run: () => purgeAll(world, objects) }],
    onFailure: () => {
      for (const object of objects) object.purge = null;
    },
  });
  for (const object of objects) object.purge = task.id;
  return task;
}

function purgeAll(world: World, objects: readonly KatapultTrashObject[]): undefined {
  for (const object of objects) purgeNow(world, object);
}

/** Deletes an object in the trash with all that hangs on it. */
export function purgeNow(world: World, { id, object_id, object_type }: KatapultTrashObject): void {
  world.state.trash.delete(id);
  if (object_type === 'Disk') removeDisk(world, object_id);
  else removeMachine(world, object_id);
}

/** Takes a machine away as if it had never been, with disks, policies and interfaces. */
export function removeMachine(world: World, machine: string): void {
  const { state, behaviour } = world;
  for (const disk of [...state.disks.values()]) {
    if (disk.virtual_machine === machine) removeDisk(world, disk.id);
  }
  removePolicies(world, machine);
  for (const [id, { virtual_machine }] of [...state.interfaces]) {
    if (virtual_machine !== machine) continue;
    for (const ip of [...state.ipAddresses.values()].filter((address) => address.interface === id)) {
      ip.interface = null;
      if (behaviour.addressesAfterPurge === 'deleted') removeAddress(world, ip);
    }
    state.interfaces.delete(id);
  }
  state.virtualMachines.delete(machine);
}

function removeDisk(world: World, disk: string): void {
  removePolicies(world, disk);
  world.state.disks.delete(disk);
}

function removePolicies({ state }: World, target: string): void {
  for (const [id, policy] of [...state.backupPolicies]) {
    if (policy.target.id === target) state.backupPolicies.delete(id);
  }
}
