import { ApiError } from '../../../core/errors/api.ts';
import { tasksGet } from '../../generated/operations/tasks.ts';
import {
  trashObjectsGet,
  trashObjectsPurge,
  trashObjectsRestore,
} from '../../generated/operations/trash-objects.ts';
import { virtualMachineBuildsGet } from '../../generated/operations/virtual-machine-builds.ts';
import { virtualMachinesGet, virtualMachinesStop } from '../../generated/operations/virtual-machines.ts';
import type { VmAnswer, VmSeen } from '../answer.ts';
import type { VmBuildEffect, VmEffect, VmFindEffect, VmTrashEffect } from '../effect.ts';
import { build } from './build.ts';
import { deletePolicies } from './delete-policies.ts';
import { deleteVm } from './delete-vm.ts';
import { findVms } from './find-vm.ts';
import type { PerformTools } from './tools.ts';
import { failureOf, instantOf, isBusy, isGone, trashPlaceOf } from './trouble.ts';

/**
 * Does at the vendor what a step asked for, and says what came of it: errors become answers, and nothing is thrown.
 * Answers hold no secret but a sealed one.
 *
 * Source: the table of effects and answers of the Katapult contract (12.2).
 */
export async function perform(effect: VmEffect, tools: PerformTools): Promise<VmAnswer> {
  if (effect.type === 'build') return build(effect, tools);
  try {
    return await answerTo(effect, tools);
  } catch (error) {
    const answer = answerToTrouble(effect, error);
    return answer.type === 'vmGone' && 'vmId' in effect ? missing(effect, tools) : answer;
  }
}

/**
 * A VM that the API does not show: gone, or in the trash, for which the API may answer the same (contract, Q7). Who may
 * not look into the trash cannot do anything there either.
 */
async function missing({ vmId }: { readonly vmId: string }, tools: PerformTools): Promise<VmAnswer> {
  try {
    const trash = await trashAt({ object_id: vmId }, tools);
    return { ...trash, type: 'vmTrashed' };
  } catch (error) {
    const isHidden = error instanceof ApiError && error.status === 403;
    if (isGone(error) || isHidden) return { type: 'vmGone' };
    return { type: 'failed', failure: failureOf(error) };
  }
}

async function answerTo(effect: Exclude<VmEffect, VmBuildEffect>, tools: PerformTools): Promise<VmAnswer> {
  const { caller } = tools;
  switch (effect.type) {
    case 'findVm':
      return find(effect, tools);
    case 'getBuild': {
      const lookup = { virtual_machine_build: { id: effect.buildId } };
      const { virtual_machine_build: found } = await caller.call(virtualMachineBuildsGet, lookup);
      return { type: 'build', state: found.state ?? 'unknown', vmId: found.virtual_machine?.id ?? null };
    }
    case 'getVm':
      return see(effect.vmId, tools);
    case 'stopVm': {
      const { task } = await caller.call(virtualMachinesStop, { virtual_machine: { id: effect.vmId } });
      return { type: 'queued', taskId: task.id };
    }
    case 'getTask': {
      const { task } = await caller.call(tasksGet, { task: { id: effect.taskId } });
      return { type: 'task', status: task.status ?? 'unknown' };
    }
    case 'deletePolicies':
      await deletePolicies(effect.vmId, caller);
      return { type: 'done' };
    case 'deleteVm':
      return deleteVm(effect.vmId, caller);
    case 'findTrash':
      return trashAt({ object_id: effect.vmId }, tools);
    default:
      return answerInTrash(effect, tools);
  }
}

async function answerInTrash({ type, trashId }: VmTrashEffect, tools: PerformTools): Promise<VmAnswer> {
  const lookup = { trash_object: { id: trashId } };
  if (type === 'getTrash') return trashAt({ id: trashId }, tools);
  if (type === 'purge') {
    const { task } = await tools.caller.call(trashObjectsPurge, lookup);
    return { type: 'queued', taskId: task.id };
  }
  await tools.caller.call(trashObjectsRestore, lookup);
  return { type: 'done' };
}

async function trashAt(
  lookup: { readonly id: string } | { readonly object_id: string },
  { caller }: PerformTools,
): Promise<VmAnswer & { readonly type: 'trash' }> {
  const { trash_object: trash } = await caller.call(trashObjectsGet, { trash_object: lookup });
  return { type: 'trash', trashId: trash.id, keepUntil: instantOf(trash.keep_until) };
}

async function find(effect: VmFindEffect, tools: PerformTools): Promise<VmAnswer> {
  const [vmId, ...others] = await findVms(effect, tools);
  if (vmId === undefined) return { type: 'notFound' };
  if (others.length === 0) return { type: 'found', vmId };
  const message =
    `${others.length + 1} machines may be the one of request ${effect.requestId}. ` +
    'Delete those that are not, or rename them';
  const blank = { status: null, vendorRequestId: null, retryAfterMs: null };
  return { type: 'notFound', failure: { code: 'ambiguous_vm', message, ...blank } };
}

async function see(vmId: string, { caller, seal }: PerformTools): Promise<VmSeen> {
  const { virtual_machine: vm } = await caller.call(virtualMachinesGet, { virtual_machine: { id: vmId } });
  const password = vm.initial_root_password ?? '';
  return {
    type: 'vm',
    state: vm.state ?? 'unknown',
    hostname: vm.hostname ?? null,
    fqdn: vm.fqdn ?? null,
    ips: (vm.ip_addresses ?? []).flatMap(({ address }) => (address ? [address] : [])),
    hasPassword: password !== '',
    sealed: password === '' || seal === null ? null : await seal(password),
  };
}

/** What it means that the object of the call does not exist. */
const GONE: Readonly<Partial<Record<VmEffect['type'], VmAnswer>>> = {
  getBuild: { type: 'buildGone' },
  getVm: { type: 'vmGone' },
  stopVm: { type: 'vmGone' },
  deletePolicies: { type: 'vmGone' },
  deleteVm: { type: 'vmGone' },
  getTask: { type: 'taskGone' },
  findTrash: { type: 'trashGone' },
  getTrash: { type: 'trashGone' },
  purge: { type: 'trashGone' },
  restore: { type: 'trashGone' },
};

function answerToTrouble({ type }: VmEffect, error: unknown): VmAnswer {
  const gone = GONE[type];
  if (gone !== undefined && isGone(error)) return gone;
  const trash = gone?.type === 'vmGone' ? trashPlaceOf(error) : undefined;
  if (trash !== undefined) return { type: 'vmTrashed', ...trash };
  return { type: isBusy(error) ? 'busy' : 'failed', failure: failureOf(error) };
}
