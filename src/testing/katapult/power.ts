import type { KatapultTask, KatapultVirtualMachine } from './entities.ts';
import { queueTask, requireFree, type TaskStep } from './tasks.ts';
import type { World } from './world.ts';

/** What a customer can do to the power of a machine. */
export type PowerAction = 'start' | 'stop' | 'shutdown' | 'reset';

interface Course {
  readonly task: string;
  /** State while the task runs. */
  readonly during: string;
  readonly after: string;
  /** Milliseconds before the end of the task at which the machine shows its new state. */
  readonly lead: (world: World) => number;
}

const stoppedLead = ({ timings }: World): number => timings.stoppedLead;
const none = (): number => 0;

const COURSES: Readonly<Record<PowerAction, Course>> = {
  start: { task: 'Start virtual machine', during: 'starting', after: 'started', lead: none },
  stop: { task: 'Stop virtual machine', during: 'stopping', after: 'stopped', lead: stoppedLead },
  shutdown: {
    task: 'Shut down virtual machine',
    during: 'shutting_down',
    after: 'stopped',
    lead: stoppedLead,
  },
  reset: { task: 'Reset virtual machine', during: 'resetting', after: 'started', lead: none },
};

/** Queues a power task. @throws Refusal task_queueing_error while another task holds the machine */
export function queuePower(world: World, machine: KatapultVirtualMachine, action: PowerAction): KatapultTask {
  requireFree(world, machine.id);
  const course = COURSES[action];
  const duration = world.timings[action];
  const before = machine.state;
  const changes: TaskStep[] = [
    { at: 0, run: () => setState(machine, course.during) },
    { at: Math.max(0, duration - course.lead(world)), run: () => setState(machine, course.after) },
  ];
  return queueTask(world, {
    name: course.task,
    operation: `virtualMachines.${action}`,
    organization: machine.organization,
    virtualMachine: machine.id,
    duration,
    steps: steps(world, action, before) ?? changes,
    onFailure: () => setState(machine, before),
  });
}

function setState(machine: KatapultVirtualMachine, state: string): undefined {
  machine.state = state;
}

/** Steps where there is nothing to change; undefined where there is. */
function steps({ behaviour }: World, action: PowerAction, state: string): TaskStep[] | undefined {
  const broken = state === 'failed' || state === 'orphaned';
  if (broken || (action === 'reset' && state === 'stopped')) return [{ at: 0, run: () => 'failed' }];
  const idle = action === 'start' ? state === 'started' : action !== 'reset' && state === 'stopped';
  if (!idle) return undefined;
  return [{ at: 0, run: () => (behaviour.idlePowerTask === 'fails' ? 'failed' : undefined) }];
}
