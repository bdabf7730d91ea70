import {
  diskBackupPoliciesListForDisk,
  diskBackupPoliciesListForVirtualMachine,
  diskBackupPoliciesRemove,
} from '../../generated/operations/disk-backup-policies.ts';
import { disksListForVirtualMachine } from '../../generated/operations/disks.ts';
import type { Caller } from '../../operation.ts';
import { isGone, trashPlaceOf } from './trouble.ts';

const PAGE = 200;

/**
 * Deletes every backup policy of a VM and of its disks. One that cannot be deleted does not keep the others; the
 * first error is thrown at the end. What is gone already, or in the trash, is done.
 *
 * Source: rule D30 of the Katapult contract.
 */
export async function deletePolicies(vmId: string, caller: Caller): Promise<void> {
  const machine = { virtual_machine: { id: vmId }, per_page: PAGE };
  const policies = new Set<string>();
  await addIds(policies, caller.iterate(diskBackupPoliciesListForVirtualMachine, machine));
  const disks = new Set<string>();
  for await (const { disk } of caller.iterate(disksListForVirtualMachine, machine)) {
    if (disk?.id) disks.add(disk.id);
  }
  const errors: unknown[] = [];
  const attempt = (work: Promise<unknown>): Promise<unknown> =>
    work.catch((error: unknown) => {
      if (!isGone(error) && trashPlaceOf(error) === undefined) errors.push(error);
    });
  for (const id of disks) {
    const ofDisk = caller.iterate(diskBackupPoliciesListForDisk, { disk: { id }, per_page: PAGE });
    await attempt(addIds(policies, ofDisk));
  }
  for (const id of policies) {
    await attempt(caller.call(diskBackupPoliciesRemove, { disk_backup_policy: { id } }));
  }
  if (errors.length > 0) throw errors[0];
}

async function addIds(ids: Set<string>, items: AsyncIterable<{ readonly id: string }>): Promise<void> {
  for await (const { id } of items) ids.add(id);
}
