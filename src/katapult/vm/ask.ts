import type {
  VmBuildEffect,
  VmDeleteEffect,
  VmDeletePoliciesEffect,
  VmEffect,
  VmEffectOrigin,
  VmFindEffect,
  VmFindTrashEffect,
  VmGetEffect,
  VmStopEffect,
  VmTrashEffect,
} from './effect.ts';
import { held } from './outcome.ts';
import type { VmRecord } from './record.ts';

/** The wish that effects of the record serve now. */
export function wishOf(record: VmRecord): string | null {
  return record.terminate?.requestedAt ?? record.stopAt;
}

function originOf(record: VmRecord): VmEffectOrigin {
  return { requestId: held(record, 'requestId'), wish: wishOf(record) };
}

export function askBuild(record: VmRecord): VmBuildEffect {
  return {
    ...originOf(record),
    type: 'build',
    organizationId: held(record, 'organizationId'),
    hostname: held(record, 'hostname'),
    request: held(record, 'request'),
  };
}

export function askFindVm(record: VmRecord): VmFindEffect {
  const origin = originOf(record);
  return {
    ...origin,
    type: 'findVm',
    serviceId: record.serviceId,
    organizationId: held(record, 'organizationId'),
    hostname: held(record, 'hostname'),
    requestIds: [origin.requestId, ...record.earlierRequestIds],
    since: record.unknownSince ?? held(record, 'requestedAt'),
  };
}

export function askVm(record: VmRecord, build: VmGetEffect['build'] = null): VmGetEffect {
  return { ...originOf(record), type: 'getVm', vmId: held(record, 'vmId'), build };
}

/** Where there is no build to ask (any more): the machine if it is known, else a look-up. */
export function askVmOrFind(record: VmRecord): VmEffect {
  return record.vmId === null ? askFindVm(record) : askVm(record, 'absent');
}

/** What a build under way is asked at a tick. */
export function askProgress(record: VmRecord): VmEffect {
  const { buildId } = record;
  return buildId === null ? askVmOrFind(record) : { ...originOf(record), type: 'getBuild', buildId };
}

export function askTask(record: VmRecord, taskId: string): VmEffect {
  return { ...originOf(record), type: 'getTask', taskId };
}

type VmWork = VmStopEffect | VmDeletePoliciesEffect | VmDeleteEffect | VmFindTrashEffect;

/** Work on the machine that needs nothing but its id. */
export function askOf(type: VmWork['type'], record: VmRecord): VmWork {
  return { ...originOf(record), type, vmId: held(record, 'vmId') };
}

export function askTrash(type: VmTrashEffect['type'], record: VmRecord, trashId: string): VmTrashEffect {
  return { ...originOf(record), type, trashId };
}
