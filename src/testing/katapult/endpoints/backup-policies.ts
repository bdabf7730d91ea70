import type { Arguments } from '../arguments.ts';
import { addPolicy, policyView } from '../backup-policies.ts';
import type { Handlers, KatapultCall } from '../call.ts';
import type { KatapultBackupPolicy } from '../entities.ts';
import { page } from '../pages.ts';
import { invalid, Refusal } from '../refusal.ts';
import { diskOf, findOwned, machineOf, organizationOf } from '../resolve.ts';
import { nowSeconds } from '../world.ts';

const LEAST_RETENTION = 1;

function policyOf(call: KatapultCall): KatapultBackupPolicy {
  return findOwned(call, call.world.state.backupPolicies, 'disk_backup_policy');
}

function pageOf(call: KatapultCall, fits: (policy: KatapultBackupPolicy) => boolean): object {
  const rows = [...call.world.state.backupPolicies.values()].filter(fits);
  return page(
    call,
    rows.map((policy) => policyView(call.world, policy)),
  );
}

function listOfMachine(call: KatapultCall): object {
  const { id } = machineOf(call);
  const targets = new Set([id]);
  if (call.args.flag('include_disks') === true) {
    for (const disk of call.world.state.disks.values()) {
      if (disk.virtual_machine === id) targets.add(disk.id);
    }
  }
  return pageOf(call, ({ target }) => targets.has(target.id));
}

function readSchedule(properties: Arguments): KatapultBackupPolicy['schedule'] {
  const schedule = properties.set('schedule');
  return {
    frequency: schedule.integer('frequency') ?? 1,
    interval: schedule.text('interval') ?? 'daily',
    minute: schedule.integer('minute') ?? 0,
    time: schedule.integer('time') ?? 0,
  };
}

function readRetention(properties: Arguments): number | undefined {
  const retention = properties.integer('retention');
  if (retention !== undefined && retention < LEAST_RETENTION)
    throw invalid('Retention must be greater than 0');
  return retention;
}

function create(
  call: KatapultCall,
  type: 'VirtualMachine' | 'Disk',
  { id, organization }: { readonly id: string; readonly organization: string },
): object {
  const properties = call.args.set('properties');
  const retention = readRetention(properties);
  if (retention === undefined) throw invalid("Retention can't be blank");
  const policy = addPolicy(call.world, {
    ...{ organization, target: { type, id }, retention },
    schedule: readSchedule(properties),
  });
  return { disk_backup_policy: policyView(call.world, policy) };
}

function update(call: KatapultCall): object {
  const policy = policyOf(call);
  const properties = call.args.set('properties');
  policy.retention = readRetention(properties) ?? policy.retention;
  if (properties.has('schedule')) policy.schedule = readSchedule(properties);
  return { disk_backup_policy: policyView(call.world, policy) };
}

function remove(call: KatapultCall): object {
  const policy = policyOf(call);
  call.world.state.backupPolicies.delete(policy.id);
  return { disk_backup_policy: policyView(call.world, policy) };
}

/** Without its schedule a policy goes to the trash at a moment that lies ahead. */
function removeSchedule(call: KatapultCall): object {
  const policy = policyOf(call);
  const timestamp = call.args.integer('timestamp') ?? 0;
  if (timestamp < nowSeconds(call.world)) throw new Refusal('invalid_timestamp');
  policy.schedule = null;
  policy.auto_move_to_trash_at = timestamp;
  return { disk_backup_policy: policyView(call.world, policy) };
}

/** Backup policies of machines and disks. */
export const BACKUP_POLICY_HANDLERS: Handlers = {
  'diskBackupPolicies.list': (call) => {
    const { id } = organizationOf(call);
    return pageOf(call, ({ organization }) => organization === id);
  },
  'diskBackupPolicies.listForVirtualMachine': listOfMachine,
  'diskBackupPolicies.listForDisk': (call) => {
    const { id } = diskOf(call);
    return pageOf(call, ({ target }) => target.id === id);
  },
  'diskBackupPolicies.createForVirtualMachine': (call) => create(call, 'VirtualMachine', machineOf(call)),
  'diskBackupPolicies.createForDisk': (call) => create(call, 'Disk', diskOf(call)),
  'diskBackupPolicies.get': (call) => ({ disk_backup_policy: policyView(call.world, policyOf(call)) }),
  'diskBackupPolicies.update': update,
  'diskBackupPolicies.remove': remove,
  'diskBackupPolicies.removeSchedule': removeSchedule,
};
