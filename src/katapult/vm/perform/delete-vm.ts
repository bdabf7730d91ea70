import { ApiError, AuthenticationError, RateLimitError } from '../../../core/errors/api.ts';
import {
  virtualMachinesGet,
  virtualMachinesRemove,
  virtualMachinesStop,
} from '../../generated/operations/virtual-machines.ts';
import type { Caller } from '../../operation.ts';
import type { VmAnswer } from '../answer.ts';
import { AT_REST } from '../rest.ts';
import { instantOf, isBusy, isGone, trashPlaceOf } from './trouble.ts';

/**
 * Deletes a VM, which puts it into the trash. Nobody knows whether the API deletes one that runs (contract, Q2), and a
 * VM may have started since it was looked at: one that is refused while it runs is stopped, so that the next deletion
 * succeeds. The refusal is thrown all the same.
 */
export async function deleteVm(vmId: string, caller: Caller): Promise<VmAnswer> {
  try {
    const { trash_object: trash } = await caller.call(virtualMachinesRemove, {
      virtual_machine: { id: vmId },
    });
    return { type: 'deleted', trashId: trash.id, keepUntil: instantOf(trash.keep_until) };
  } catch (error) {
    if (isRefused(error)) await stopIfRunning(vmId, caller).catch(() => undefined);
    throw error;
  }
}

/** Refused for what the VM is, and not for who asks, how often or when. */
function isRefused(error: unknown): boolean {
  if (!(error instanceof ApiError) || error instanceof AuthenticationError) return false;
  if (error instanceof RateLimitError || error.status >= 500) return false;
  return !isGone(error) && !isBusy(error) && trashPlaceOf(error) === undefined;
}

async function stopIfRunning(id: string, caller: Caller): Promise<void> {
  const machine = { virtual_machine: { id } };
  const { virtual_machine: vm } = await caller.call(virtualMachinesGet, machine);
  if (!AT_REST.has(vm.state ?? '')) await caller.call(virtualMachinesStop, machine);
}
