import type { VmTerminateMode } from './record.ts';
import type { VmRequest } from './request.ts';

/** Orders a machine. The host name counts only with the first request of a record (contract D13). */
export interface VmRequestCommand {
  readonly type: 'request';
  readonly organizationId: string;
  readonly hostname: string;
  readonly request: VmRequest;
}

/** Sends the request of the record once more, under a new request id, after a failure or an unknown outcome. */
export interface VmRetryCommand {
  readonly type: 'retry';
}

/** Ends the machine, whatever its state. Default mode: `trash`. */
export interface VmTerminateCommand {
  readonly type: 'terminate';
  readonly mode?: VmTerminateMode | undefined;
}

/** Takes the machine out of the trash again. */
export interface VmRestoreCommand {
  readonly type: 'restore';
}

/** Time has passed: whatever is waited for is looked at again. */
export interface VmTick {
  readonly type: 'tick';
}

/** What a person or a program asks of a machine's record. */
export type VmCommand = VmRequestCommand | VmRetryCommand | VmTerminateCommand | VmRestoreCommand;

/** What can be done with a built machine; `suspend` is a shutdown and `resume` a start (contract D34). */
export type VmActionName =
  | 'start'
  | 'stop'
  | 'shutdown'
  | 'reset'
  | 'package'
  | 'console'
  | 'suspend'
  | 'resume';

/** An action that the vendor accepted. A fact: it is never refused. */
export interface VmActed {
  readonly type: 'acted';
  readonly action: VmActionName;
  /** Who asked for it, in the caller's words; never a secret. */
  readonly actor: string;
  /** The vendor's task, where the action queued one. */
  readonly taskId: string | null;
}

/** A resume is about to be asked for: from here on no suspension may stop the machine, whatever the answer. */
export interface VmResuming {
  readonly type: 'resuming';
}

/** Why a command was refused. Nothing changed, nothing is to be done. */
export type VmRefusal =
  | 'in_progress'
  | 'already_built'
  | 'failed_needs_retry'
  | 'terminating'
  | 'not_retryable'
  | 'vm_left'
  | 'not_restorable';
