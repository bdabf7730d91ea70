import type { KatapultTimings } from './behaviour.ts';

/** What becomes of one build. */
export interface BuildPlan {
  /**
   * Default `complete`. `failed` ends at the time of `buildMachine` without a machine, `failed-with-machine` at
   * the time of `buildComplete` with one in the state `failed`; `stays-pending`, `stays-building` (no machine)
   * and `stays-with-machine` (which does not hold it) never end; `vanishes` takes the build away (404) when its machine comes.
   */
  readonly outcome?:
    | 'complete'
    | 'failed'
    | 'failed-with-machine'
    | 'stays-pending'
    | 'stays-building'
    | 'stays-with-machine'
    | 'vanishes';
  /** Other times for this build. */
  readonly timings?: Partial<KatapultTimings>;
  /** Addresses of the machine, in the server's order. Default: as the package or spec says. */
  readonly addresses?: readonly ('ipv4' | 'ipv6')[];
}
