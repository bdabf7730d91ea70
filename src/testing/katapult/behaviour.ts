/** How long things take, in milliseconds. `Infinity` is never. */
export interface KatapultTimings {
  /** From the request for a build to its state `building`. Default 2000. */
  readonly buildPending: number;
  /** From the request for a build to a machine with the state `stopped`. Default 10000. */
  readonly buildMachine: number;
  /** From the request for a build to its state `complete`; the machine is `starting` then. Default 30000. */
  readonly buildComplete: number;
  /** From the request for a build to a machine that is `started`. Default 36000. */
  readonly buildStarted: number;
  /** From the request for a build to the root password. Default: with the machine. */
  readonly buildPassword: number;
  /** From the request for a build to the addresses. Default: with the machine. */
  readonly buildAddresses: number;
  /** How long a task is `pending`. Default 1000. */
  readonly taskPending: number;
  /** How long a task runs. Defaults: start 10000, stop 8000, shutdown 20000, reset 8000, others 5000. */
  readonly start: number;
  readonly stop: number;
  readonly shutdown: number;
  readonly reset: number;
  readonly otherTask: number;
  /** How long a machine shows `stopped` before its task is done (contract 6.3). Default 2000. */
  readonly stoppedLead: number;
}

/** The timings unless told otherwise; within what was recorded. */
export const DEFAULT_TIMINGS: KatapultTimings = {
  buildPending: 2_000,
  buildMachine: 10_000,
  buildComplete: 30_000,
  buildStarted: 36_000,
  buildPassword: 0,
  buildAddresses: 0,
  taskPending: 1_000,
  start: 10_000,
  stop: 8_000,
  shutdown: 20_000,
  reset: 8_000,
  otherTask: 5_000,
  stoppedLead: 2_000,
};

/** Answers to the questions that nobody outside of Katapult can answer (contract 14). */
export interface KatapultBehaviour {
  /** Whether the annotations of a build end up on its machine (Q1). Default true. */
  readonly inheritAnnotations: boolean;
  /** Whether the filters of lists by annotation work (Q1). Default true. */
  readonly filterAnnotations: boolean;
  /** Whether a machine that is not stopped can be deleted; if not, `permission_denied` (Q2). Default true. */
  readonly deleteRunning: boolean;
  /** What reserves a host name in its organization (Q3). Default: all three. */
  readonly reserveHostnames: readonly ('machines' | 'builds' | 'trash')[];
  /** What becomes of the addresses of a purged machine (Q4). Default `unallocated`. */
  readonly addressesAfterPurge: 'unallocated' | 'deleted';
  /** Whether a 429 says `Retry-After` (Q5). Default false. */
  readonly retryAfter: boolean;
  /** Whether starting a started and stopping a stopped machine is a task that changes nothing, or one that fails (Q6). Default `completes`. */
  readonly idlePowerTask: 'completes' | 'fails';
  /** How a machine in the trash answers: 406 `object_in_trash` or 404 (Q7). Default `object_in_trash`. */
  readonly trashedMachine: 'object_in_trash' | 'not_found';
  /** Whether answers have `annotations` where the documentation says so; older servers left them out (K27). Default true. */
  readonly sendAnnotations: boolean;
}

/** The behaviour unless told otherwise. */
export const DEFAULT_BEHAVIOUR: KatapultBehaviour = {
  inheritAnnotations: true,
  filterAnnotations: true,
  deleteRunning: true,
  reserveHostnames: ['machines', 'builds', 'trash'],
  addressesAfterPurge: 'unallocated',
  retryAfter: false,
  idlePowerTask: 'completes',
  trashedMachine: 'object_in_trash',
  sendAnnotations: true,
};
