import type { VmRequest } from './request.ts';

/** The states of a machine's record (contract D10). */
export type VmState =
  | 'idle'
  | 'requesting'
  | 'building'
  | 'built'
  | 'failed'
  | 'terminating'
  | 'trashed'
  | 'purging'
  | 'gone';

/** How a termination ends: in the trash, to be restored for 48 hours, or purged at once. */
export type VmTerminateMode = 'trash' | 'purge';

/** What a termination is at: finding the machine, stopping it, its stop task, its backup policies, its deletion. */
export type VmTerminateStep = 'build' | 'stop' | 'task' | 'policies' | 'delete';

/** An error as a record keeps it. Holds no secret. */
export interface VmFailure {
  /** The vendor's code, a code of this package's errors, or one of ours: `build_failed`, `ambiguous_vm`, `vm_gone`, `vm_trashed`. */
  readonly code: string;
  readonly message: string;
  /** HTTP status, where there was an answer. */
  readonly status: number | null;
  /** The vendor's id of the request, for its support. */
  readonly vendorRequestId: string | null;
  /** When it happened; UTC. */
  readonly at: string;
}

/** A termination that is wished for, under way or done (contract D27 to D32). */
export interface VmTermination {
  /** When it was wished for; UTC. Every wait of the termination counts from here. */
  readonly requestedAt: string;
  readonly mode: VmTerminateMode;
  /** Null once the machine is in the trash or gone. */
  readonly step: VmTerminateStep | null;
  /** The task of the stop that is under way. */
  readonly stopTaskId: string | null;
  /** Stop tasks that failed. */
  readonly stopTries: number;
  /** Passes over the backup policies that failed. */
  readonly policyTries: number;
  /** When the vendor last accepted a purge; UTC. */
  readonly purgeAt: string | null;
  readonly trashId: string | null;
  /** Until when the vendor keeps the machine in the trash; UTC. */
  readonly keepUntil: string | null;
  /** When a restore was wished for whose outcome is open, also by a termination that came after it; UTC. */
  readonly restoreAt: string | null;
  /** The machine was reported gone though it may exist: its build, or its restore, was not answered yet (contract D28). */
  readonly unconfirmed: boolean;
}

/**
 * Everything known about the machine of one service (contract 12.2). Plain JSON; instants are ISO text in UTC; a
 * member without a value is null. Only `step` makes new ones from old ones.
 */
export interface VmRecord {
  /** The caller's name of the service: one record each. */
  readonly serviceId: string;
  /** Number of request ids made, which is the number of the attempt under way. */
  readonly attempt: number;
  readonly state: VmState;
  /** Names the one build POST of this attempt; the machine carries it as an annotation (contract D14). */
  readonly requestId: string | null;
  /** Requests whose outcome stayed unknown. Their machine, should it turn up, is this record's machine. */
  readonly earlierRequestIds: readonly string[];
  /** `requestedAt` of the oldest request whose outcome stayed unknown. */
  readonly unknownSince: string | null;
  readonly organizationId: string | null;
  readonly request: VmRequest | null;
  /** Chosen with the first request and kept for all attempts (contract D13). */
  readonly hostname: string | null;
  readonly requestedAt: string | null;
  readonly buildId: string | null;
  readonly vmId: string | null;
  readonly fqdn: string | null;
  /** All addresses, in the vendor's order. */
  readonly ips: readonly string[];
  /** The first IPv4 address, else the first (contract D24). */
  readonly primaryIp: string | null;
  /** The initial root password, sealed. */
  readonly rootPassword: string | null;
  readonly builtAt: string | null;
  /** When the vendor refused this attempt while an earlier one may hold the host name (contract D15). */
  readonly refusedAt: string | null;
  /** When the outcome of this attempt was reported as unknown. */
  readonly unknownAt: string | null;
  /** When this attempt was reported as late. */
  readonly timedOutAt: string | null;
  /** The last error that nothing has superseded. */
  readonly failure: VmFailure | null;
  readonly terminate: VmTermination | null;
  /** When a suspended machine that still runs is to be stopped hard (contract D34). */
  readonly stopAt: string | null;
  /** When a tick is due; null where there is nothing to wait for. */
  readonly nextPollAt: string | null;
  /** Grows with every change; 0 was never saved. */
  readonly version: number;
}

/** The record of a service that has no machine yet: idle, version 0. */
export function newVmRecord(serviceId: string): VmRecord {
  return {
    serviceId,
    attempt: 0,
    state: 'idle',
    requestId: null,
    earlierRequestIds: [],
    unknownSince: null,
    organizationId: null,
    request: null,
    hostname: null,
    requestedAt: null,
    buildId: null,
    vmId: null,
    fqdn: null,
    ips: [],
    primaryIp: null,
    rootPassword: null,
    builtAt: null,
    refusedAt: null,
    unknownAt: null,
    timedOutAt: null,
    failure: null,
    terminate: null,
    stopAt: null,
    nextPollAt: null,
    version: 0,
  };
}
