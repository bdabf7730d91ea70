import type { VmEffect } from './effect.ts';
import type { VmFailure } from './record.ts';

/** An error as the performer of an effect reports it. */
export interface VmAnswerFailure extends Omit<VmFailure, 'at'> {
  /** The wait that the vendor asked for (after a 429), in milliseconds. */
  readonly retryAfterMs: number | null;
}

/** A trash object. Members that the answer did not have are null. */
export interface VmTrashFacts {
  readonly trashId: string | null;
  /** Until when the vendor keeps it; ISO text in UTC. */
  readonly keepUntil: string | null;
}

/** What `getVm` saw. */
export interface VmSeen {
  readonly type: 'vm';
  /** The vendor's state, such as `started`. */
  readonly state: string;
  readonly hostname: string | null;
  readonly fqdn: string | null;
  /** All addresses, in the vendor's order. */
  readonly ips: readonly string[];
  /** Whether the vendor shows a non-empty initial root password. */
  readonly hasPassword: boolean;
  /** That password, sealed; null while a termination is wished for. */
  readonly sealed: string | null;
}

/**
 * What became of an effect (contract 12.2, effect and answer table).
 *
 * | Effect | Answers besides `busy` and `failed` |
 * |---|---|
 * | build | `posted`, `refused` |
 * | findVm | `found`, `notFound` |
 * | getBuild | `build`, `buildGone` |
 * | getVm | `vm`, `vmGone`, `vmTrashed` |
 * | stopVm | `queued`, `vmGone`, `vmTrashed` |
 * | getTask | `task`, `taskGone` |
 * | deletePolicies | `done`, `vmGone`, `vmTrashed` |
 * | deleteVm | `deleted`, `vmGone`, `vmTrashed` |
 * | findTrash, getTrash | `trash`, `trashGone` |
 * | purge | `queued`, `trashGone` |
 * | restore | `done`, `trashGone` |
 */
export type VmAnswer =
  | { readonly type: 'posted'; readonly buildId: string; readonly hostname: string | null }
  /** A 4xx other than 408 with an error code, or a 429 that outlived its repeats: nothing is being built. */
  | { readonly type: 'refused'; readonly failure: VmAnswerFailure }
  | { readonly type: 'found'; readonly vmId: string }
  /** `failure` says why a hit did not count, such as `ambiguous_vm`. */
  | { readonly type: 'notFound'; readonly failure?: VmAnswerFailure | undefined }
  | { readonly type: 'build'; readonly state: string; readonly vmId: string | null }
  | { readonly type: 'buildGone' }
  | VmSeen
  | { readonly type: 'queued'; readonly taskId: string | null }
  | { readonly type: 'task'; readonly status: string }
  | { readonly type: 'taskGone' }
  | { readonly type: 'done' }
  | ({ readonly type: 'deleted' } & VmTrashFacts)
  | ({ readonly type: 'trash' } & VmTrashFacts)
  | { readonly type: 'trashGone' }
  | { readonly type: 'vmGone' }
  | ({ readonly type: 'vmTrashed' } & VmTrashFacts)
  /** 406 `task_queueing_error`: another task holds the machine, nothing was done. */
  | { readonly type: 'busy'; readonly failure: VmAnswerFailure }
  /** Everything else, lost answers of writes included. */
  | { readonly type: 'failed'; readonly failure: VmAnswerFailure };

/** The answer to an effect, with the effect as it was given out. */
export interface VmAnswerInput {
  readonly type: 'answer';
  readonly effect: VmEffect;
  readonly answer: VmAnswer;
}
