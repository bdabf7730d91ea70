import type { KeyValue } from './arguments.ts';
import type { KatapultTimings } from './behaviour.ts';
import type { BuildPlan } from './build-plan.ts';
import type { KatapultBuild, KatapultVirtualMachine } from './entities.ts';
import { createMachine, giveAddresses, givePassword, type MachinePlan } from './machines.ts';
import { queueTask, type TaskStep } from './tasks.ts';
import { taskBrief } from './views.ts';
import { newId, nowSeconds, type World } from './world.ts';

/** What a build is asked for. */
export interface BuildRequest {
  /** Operation that asks. */
  readonly operation: string;
  readonly machine: MachinePlan;
  readonly spec_xml: string;
  readonly annotations: readonly KeyValue[];
}

/** Starts a build, which proceeds with the clock as its plan says. */
export function startBuild(world: World, request: BuildRequest): object {
  const plan = world.buildPlans.shift() ?? {};
  const course = new BuildCourse(world, request, plan);
  const { build, task } = course.begin();
  const shown = { id: build.id, state: build.state };
  return {
    task: taskBrief(task),
    build: shown,
    virtual_machine_build: shown,
    hostname: build.hostname,
    ...(world.behaviour.sendAnnotations ? { annotations: build.annotations } : {}),
  };
}

/** One build from its request to its end (contract 7.4). */
class BuildCourse {
  readonly #world: World;
  readonly #request: BuildRequest;
  readonly #plan: BuildPlan;
  readonly #timings: KatapultTimings;
  #machine: KatapultVirtualMachine | undefined;

  constructor(world: World, request: BuildRequest, plan: BuildPlan) {
    this.#world = world;
    this.#request = request;
    this.#plan = plan;
    this.#timings = { ...world.timings, ...plan.timings };
  }

  begin(): { readonly build: KatapultBuild; readonly task: ReturnType<typeof queueTask> } {
    const { operation, machine, spec_xml, annotations } = this.#request;
    const { buildPending, buildComplete } = this.#timings;
    const id = newId(this.#world, 'vmbuild');
    const find = () => this.#world.state.builds.get(id);
    const task = queueTask(this.#world, {
      name: 'Build virtual machine',
      operation,
      organization: machine.organization.id,
      pending: this.#plan.outcome === 'stays-pending' ? Number.POSITIVE_INFINITY : buildPending,
      duration: buildComplete - buildPending,
      steps: this.#steps(find),
      onFailure: () => this.#fail(find()),
    });
    const build: KatapultBuild = {
      ...{ id, organization: machine.organization.id, task: task.id, hostname: machine.hostname },
      ...{ state: 'pending', virtual_machine: null, created_at: nowSeconds(this.#world), spec_xml },
      annotations: [...annotations],
    };
    this.#world.state.builds.set(id, build);
    return { build, task };
  }

  #steps(find: () => KatapultBuild | undefined): TaskStep[] {
    const { outcome = 'complete' } = this.#plan;
    const { buildPending, buildMachine, buildComplete } = this.#timings;
    const never = Number.POSITIVE_INFINITY;
    const building: TaskStep = { at: 0, run: () => setState(find(), 'building') };
    const made: TaskStep = { at: buildMachine - buildPending, run: () => this.#make(find()) };
    const complete: TaskStep = { at: buildComplete - buildPending, run: () => this.#complete(find()) };
    const failed: TaskStep = { at: made.at, run: () => 'failed' };
    switch (outcome) {
      case 'complete':
      case 'vanishes':
        return [building, made, complete];
      case 'failed':
        return [building, failed];
      case 'failed-with-machine':
        return [building, made, { ...failed, at: complete.at }];
      case 'stays-pending':
      case 'stays-building':
        return [building, { ...failed, at: never }];
      case 'stays-with-machine':
        return [building, made, { ...failed, at: never }];
    }
  }

  #make(build: KatapultBuild | undefined): 'failed' | undefined {
    const { agenda, state, behaviour } = this.#world;
    const { buildMachine, buildPassword, buildAddresses } = this.#timings;
    const { machine: plan } = this.#request;
    const annotations = behaviour.inheritAnnotations ? plan.annotations : [];
    const machine = createMachine(this.#world, { ...plan, annotations });
    this.#machine = machine;
    if (build !== undefined) {
      build.virtual_machine = machine.id;
      const task = state.tasks.get(build.task);
      if (task !== undefined && this.#plan.outcome !== 'stays-with-machine')
        task.virtual_machine = machine.id;
      if (this.#plan.outcome === 'vanishes') state.builds.delete(build.id);
    }
    agenda.after(Math.max(0, buildPassword - buildMachine), () => givePassword(this.#world, machine));
    agenda.after(Math.max(0, buildAddresses - buildMachine), () => this.#giveAddresses(machine));
    return undefined;
  }

  /** A network that is full leaves the machine without an address. */
  #giveAddresses(machine: KatapultVirtualMachine): void {
    try {
      giveAddresses(this.#world, machine, this.#plan.addresses ?? this.#request.machine.addresses);
    } catch {
      machine.state = 'failed';
    }
  }

  #complete(build: KatapultBuild | undefined): undefined {
    const { buildComplete, buildStarted } = this.#timings;
    setState(build, 'complete');
    const machine = this.#machine;
    if (machine?.state !== 'stopped') return;
    machine.state = 'starting';
    this.#world.agenda.after(Math.max(0, buildStarted - buildComplete), () => {
      if (machine.state === 'starting') machine.state = 'started';
    });
  }

  #fail(build: KatapultBuild | undefined): void {
    setState(build, 'failed');
    if (this.#machine !== undefined) this.#machine.state = 'failed';
  }
}

function setState(build: KatapultBuild | undefined, state: KatapultBuild['state']): undefined {
  if (build !== undefined) build.state = state;
}
