import { hasAnnotations, mergedAnnotations } from '../annotations.ts';
import type { Handlers, KatapultCall } from '../call.ts';
import type { KatapultDisk } from '../entities.ts';
import { page } from '../pages.ts';
import { invalid } from '../refusal.ts';
import { diskOf, machineOf, organizationOf, trashOf, trashView } from '../resolve.ts';
import { queueTask, requireFree } from '../tasks.ts';
import { moveToTrash } from '../trash.ts';
import { attachment, diskBrief, diskView, taskView } from '../views.ts';

function withAnnotations({ world }: KatapultCall, disk: KatapultDisk): object {
  const shown = { disk: diskView(world, disk) };
  return world.behaviour.sendAnnotations ? { ...shown, annotations: disk.annotations } : shown;
}

function listDisks(call: KatapultCall): object {
  const { world, args } = call;
  const { id } = organizationOf(call);
  const wanted = world.behaviour.filterAnnotations ? args.pairs('annotations') : [];
  const rows = [...world.state.disks.values()].filter(
    (disk) =>
      disk.organization === id &&
      trashOf(world, disk.id) === undefined &&
      trashOf(world, disk.virtual_machine ?? '') === undefined &&
      hasAnnotations(disk.annotations, wanted),
  );
  return page(call, rows.map(diskBrief));
}

function listDisksOfMachine(call: KatapultCall): object {
  const { id } = machineOf(call);
  const rows = [...call.world.state.disks.values()].filter(
    (disk) => disk.virtual_machine === id && trashOf(call.world, disk.id) === undefined,
  );
  return page(
    call,
    rows.map((disk) => ({ disk: diskBrief(disk), ...attachment(disk) })),
  );
}

function updateDisk(call: KatapultCall): object {
  const disk = diskOf(call);
  disk.name = call.args.set('properties').text('name') ?? disk.name;
  disk.annotations = mergedAnnotations(disk.annotations, call.args.pairs('annotations'));
  return withAnnotations(call, disk);
}

/** A disk only grows. */
function resizeDisk(call: KatapultCall): object {
  const { world, operation, args } = call;
  const disk = diskOf(call);
  const size = args.integer('size_in_gb') ?? 0;
  if (size <= disk.size_in_gb) throw invalid(`Size in gb must be more than ${disk.size_in_gb}`);
  if (disk.virtual_machine !== null) requireFree(world, disk.virtual_machine);
  const duration = world.timings.otherTask;
  const grow = (): undefined => {
    disk.size_in_gb = size;
  };
  const task = queueTask(world, {
    ...{ name: 'Resize disk', operation: operation.name, organization: disk.organization, duration },
    virtualMachine: disk.virtual_machine ?? undefined,
    steps: [{ at: duration, run: grow }],
  });
  return { disk: diskView(world, disk), task: taskView(world, task) };
}

/** A disk on a machine has to be taken off first; the API can only do so with calls that the fake lacks. */
function removeDisk(call: KatapultCall): object {
  const disk = diskOf(call);
  if (disk.virtual_machine !== null) throw invalid('Disk is assigned to a virtual machine');
  const trashed = moveToTrash(call.world, disk, 'Disk');
  return { disk: diskView(call.world, disk), trash_object: trashView(trashed) };
}

/** Disks. */
export const DISK_HANDLERS: Handlers = {
  'disks.list': listDisks,
  'disks.listForVirtualMachine': listDisksOfMachine,
  'disks.get': (call) => withAnnotations(call, diskOf(call)),
  'disks.update': updateDisk,
  'disks.resize': resizeDisk,
  'disks.remove': removeDisk,
};
