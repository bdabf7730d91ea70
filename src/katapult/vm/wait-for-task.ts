import { ResellerSdkError } from '../../core/errors/base.ts';
import type { Issue } from '../../core/errors/input.ts';
import type { Sleep } from '../../core/sleep.ts';
import type { Clock } from '../../core/time.ts';
import { tasksGet } from '../generated/operations/tasks.ts';
import type { Caller } from '../operation.ts';
import { countIssues } from './check-input.ts';
import { VmTaskError } from './task-error.ts';

const INTERVAL_MS = 2000;
const LONGEST_MS = 300_000;

/** How to wait for the task of an action. */
export interface VmTaskWait {
  /** Time between looks at the task, in milliseconds. Default 2000. */
  readonly intervalMs?: number | undefined;
  /** Longest wait in milliseconds. Default 300000; the longest task on record took 38 s. */
  readonly timeoutMs?: number | undefined;
}

/** What is wrong with how to wait. */
export function waitIssues(wait: boolean | VmTaskWait | undefined): Issue[] {
  if (typeof wait !== 'object') return [];
  const { intervalMs = INTERVAL_MS, timeoutMs = LONGEST_MS } = wait;
  return countIssues({ 'wait.intervalMs': intervalMs, 'wait.timeoutMs': timeoutMs });
}

/** What waiting needs. */
export interface WaitTools {
  readonly caller: Caller;
  readonly clock: Clock;
  readonly sleep: Sleep;
}

/**
 * Waits until a task is completed; errors that may pass are waited out.
 *
 * @throws VmTaskError when it failed, or is not done in time
 */
export async function waitForTask(
  what: string,
  id: string,
  { intervalMs = INTERVAL_MS, timeoutMs = LONGEST_MS }: VmTaskWait,
  { caller, clock, sleep }: WaitTools,
): Promise<void> {
  const end = clock.now().getTime() + timeoutMs;
  for (let status = 'unknown'; ; ) {
    try {
      status = (await caller.call(tasksGet, { task: { id } })).task.status ?? 'unknown';
    } catch (error) {
      if (!(error instanceof ResellerSdkError && error.retryable)) throw error;
    }
    if (status === 'completed') return;
    if (status === 'failed') throw new VmTaskError(what, id, status, 'TASK_FAILED');
    if (clock.now().getTime() + intervalMs > end) throw new VmTaskError(what, id, status, 'TASK_NOT_DONE');
    await sleep(intervalMs);
  }
}
