import { ResellerSdkError } from '../../core/errors/base.ts';
import type { Secret } from '../../core/secret.ts';
import { systemSleep } from '../../core/sleep.ts';
import { type Clock, systemClock } from '../../core/time.ts';
import { virtualMachinesGet } from '../generated/operations/virtual-machines.ts';
import { systemRandom } from '../random-hex.ts';
import {
  type VmActionOptions,
  type VmActionOutcome,
  VmActions,
  type VmConsole,
  type VmPackageOptions,
  type VmPowerAction,
} from './actions.ts';
import { refuseAny, textIssues } from './check-input.ts';
import { VmDriver, type VmOutcome } from './driver.ts';
import { commandOf, type VmOrder } from './order.ts';
import { performerOf } from './performer.ts';
import { vmPolicy } from './policy.ts';
import type { VmProvisionerOptions } from './provisioner-options.ts';
import type { VmRecord, VmTerminateMode } from './record.ts';
import type { VmRepository } from './repository.ts';
import { SecretKeeper } from './secret-keeper.ts';
import { limitOf, type TickDueOptions, tickAll, type VmTickReport } from './tick-due.ts';
import { publicView, type VmView } from './view.ts';
import { waitIssues } from './wait-for-task.ts';

const BUILD_TIMEOUT_MS = 60_000;

/** How a termination ends. */
export interface VmTerminateOptions {
  /** `trash` can be restored for 48 hours; `purge` cannot. Default `trash`. */
  readonly mode?: VmTerminateMode | undefined;
}

/**
 * Virtual machines of customers, from order to end: one record per service, one build per order, polled until it is
 * ready, ended in whatever state it is. Any number of processes may work on the same records.
 *
 * Commands return at the first point where there is something to wait for; `tickDue`, run every minute or so, goes
 * on from there. What happened is told by events in the outbox: see `deliverEvents`.
 *
 * Source: Katapult contract 12.2 to 12.5.
 * @example
 * const machines = new VmProvisioner({ katapult, repository, secretBox });
 * await machines.request('service-101', { organizationId, hostname: 'web1', request });
 * await machines.tickDue(); // from your scheduler
 */
export class VmProvisioner {
  readonly #repository: VmRepository;
  readonly #driver: VmDriver;
  readonly #actions: VmActions;
  readonly #secrets: SecretKeeper;
  readonly #options: VmProvisionerOptions;
  readonly #clock: Clock;
  readonly #random: () => number;

  /** @throws ConfigError for an option that is no good or contradicts another */
  constructor(options: VmProvisionerOptions) {
    const { katapult, repository, secretBox, clock = systemClock, sleep = systemSleep } = options;
    const { buildTimeoutMs = BUILD_TIMEOUT_MS, random = systemRandom } = options;
    const { newRequestId = () => crypto.randomUUID() } = options;
    const policy = vmPolicy(options.policy, buildTimeoutMs);
    const secrets = new SecretKeeper(secretBox);
    const perform = performerOf(options, { clock, policy, secrets, buildTimeoutMs });
    this.#options = options;
    this.#repository = repository;
    this.#secrets = secrets;
    this.#clock = clock;
    this.#random = random;
    this.#driver = new VmDriver({ repository, policy, clock, sleep, random, newRequestId, perform });
    this.#actions = new VmActions({ caller: katapult, repository, driver: this.#driver, clock, sleep });
  }

  /**
   * Orders a machine for a service that has none. The build is posted once; if its answer is lost, ticks look for the
   * machine. Refused in every other state (`refused` says why), also when it is repeated.
   *
   * @throws InvalidInputError with everything that is wrong with the order
   */
  async request(serviceId: string, order: VmOrder): Promise<VmOutcome> {
    const command = await commandOf(serviceId, order, this.#secrets, this.#random);
    return this.#driver.run(serviceId, command);
  }

  /** Sends the order once more after a failed build, or after an outcome that stayed unknown. */
  retry(serviceId: string): Promise<VmOutcome> {
    return this.#driver.run(serviceId, { type: 'retry' });
  }

  /**
   * Ends a machine in whatever state it is: an order that was not sent is dropped, one under way is found and deleted,
   * a running machine is stopped first. Its backup policies are deleted. Ticks carry it through.
   */
  terminate(serviceId: string, { mode = 'trash' }: VmTerminateOptions = {}): Promise<VmOutcome> {
    return this.#driver.run(serviceId, { type: 'terminate', mode });
  }

  /** Takes a machine that was built out of the trash. Its backup policies do not come back. */
  restore(serviceId: string): Promise<VmOutcome> {
    return this.#driver.run(serviceId, { type: 'restore' });
  }

  /** Looks at whatever the record of a service waits for, due or not. */
  tick(serviceId: string): Promise<VmOutcome> {
    return this.#driver.run(serviceId, { type: 'tick' });
  }

  /** Ticks every record that is due: the entry for your scheduler. A record that fails is reported and stays due. */
  async tickDue(options: TickDueOptions = {}): Promise<VmTickReport> {
    const due = await this.#repository.due(this.#clock.now().toISOString(), limitOf(options));
    const serviceIds = due.map(({ serviceId }) => serviceId);
    return tickAll(serviceIds, (serviceId) => this.tick(serviceId), options);
  }

  /** Everything that is stored about a service; undefined if nothing is. Its password is sealed. */
  record(serviceId: string): Promise<VmRecord | undefined> {
    return this.#repository.load(serviceId);
  }

  /**
   * What a customer's page shows, with the live state of the machine if the API tells it, else `unknown`. Undefined
   * for a service that has no record.
   */
  async view(serviceId: string): Promise<VmView | undefined> {
    const record = await this.#repository.load(serviceId);
    return record && publicView(record, await this.#liveState(record));
  }

  /** The initial root password of a built machine; null if there is none. @throws SecretBoxError */
  async revealRootPassword(serviceId: string): Promise<Secret | null> {
    const record = await this.#repository.load(serviceId);
    if (record === undefined || record.rootPassword === null) return null;
    return this.#secrets.openPassword(serviceId, record.rootPassword);
  }

  /** Starts a machine. @throws ApiError when the vendor refuses @throws VmTaskError when it was waited for */
  start(serviceId: string, options: VmActionOptions): Promise<VmActionOutcome> {
    return this.#power('start', serviceId, options);
  }

  /** Stops a machine hard, as if its power was cut. */
  stop(serviceId: string, options: VmActionOptions): Promise<VmActionOutcome> {
    return this.#power('stop', serviceId, options);
  }

  /** Asks the system of a machine to shut down. */
  shutdown(serviceId: string, options: VmActionOptions): Promise<VmActionOutcome> {
    return this.#power('shutdown', serviceId, options);
  }

  /** Resets a machine hard. */
  reset(serviceId: string, options: VmActionOptions): Promise<VmActionOutcome> {
    return this.#power('reset', serviceId, options);
  }

  /**
   * Shuts the machine of a suspended service down. With the policy `stopAfterMs`, a tick stops it hard if it still runs
   * after that time.
   */
  suspend(serviceId: string, options: VmActionOptions): Promise<VmActionOutcome> {
    return this.#power('suspend', serviceId, options);
  }

  /** Starts the machine of a service that is no longer suspended. */
  resume(serviceId: string, options: VmActionOptions): Promise<VmActionOutcome> {
    return this.#power('resume', serviceId, options);
  }

  /**
   * Changes the package of a machine; its disks stay. A package with fewer CPUs or less memory is refused with
   * `not_stopped` unless the machine is stopped.
   */
  async changePackage(serviceId: string, options: VmPackageOptions): Promise<VmActionOutcome> {
    checkAction('the change of a package', serviceId, options);
    return this.#actions.changePackage(serviceId, options);
  }

  /** Opens a console of a machine that is started. @throws ConflictError when it is not */
  async openConsole(serviceId: string, options: Pick<VmActionOptions, 'actor'>): Promise<VmConsole> {
    checkAction('the opening of a console', serviceId, options);
    return this.#actions.openConsole(serviceId, options);
  }

  async #power(action: VmPowerAction, serviceId: string, options: VmActionOptions): Promise<VmActionOutcome> {
    checkAction(`the action ${action}`, serviceId, options);
    return this.#actions.power(action, serviceId, options);
  }

  async #liveState({ vmId, state }: VmRecord): Promise<string | null> {
    if (vmId === null || !HAS_LIVE_STATE.has(state)) return null;
    try {
      const lookup = { virtual_machine: { id: vmId } };
      const { virtual_machine: vm } = await this.#options.katapult.call(virtualMachinesGet, lookup);
      return vm.state ?? null;
    } catch (error) {
      if (error instanceof ResellerSdkError) return null;
      throw error;
    }
  }
}

const HAS_LIVE_STATE: ReadonlySet<VmRecord['state']> = new Set(['built', 'failed', 'terminating'] as const);

function checkAction(what: string, serviceId: string, { actor, wait }: VmActionOptions): void {
  refuseAny(what, [...textIssues({ serviceId, actor }), ...waitIssues(wait)]);
}
