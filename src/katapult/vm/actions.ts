import { Secret } from '../../core/secret.ts';
import type { Sleep } from '../../core/sleep.ts';
import type { Clock } from '../../core/time.ts';
import {
  type VirtualMachinesStartParams,
  type VirtualMachinesStartResult,
  virtualMachinesChangePackage,
  virtualMachinesCreateConsoleSession,
  virtualMachinesReset,
  virtualMachinesShutdown,
  virtualMachinesStart,
  virtualMachinesStop,
} from '../generated/operations/virtual-machines.ts';
import type { Caller, Operation } from '../operation.ts';
import type { VmActionName } from './command.ts';
import { isDowngrade } from './downgrade.ts';
import type { VmDriver } from './driver.ts';
import { instantOf } from './perform/trouble.ts';
import { newVmRecord, type VmRecord } from './record.ts';
import type { VmRepository } from './repository.ts';
import type { VmCatalogueLookup } from './request.ts';
import { type VmTaskWait, waitForTask } from './wait-for-task.ts';

/** Who acts, and whether to wait. */
export interface VmActionOptions {
  /** Who asked for it, in your words, such as `client 7` or `admin ada`. It goes into the event; never a secret. */
  readonly actor: string;
  /** Wait until the vendor's task is completed. Default false: it is enough that it was queued. */
  readonly wait?: boolean | VmTaskWait | undefined;
}

/** A change of package. */
export interface VmPackageOptions extends VmActionOptions {
  /** The package to change to. */
  readonly package: VmCatalogueLookup;
}

/**
 * Why an action was refused without asking the vendor to do it: the machine is not built (or its build failed), it is
 * being terminated or in the trash, or a smaller package needs it to be stopped first.
 */
export type VmActionRefusal = 'not_built' | 'terminating' | 'not_stopped';

/** What became of an action. */
export interface VmActionOutcome {
  /** The record as it is now. */
  readonly record: VmRecord;
  /** Why it was refused; nothing was changed then. Null if the vendor accepted it. */
  readonly refused: VmActionRefusal | null;
  /** The vendor's task, where the action queued one. */
  readonly taskId: string | null;
}

/** A console session. Whoever has its address has the console. */
export interface VmConsole extends VmActionOutcome {
  /** Null if it was refused, or the vendor told none. */
  readonly url: Secret | null;
  /** ISO text in UTC, if the vendor said. */
  readonly expiresAt: string | null;
}

/** What actions are made of. */
export interface VmActionParts {
  readonly caller: Caller;
  readonly repository: VmRepository;
  readonly driver: VmDriver;
  readonly clock: Clock;
  readonly sleep: Sleep;
}

interface Machine {
  readonly virtual_machine: { readonly id: string };
}

/** The power actions. */
export type VmPowerAction = Exclude<VmActionName, 'package' | 'console'>;

/** The operation behind each power action: to suspend is to shut down, to resume is to start (contract D34). */
const POWER: Readonly<
  Record<VmPowerAction, Operation<VirtualMachinesStartParams, VirtualMachinesStartResult>>
> = {
  start: virtualMachinesStart,
  stop: virtualMachinesStop,
  shutdown: virtualMachinesShutdown,
  reset: virtualMachinesReset,
  suspend: virtualMachinesShutdown,
  resume: virtualMachinesStart,
};

/**
 * What a customer or an administrator does with a built machine. The vendor's refusals are thrown as they come; what
 * it accepts is noted in the record, with an event that names the actor.
 */
export class VmActions {
  readonly #parts: VmActionParts;

  constructor(parts: VmActionParts) {
    this.#parts = parts;
  }

  async power(action: VmPowerAction, serviceId: string, options: VmActionOptions): Promise<VmActionOutcome> {
    const target = await this.#target(serviceId);
    if (target.refused !== null) return refusal(target);
    const { driver, caller } = this.#parts;
    const before = action === 'resume' ? await driver.note(target.record, { type: 'resuming' }) : target;
    const { task } = await caller.call(POWER[action], target.machine);
    return this.#accepted(before, action, task.id, options);
  }

  async changePackage(serviceId: string, options: VmPackageOptions): Promise<VmActionOutcome> {
    const { caller } = this.#parts;
    const target = await this.#target(serviceId);
    if (target.refused !== null) return refusal(target);
    const { record, machine } = target;
    if (await isDowngrade(machine.virtual_machine.id, options.package, caller)) {
      return { record, refused: 'not_stopped', taskId: null };
    }
    const change = { ...machine, virtual_machine_package: options.package };
    const { task } = await caller.call(virtualMachinesChangePackage, change);
    return this.#accepted(target, 'package', task.id, options);
  }

  async openConsole(serviceId: string, { actor }: Pick<VmActionOptions, 'actor'>): Promise<VmConsole> {
    const target = await this.#target(serviceId);
    if (target.refused !== null) return { ...refusal(target), url: null, expiresAt: null };
    const answer = await this.#parts.caller.call(virtualMachinesCreateConsoleSession, target.machine);
    const { url, expires_at: expiresAt } = answer.console_session;
    const outcome = await this.#accepted(target, 'console', null, { actor });
    return { ...outcome, url: url ? new Secret(url) : null, expiresAt: instantOf(expiresAt) };
  }

  async #target(serviceId: string): Promise<Target> {
    const record = (await this.#parts.repository.load(serviceId)) ?? newVmRecord(serviceId);
    const { state, vmId } = record;
    if (state === 'built' && vmId !== null) {
      return { record, refused: null, machine: { virtual_machine: { id: vmId } } };
    }
    return { record, refused: isEnding(state) ? 'terminating' : 'not_built' };
  }

  async #accepted(
    { record }: Pick<Target, 'record'>,
    action: VmActionName,
    taskId: string | null,
    { actor, wait = false }: VmActionOptions,
  ): Promise<VmActionOutcome> {
    const noted = await this.#parts.driver.note(record, { type: 'acted', action, actor, taskId });
    if (wait !== false && taskId !== null) {
      const what = `The action ${action} for service ${record.serviceId}`;
      await waitForTask(what, taskId, wait === true ? {} : wait, this.#parts);
    }
    return { record: noted.record, refused: null, taskId };
  }
}

/** A record and its machine, if it may act. A suspended service may: it could never be resumed otherwise. */
type Target = { readonly record: VmRecord } & (
  | { readonly refused: null; readonly machine: Machine }
  | { readonly refused: VmActionRefusal }
);

function refusal({ record, refused }: Target): VmActionOutcome {
  return { record, refused, taskId: null };
}

function isEnding(state: VmRecord['state']): boolean {
  return state === 'terminating' || state === 'trashed' || state === 'purging';
}
