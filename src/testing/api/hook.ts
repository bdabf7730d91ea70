import type { LoggedRequest } from './request-log.ts';
import type { Planned, PlannedRule } from './rule-plan.ts';

/**
 * Code of a test that runs around the work of a request, as another writer who comes in between would. It may change
 * the state or send requests of its own; an answer waits for it. Every hook that fits a request runs, in the order
 * of planning; where a fault keeps the server from working, none does. An error that it throws is answered as a
 * failure of the fake (HTTP 500).
 */
export interface Hook extends PlannedRule {
  /** Runs just before the server does the work, which finds what the hook did. */
  readonly before?: (request: LoggedRequest) => void | Promise<void>;
  /** Runs after the work, before the answer leaves; the answer is made already. */
  readonly after?: (request: LoggedRequest) => void | Promise<void>;
}

/** A hook that was planned. */
export type PlannedHook = Planned<Hook>;
