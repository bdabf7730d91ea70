import { newVmRecord, type VmEvent, type VmRecord } from '../../../katapult/vm/index.ts';
import { AWKWARD_TEXT } from '../../credit-ledger/seeds.ts';

/** An instant some minutes after the first. */
export function minute(count: number): string {
  return new Date(Date.UTC(2026, 0, 5, 9, count)).toISOString();
}

/** A record of version 1, unless the seed says otherwise. */
export function recordOf(serviceId: string, seed: Partial<VmRecord> = {}): VmRecord {
  return { ...newVmRecord(serviceId), version: 1, ...seed };
}

/** The next version of a record. */
export function nextOf(record: VmRecord, seed: Partial<VmRecord> = {}): VmRecord {
  return { ...record, version: record.version + 1, ...seed };
}

/** An event that only its id tells from others. */
export function eventOf(id: string, seed: Partial<VmEvent> = {}): VmEvent {
  const head = { id, serviceId: 'service', attempt: 1, at: minute(0) };
  const event: VmEvent = { ...head, type: 'vm.restored', vmId: null };
  return Object.assign(event, seed);
}

/** A record in which every member has a value, texts are awkward and the request is deep. */
export function fullRecord(serviceId: string): VmRecord {
  const failure = {
    code: 'task_queueing_error',
    message: AWKWARD_TEXT,
    status: 406,
    vendorRequestId: '7d3c5bd0-0b5c-4b4e-9f3e-1a2b3c4d5e6f',
    at: minute(1),
  };
  return {
    serviceId,
    attempt: 3,
    state: 'terminating',
    requestId: 'request 3',
    earlierRequestIds: ['request 1', 'request 2', AWKWARD_TEXT],
    unknownSince: minute(2),
    organizationId: 'org_1',
    request: {
      kind: 'spec',
      spec: {
        dataCenter: { permalink: 'north-1' },
        resources: { memoryInGb: 4, cpuCores: 2 },
        diskTemplate: { template: { id: 'dtpl_1' }, options: [{ key: '', value: AWKWARD_TEXT }] },
        systemDisks: [{ sizeInGb: 2 ** 40, backupPolicies: [] }],
        networkInterfaces: [{ network: { id: 'netw_1' }, addressAllocations: [{ type: 'new', version: 6 }] }],
        hostname: { random: true },
        description: AWKWARD_TEXT,
      },
      sealedOptions: [{ key: AWKWARD_TEXT, sealed: 'v1.k1.bm9uY2U.Ym94' }],
    },
    hostname: 'web-1',
    requestedAt: minute(3),
    buildId: 'vmbuild_1',
    vmId: 'vm_1',
    fqdn: 'web-1.acme.example.com',
    ips: ['2001:db8::1', '192.0.2.1'],
    primaryIp: '192.0.2.1',
    rootPassword: 'v1.k1.bm9uY2U.c2VhbGVk',
    builtAt: minute(4),
    refusedAt: minute(5),
    unknownAt: minute(6),
    timedOutAt: minute(7),
    failure,
    terminate: {
      requestedAt: minute(8),
      mode: 'purge',
      step: 'task',
      stopTaskId: 'task_1',
      stopTries: 2,
      policyTries: 1,
      purgeAt: minute(9),
      trashId: 'trsh_1',
      keepUntil: minute(10),
      restoreAt: minute(11),
      unconfirmed: true,
    },
    stopAt: minute(12),
    nextPollAt: minute(13),
    version: 2 ** 40,
  };
}

/** One event of every type. */
export function everyEvent(): VmEvent[] {
  const head = (id: string) => ({ id, serviceId: 'service', attempt: 2, at: minute(1) });
  const failure = { code: 'build_failed', message: AWKWARD_TEXT, status: null, vendorRequestId: null };
  return [
    { ...head('1'), type: 'vm.build_requested', hostname: 'web-1', buildId: 'vmbuild_1', vmId: null },
    {
      ...head('2'),
      type: 'vm.built',
      vmId: 'vm_1',
      hostname: 'web-1',
      fqdn: 'web-1.acme.example.com',
      ips: ['2001:db8::1', '192.0.2.1'],
      primaryIp: '192.0.2.1',
      username: 'root',
    },
    { ...head('3'), type: 'vm.build_timed_out', requestedAt: minute(0) },
    {
      ...head('4'),
      type: 'vm.build_failed',
      buildId: null,
      vmId: 'vm_1',
      failure: { ...failure, at: minute(1) },
    },
    { ...head('5'), type: 'vm.build_outcome_unknown', requestId: 'request 1', requestedAt: minute(0) },
    { ...head('6'), type: 'vm.trashed', vmId: 'vm_1', mode: 'trash', trashId: null, keepUntil: minute(9) },
    { ...head('7'), type: 'vm.restored', vmId: 'vm_1' },
    { ...head('8'), type: 'vm.gone', vmId: null, unconfirmed: true },
    {
      ...head('9'),
      type: 'vm.action',
      action: 'shutdown',
      actor: AWKWARD_TEXT,
      taskId: 'task_1',
      vmId: 'vm_1',
    },
  ];
}
