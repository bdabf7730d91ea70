import type { VmActionName } from './command.ts';
import type { VmFailure, VmTerminateMode } from './record.ts';

/**
 * What every event carries. `id` is stable: whoever gets an event twice knows it by its id (contract D25). It is
 * `serviceId/attempt/type`, with the version of the record behind it for `vm.trashed`, `vm.restored` and `vm.action`.
 */
export interface VmEventHead {
  readonly id: string;
  readonly serviceId: string;
  readonly attempt: number;
  /** When it was noticed; UTC. */
  readonly at: string;
}

/** The vendor took the build, or its machine was found. Once per attempt. */
export interface VmBuildRequested {
  readonly type: 'vm.build_requested';
  readonly hostname: string | null;
  /** Null if the machine was found by a look-up. */
  readonly buildId: string | null;
  /** Null if the vendor answered the build. */
  readonly vmId: string | null;
}

/** The machine is ready: what a welcome mail needs, except the password, which stays sealed (contract D26). */
export interface VmBuilt {
  readonly type: 'vm.built';
  readonly vmId: string;
  readonly hostname: string | null;
  readonly fqdn: string | null;
  readonly ips: readonly string[];
  readonly primaryIp: string | null;
  readonly username: 'root';
}

/** The build takes longer than `lateAfterMs`. Once per attempt; polling goes on (contract D19). */
export interface VmBuildTimedOut {
  readonly type: 'vm.build_timed_out';
  readonly requestedAt: string | null;
}

/** The vendor could not build the machine (contract D20). */
export interface VmBuildFailed {
  readonly type: 'vm.build_failed';
  readonly buildId: string | null;
  /** A machine that is left behind; terminate it before a retry. */
  readonly vmId: string | null;
  readonly failure: VmFailure | null;
}

/** The answer to the build was lost and no machine turned up: retry or terminate (contract D16). Once per attempt. */
export interface VmBuildOutcomeUnknown {
  readonly type: 'vm.build_outcome_unknown';
  readonly requestId: string | null;
  readonly requestedAt: string | null;
}

/** The machine is in the vendor's trash. */
export interface VmTrashed {
  readonly type: 'vm.trashed';
  readonly vmId: string | null;
  readonly mode: VmTerminateMode;
  readonly trashId: string | null;
  /** Until when it can be restored, in mode `trash`; UTC. */
  readonly keepUntil: string | null;
}

/** The machine came back from the trash. Its backup policies did not. */
export interface VmRestored {
  readonly type: 'vm.restored';
  readonly vmId: string | null;
}

/** The end of the machine. `unconfirmed`: its build was neither found nor denied. */
export interface VmGone {
  readonly type: 'vm.gone';
  readonly vmId: string | null;
  readonly unconfirmed: boolean;
}

/** A power, package or console action was accepted. */
export interface VmAction {
  readonly type: 'vm.action';
  readonly action: VmActionName;
  readonly actor: string;
  readonly taskId: string | null;
  readonly vmId: string | null;
}

/** What an event is about, without its head. */
export type VmEventBody =
  | VmBuildRequested
  | VmBuilt
  | VmBuildTimedOut
  | VmBuildFailed
  | VmBuildOutcomeUnknown
  | VmTrashed
  | VmRestored
  | VmGone
  | VmAction;

/** Something that happened to a machine. Stored with the record, delivered at least once. Holds no secret. */
export type VmEvent = VmEventHead & VmEventBody;
