import type { KatapultTask } from './entities.ts';
import { Refusal } from './refusal.ts';
import { newId, nowSeconds, type World } from './world.ts';

/** Something that a task does while it runs. */
export interface TaskStep {
  /** Milliseconds after the task began to run. */
  readonly at: number;
  /** Returns `failed` when the task cannot go on. */
  readonly run: () => 'failed' | undefined;
}

/** What a task is going to do. */
export interface TaskPlan {
  readonly name: string;
  /** Operation that asks for it. */
  readonly operation: string;
  readonly organization: string;
  /** Id of the machine that it holds. */
  readonly virtualMachine?: string | undefined;
  /** Milliseconds for which it is pending. Default: as the timings say. */
  readonly pending?: number;
  /** Milliseconds for which it runs. */
  readonly duration: number;
  readonly steps: readonly TaskStep[];
  /** Puts back what the steps did, when the task fails. */
  readonly onFailure?: () => void;
}

/** Whether a task holds a machine. */
export function isHeld({ state }: World, machine: string): boolean {
  return [...state.tasks.values()].some(
    ({ virtual_machine, status }) =>
      virtual_machine === machine && (status === 'pending' || status === 'running'),
  );
}

/** @throws Refusal task_queueing_error while another task holds the machine (contract 6.2) */
export function requireFree(world: World, machine: string): void {
  if (isHeld(world, machine)) {
    throw new Refusal('task_queueing_error', { details: 'another task holds the virtual machine' });
  }
}

/** Queues a task, which then proceeds with the clock. */
export function queueTask(world: World, plan: TaskPlan): KatapultTask {
  const { state, taskControl, timings } = world;
  const task: KatapultTask = {
    id: newId(world, 'task'),
    name: plan.name,
    organization: plan.organization,
    virtual_machine: plan.virtualMachine ?? null,
    status: 'pending',
    created_at: nowSeconds(world),
    started_at: null,
    finished_at: null,
    duration: plan.duration,
  };
  state.tasks.set(task.id, task);
  const dooms = taskControl.takeFailure(plan.operation);
  const begin: TaskStep = { at: 0, run: () => begins(world, task) };
  const end: TaskStep = { at: plan.duration, run: () => (dooms ? 'failed' : undefined) };
  const steps = [begin, ...plan.steps.map((step) => (dooms && step.at > 0 ? idle(step) : step)), end];
  proceed(world, task, plan, steps, plan.pending ?? timings.taskPending);
  return task;
}

/** A task that is doomed begins like any other, and then does nothing. */
function idle({ at }: TaskStep): TaskStep {
  return { at, run: () => undefined };
}

function begins(world: World, task: KatapultTask): undefined {
  task.status = 'running';
  task.started_at = nowSeconds(world);
}

/** Plans the next step; each waits for the one before, so that a task that is held takes longer. */
function proceed(
  world: World,
  task: KatapultTask,
  plan: TaskPlan,
  [next, ...rest]: readonly TaskStep[],
  wait: number,
): void {
  if (next === undefined) {
    finish(world, task, 'completed');
    return;
  }
  const step = () => {
    if (next.run() === 'failed') {
      plan.onFailure?.();
      finish(world, task, 'failed');
    } else {
      proceed(world, task, plan, rest, Math.max(0, (rest[0]?.at ?? next.at) - next.at));
    }
  };
  world.agenda.after(wait, () => world.taskControl.run(task.id, step));
}

function finish(world: World, task: KatapultTask, status: 'completed' | 'failed'): void {
  task.status = status;
  task.finished_at = nowSeconds(world);
}
