import type { VmAnswer, VmAnswerFailure, VmEffect, VmFindEffect } from 'reseller-sdk/katapult/vm';

/** How a vendor of the simulation behaves. Delays in seconds. */
export interface VendorTraits {
  /** Whether a build is refused while its host name is taken. */
  readonly uniqueNames: boolean;
  /** Whether machines show the annotations of their build. */
  readonly annotations: boolean;
  /** Whether somebody else's older machine has our host name. */
  readonly foreign: boolean;
  readonly vmAfter: number;
  readonly completeAfter: number;
  readonly passwordAfter: number;
  readonly addressAfter: number;
  readonly build: 'completes' | 'fails' | 'fails without a machine';
  readonly stopTask: 'completed' | 'failed' | 'running';
  /** Whether a trash object is named in a 406. */
  readonly namesTrash: boolean;
}

export type Fault = 'none' | 'lost before' | 'lost after' | 'busy' | 'limited';

interface Machine {
  readonly id: string;
  readonly hostname: string;
  /** Null: somebody else's. */
  readonly requestId: string | null;
  readonly createdAt: number;
  readonly passwordAt: number;
  readonly addressAt: number;
  place: 'live' | 'trash' | 'purged';
  stopped: boolean;
  trashId: string | null;
  keepUntil: number;
}

interface Build {
  readonly id: string;
  readonly requestId: string;
  readonly hostname: string;
  readonly vmAt: number;
  readonly completeAt: number;
  vm: Machine | null;
}

const HOUR = 3_600_000;
const NAME = 'web-acme';

function failure(code: string, status: number | null, retryAfterMs: number | null = null): VmAnswerFailure {
  return { code, message: code, status, vendorRequestId: null, retryAfterMs };
}

/** A vendor with one organization, that loses answers, is busy, and keeps what really happened. */
export class FaultyVendor {
  now = Date.parse('2026-03-01T12:00:00Z');
  readonly posts: string[] = [];
  readonly machines: Machine[] = [];
  readonly written = new Set<string>();
  readonly #builds: Build[] = [];
  readonly #tasks = new Map<string, { readonly machine: Machine; readonly endsAt: number }>();
  readonly #purges = new Map<Machine, number>();

  readonly #traits: VendorTraits;

  constructor(traits: VendorTraits) {
    this.#traits = traits;
    if (traits.foreign) this.#addMachine(NAME, null, this.now - HOUR);
  }

  /** Performs an effect, or pretends not to have. */
  perform(effect: VmEffect, fault: Fault): VmAnswer {
    if (fault === 'limited') return { type: 'failed', failure: failure('rate_limit_reached', 429, 30_000) };
    if (fault === 'busy' && effect.type !== 'build') {
      return { type: 'busy', failure: failure('task_queueing_error', 406) };
    }
    if (fault === 'lost before') return { type: 'failed', failure: failure('TIMEOUT', null) };
    const answer = this.#answer(effect);
    return fault === 'lost after' ? { type: 'failed', failure: failure('TIMEOUT', null) } : answer;
  }

  /** Lets everything happen that was due by now. */
  settle(): void {
    for (const build of this.#builds) {
      if (build.vm !== null || build.vmAt > this.now) continue;
      build.vm = this.#addMachine(build.hostname, build.requestId, build.vmAt, build.completeAt);
    }
    for (const { machine, endsAt } of this.#tasks.values()) {
      if (this.#traits.stopTask === 'completed' && endsAt <= this.now) machine.stopped = true;
    }
    for (const [machine, endsAt] of this.#purges) if (endsAt <= this.now) machine.place = 'purged';
    for (const machine of this.machines) {
      if (machine.place === 'trash' && machine.keepUntil <= this.now) machine.place = 'purged';
    }
  }

  machine(id: string | null): Machine | undefined {
    return this.machines.find((one) => one.id === id);
  }

  /** Whether the machine shows all that a customer needs. */
  isComplete(id: string): boolean {
    this.settle();
    const machine = this.machine(id);
    return machine !== undefined && machine.passwordAt <= this.now && machine.addressAt <= this.now;
  }

  #addMachine(
    hostname: string,
    requestId: string | null,
    createdAt: number,
    completeAt = createdAt,
  ): Machine {
    const machine: Machine = {
      id: `vm_${this.machines.length + 1}`,
      hostname,
      requestId,
      createdAt,
      passwordAt: completeAt + this.#traits.passwordAfter * 1000,
      addressAt: completeAt + this.#traits.addressAfter * 1000,
      place: 'live',
      stopped: false,
      trashId: null,
      keepUntil: 0,
    };
    this.machines.push(machine);
    return machine;
  }

  #answer(effect: VmEffect): VmAnswer {
    this.settle();
    switch (effect.type) {
      case 'build':
        return this.#post(effect.requestId, effect.hostname);
      case 'findVm':
        return this.#find(effect);
      case 'getBuild':
        return this.#getBuild(effect.buildId);
      case 'getTask':
        return this.#getTask(effect.taskId);
      case 'getVm':
      case 'stopVm':
      case 'deletePolicies':
      case 'deleteVm':
        return this.#onMachine(effect.type, effect.vmId);
      case 'findTrash':
        return this.#trash(this.machine(effect.vmId));
      case 'getTrash':
      case 'purge':
      case 'restore':
        return this.#onTrash(effect.type, effect.trashId);
    }
  }

  #post(requestId: string, hostname: string): VmAnswer {
    this.posts.push(requestId);
    const held = (name: string): boolean => name === hostname;
    const taken =
      this.machines.some((one) => one.place !== 'purged' && held(one.hostname)) ||
      this.#builds.some(
        (one) => one.vm === null && one.vmAt < Number.POSITIVE_INFINITY && held(one.hostname),
      );
    if (this.#traits.uniqueNames && taken) {
      return { type: 'refused', failure: failure('validation_error', 422) };
    }
    const { build, vmAfter, completeAfter } = this.#traits;
    const vmAt = build === 'fails without a machine' ? Number.POSITIVE_INFINITY : this.now + vmAfter * 1000;
    const completeAt = this.now + (vmAfter + completeAfter) * 1000;
    const id = `vmbuild_${this.#builds.length + 1}`;
    this.#builds.push({ id, requestId, hostname, vmAt, completeAt, vm: null });
    return { type: 'posted', buildId: id, hostname };
  }

  #find(effect: VmFindEffect): VmAnswer {
    const live = this.machines.filter(({ place }) => place === 'live');
    const ours = live.filter(({ requestId }) => requestId !== null && effect.requestIds.includes(requestId));
    const named = live.filter(
      ({ hostname, createdAt }) =>
        hostname === effect.hostname && createdAt >= Date.parse(effect.since) - 120_000,
    );
    const hits = this.#traits.annotations && ours.length > 0 ? ours : named;
    const [hit] = hits;
    if (hits.length > 1) return { type: 'notFound', failure: failure('ambiguous_vm', null) };
    return hit === undefined ? { type: 'notFound' } : { type: 'found', vmId: hit.id };
  }

  #getBuild(id: string): VmAnswer {
    const build = this.#builds.find((one) => one.id === id);
    if (build === undefined) return { type: 'buildGone' };
    const over = this.#traits.build === 'completes' ? 'complete' : 'failed';
    const state = build.completeAt <= this.now ? over : 'building';
    return { type: 'build', state, vmId: build.vm?.id ?? null };
  }

  #getTask(id: string): VmAnswer {
    const task = this.#tasks.get(id);
    if (task === undefined) return { type: 'taskGone' };
    return { type: 'task', status: task.endsAt <= this.now ? this.#traits.stopTask : 'running' };
  }

  #onMachine(type: 'getVm' | 'stopVm' | 'deletePolicies' | 'deleteVm', id: string): VmAnswer {
    const machine = this.machine(id);
    if (machine === undefined || machine.place === 'purged') return { type: 'vmGone' };
    if (type !== 'getVm') this.written.add(machine.id);
    if (machine.place === 'trash') {
      const known = this.#traits.namesTrash;
      const keepUntil = known ? new Date(machine.keepUntil).toISOString() : null;
      return { type: 'vmTrashed', trashId: known ? machine.trashId : null, keepUntil };
    }
    if (type === 'getVm') return this.#seen(machine);
    if (type === 'deletePolicies') return { type: 'done' };
    if (type === 'stopVm') {
      const taskId = `task_${this.#tasks.size + 1}`;
      this.#tasks.set(taskId, { machine, endsAt: this.now + 20_000 });
      return { type: 'queued', taskId };
    }
    machine.place = 'trash';
    machine.trashId = `trsh_${machine.id}_${this.now}`;
    machine.keepUntil = this.now + 48 * HOUR;
    return {
      type: 'deleted',
      trashId: machine.trashId,
      keepUntil: new Date(machine.keepUntil).toISOString(),
    };
  }

  #seen(machine: Machine): VmAnswer {
    const ready = machine.passwordAt <= this.now;
    return {
      type: 'vm',
      state: machine.stopped ? 'stopped' : 'started',
      hostname: machine.hostname,
      fqdn: `${machine.hostname}.acme.example.com`,
      ips: machine.addressAt <= this.now ? ['198.51.100.7'] : [],
      hasPassword: ready,
      sealed: ready ? `sealed ${machine.id}` : null,
    };
  }

  #trash(machine: Machine | undefined): VmAnswer {
    if (machine?.place !== 'trash') return { type: 'trashGone' };
    return {
      type: 'trash',
      trashId: machine.trashId,
      keepUntil: new Date(machine.keepUntil).toISOString(),
    };
  }

  #onTrash(type: 'getTrash' | 'purge' | 'restore', trashId: string): VmAnswer {
    const machine = this.machines.find((one) => one.place === 'trash' && one.trashId === trashId);
    if (machine === undefined) return { type: 'trashGone' };
    if (type === 'getTrash') return this.#trash(machine);
    this.written.add(machine.id);
    if (type === 'purge') {
      this.#purges.set(machine, this.now + 20_000);
      return { type: 'queued', taskId: 'task_purge' };
    }
    machine.place = 'live';
    return { type: 'done' };
  }
}
