import type { VmRequest } from './request.ts';

/** What every effect says about who asked for it, so that an answer that comes too late is known as such. */
export interface VmEffectOrigin {
  /** The request id of the attempt. */
  readonly requestId: string;
  /** The wish it serves: `terminate.requestedAt`, `stopAt` of a suspension, or null while building. */
  readonly wish: string | null;
}

/** Post the build, once. The host name and an annotation with the request id go with it (contract D14). */
export interface VmBuildEffect extends VmEffectOrigin {
  readonly type: 'build';
  readonly organizationId: string;
  readonly hostname: string;
  readonly request: VmRequest;
}

/** Look for the machine of a lost answer, under the guards of D16. */
export interface VmFindEffect extends VmEffectOrigin {
  readonly type: 'findVm';
  readonly serviceId: string;
  readonly organizationId: string;
  readonly hostname: string;
  /** The request ids that the machine may carry, this attempt's first. */
  readonly requestIds: readonly string[];
  /** A machine found by name alone counts only if it was created at most 120 s before this instant. */
  readonly since: string;
}

/** Read the build. */
export interface VmGetBuildEffect extends VmEffectOrigin {
  readonly type: 'getBuild';
  readonly buildId: string;
}

/**
 * Read the machine. `build` says what is known of its build: it is complete, there is none to ask (found without
 * one, or it vanished), or it does not matter here. Only the first two can make a machine ready (contract D18).
 */
export interface VmGetEffect extends VmEffectOrigin {
  readonly type: 'getVm';
  readonly vmId: string;
  readonly build: 'complete' | 'absent' | null;
}

/** Stop the machine hard. */
export interface VmStopEffect extends VmEffectOrigin {
  readonly type: 'stopVm';
  readonly vmId: string;
}

/** Read the task of a stop. */
export interface VmGetTaskEffect extends VmEffectOrigin {
  readonly type: 'getTask';
  readonly taskId: string;
}

/** Delete every backup policy of the machine and of its disks, all pages; 404 counts as done. */
export interface VmDeletePoliciesEffect extends VmEffectOrigin {
  readonly type: 'deletePolicies';
  readonly vmId: string;
}

/** Delete the machine, which puts it into the trash. */
export interface VmDeleteEffect extends VmEffectOrigin {
  readonly type: 'deleteVm';
  readonly vmId: string;
}

/** Look for the machine's trash object by `object_id`. */
export interface VmFindTrashEffect extends VmEffectOrigin {
  readonly type: 'findTrash';
  readonly vmId: string;
}

/** Read the trash object, purge it, or restore the machine from it. */
export interface VmTrashEffect extends VmEffectOrigin {
  readonly type: 'getTrash' | 'purge' | 'restore';
  readonly trashId: string;
}

/** What is to be done at the vendor next. Plain JSON; hand it back whole with its answer. */
export type VmEffect =
  | VmBuildEffect
  | VmFindEffect
  | VmGetBuildEffect
  | VmGetEffect
  | VmStopEffect
  | VmGetTaskEffect
  | VmDeletePoliciesEffect
  | VmDeleteEffect
  | VmFindTrashEffect
  | VmTrashEffect;

const WRITES: ReadonlySet<VmEffect['type']> = new Set<VmEffect['type']>([
  'build',
  'stopVm',
  'deletePolicies',
  'deleteVm',
  'purge',
  'restore',
]);

/** Whether the effect writes at the vendor: save the record before it, and never drop its answer (contract D11, D12). */
export function isVmWrite(effect: VmEffect): boolean {
  return WRITES.has(effect.type);
}
