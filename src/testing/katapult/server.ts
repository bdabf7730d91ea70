import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { jsonAnswer } from '../api/answers.ts';
import { FakeApiBase, type FakeApiOptions, type Vendor } from '../api/fake-api.ts';
import type { ReceivedRequest } from '../api/received-request.ts';
import { FakeClock } from '../clock.ts';
import { randomGuid } from '../random.ts';
import { Agenda } from './agenda.ts';
import { readArguments } from './arguments.ts';
import { authenticate, requireScope } from './auth.ts';
import { addPolicy } from './backup-policies.ts';
import {
  DEFAULT_BEHAVIOUR,
  DEFAULT_TIMINGS,
  type KatapultBehaviour,
  type KatapultTimings,
} from './behaviour.ts';
import type { BuildPlan } from './build-plan.ts';
import { KATAPULT_HANDLERS } from './endpoints/table.ts';
import type { KatapultBackupPolicy, KatapultVirtualMachine } from './entities.ts';
import { fallback } from './fallback.ts';
import { OPERATIONS } from './generated/operations.ts';
import { type ForeignMachine, plantMachine } from './plant.ts';
import { RateLimit, secondsToNextMinute } from './rate-limit.ts';
import { ERROR_HEADERS, Refusal, refusalAnswer } from './refusal.ts';
import { type Match, matchRoute } from './routes.ts';
import { KATAPULT_SECRETS } from './secrets.ts';
import { type KatapultSeed, seedState } from './seed.ts';
import { KatapultState } from './state.ts';
import { TaskControl } from './task-control.ts';
import { isHeld } from './tasks.ts';
import type { World } from './world.ts';

/** Options of `FakeKatapult`. */
export interface FakeKatapultOptions extends FakeApiOptions, KatapultSeed {
  /** How long things take. */
  readonly timings?: Partial<KatapultTimings>;
  /** Answers to what is not known of the real API. */
  readonly behaviour?: Partial<KatapultBehaviour>;
  /** Address from which requests seem to come. Default `127.0.0.1`. */
  readonly clientAddress?: string;
  /** A list with more rows than this has no totals. Default 1000. */
  readonly largeSet?: number;
  /** Managed organizations that a parent may have. Default 50. */
  readonly managedLimit?: number;
  /** Whether machines may have flexible resources. Default false. */
  readonly flexibleResources?: boolean;
}

type RateHeaders = Record<string, string>;

/**
 * The Katapult core API in memory: refuses what the real one refuses, keeps state, and lets builds and tasks
 * proceed with its clock.
 *
 * Published under `/core/v1` unless told otherwise, so that `fake.fetch` fits a client with its default
 * address. Without seeds there is one organization, `reseller`, and one token, `fake-katapult-token`.
 */
export class FakeKatapult extends FakeApiBase {
  protected readonly vendor: Vendor;
  readonly #world: World;
  readonly #rateLimit = new RateLimit();
  readonly #clientAddress: string;

  /** @throws InvalidInputError for options that no server could have */
  constructor(options: FakeKatapultOptions = {}) {
    checkOptions(options);
    super({ ...options, basePath: options.basePath ?? '/core/v1' });
    this.#clientAddress = options.clientAddress ?? '127.0.0.1';
    this.#world = this.#makeWorld(options);
    seedState(this.#world, options);
    this.vendor = {
      operations: OPERATIONS.map(({ name }) => name),
      secrets: KATAPULT_SECRETS,
      operationOf: (path, method) => matchRoute(method, path)?.operation.name,
      answer: (request) => this.#answer(request),
      envelopedError: (status, message) =>
        jsonAnswer(
          { error: { code: `fault_${status}`, description: message, detail: {} } },
          200,
          ERROR_HEADERS,
        ),
    };
  }

  /** What Katapult knows at this moment of its clock; seed, read and change it. */
  get state(): KatapultState {
    this.settle();
    return this.#world.state;
  }

  /** Brings builds and tasks up to the clock. Requests and `state` do so by themselves. */
  settle(): void {
    this.#world.agenda.settle(this.clock.now().getTime());
  }

  /** Moves the clock by `ms` and settles. @throws InvalidInputError for a clock that is no `FakeClock` */
  advance(ms: number): void {
    if (!(this.clock instanceof FakeClock)) {
      throw new InvalidInputError('clock', [{ path: '', message: 'only a FakeClock can be moved' }]);
    }
    this.clock.advance(ms);
    this.settle();
  }

  /** Plans what becomes of the next build for which nothing is planned yet. */
  planBuild(plan: BuildPlan): void {
    this.#world.buildPlans.push(plan);
  }

  /** Lets the next build fail; with a machine in the state `failed`, or without one. */
  failNextBuild({ machine = false }: { readonly machine?: boolean } = {}): void {
    this.planBuild({ outcome: machine ? 'failed-with-machine' : 'failed' });
  }

  /** Lets the next task fail; the next of an operation such as `virtualMachines.stop`, if one is named. */
  failNextTask(operation?: string): void {
    this.#world.taskControl.failNext(operation);
  }

  /** Keeps a task in its status until it is released. */
  holdTask(id: string): void {
    this.settle();
    this.#world.taskControl.hold(id);
  }

  /** Lets a task go on. */
  releaseTask(id: string): void {
    this.settle();
    this.#world.taskControl.release(id);
  }

  /** Whether a task holds a machine, so that others are refused. */
  isHeld(virtualMachine: string): boolean {
    this.settle();
    return isHeld(this.#world, virtualMachine);
  }

  /**
   * A machine that somebody else made, at once and whole. What is left out is made up.
   *
   * @throws InvalidInputError for an organization, data center or package that is not there
   */
  addVirtualMachine(machine: ForeignMachine = {}): KatapultVirtualMachine {
    this.settle();
    return plantMachine(this.#world, machine);
  }

  /**
   * A backup policy of a machine or disk.
   *
   * @param target id
   * @throws InvalidInputError for a target that is not there
   */
  addBackupPolicy(target: string): KatapultBackupPolicy {
    const { virtualMachines, disks } = this.state;
    const owner = virtualMachines.get(target) ?? disks.get(target);
    if (owner === undefined) {
      throw new InvalidInputError('target', [{ path: '', message: `the fake has no ${target}` }]);
    }
    const type = virtualMachines.has(target) ? 'VirtualMachine' : 'Disk';
    return addPolicy(this.#world, {
      ...{ organization: owner.organization, target: { type, id: target }, retention: 7 },
      schedule: { frequency: 1, interval: 'daily', minute: 0, time: 0 },
    });
  }

  #makeWorld(options: FakeKatapultOptions): World {
    const timings = { ...DEFAULT_TIMINGS, ...options.timings };
    return {
      state: new KatapultState(),
      agenda: new Agenda(this.clock.now().getTime()),
      random: this.random,
      timings,
      behaviour: { ...DEFAULT_BEHAVIOUR, ...options.behaviour },
      buildPlans: [],
      taskControl: new TaskControl(),
      largeSet: options.largeSet ?? 1000,
      managedLimit: options.managedLimit ?? 50,
      flexibleResources: options.flexibleResources ?? false,
    };
  }

  #answer(request: ReceivedRequest): Response {
    this.settle();
    const limits: RateHeaders = {};
    const answer = this.#refusable(request, limits);
    const fixed = { date: this.clock.now().toUTCString(), 'x-request-id': randomGuid(this.random) };
    for (const [name, value] of Object.entries({ ...fixed, ...limits })) answer.headers.set(name, value);
    return answer;
  }

  #refusable(request: ReceivedRequest, limits: RateHeaders): Response {
    try {
      return this.#run(request, limits);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refusalAnswer(error);
    }
  }

  /** In the order of the real server: route, token, rate, scope, arguments, action (contract 2.3). */
  #run(request: ReceivedRequest, limits: RateHeaders): Response {
    const match = matchRoute(request.method, request.path);
    if (match === undefined) throw new Refusal('route_not_found');
    const now = this.clock.now().getTime();
    const place = { address: this.#clientAddress, now: Math.floor(now / 1000) };
    const token = authenticate(request, this.#world.state, place);
    const left = this.#rateLimit.count(token, now);
    limits['x-ratelimit-permitted'] = String(token.rate_limit);
    limits['x-ratelimit-remaining'] = String(Math.max(0, left));
    if (left < 0) {
      if (this.#world.behaviour.retryAfter) limits['retry-after'] = String(secondsToNextMinute(now));
      throw new Refusal('rate_limit_reached', { total_permitted: token.rate_limit });
    }
    requireScope(token, match.operation);
    return this.#act(request, match, token);
  }

  #act(request: ReceivedRequest, match: Match, token: ReturnType<typeof authenticate>): Response {
    const { operation } = match;
    const args = readArguments(request, match);
    const handler = KATAPULT_HANDLERS[operation.name] ?? fallback;
    return jsonAnswer(handler({ world: this.#world, operation, args, token }), operation.status);
  }
}

function checkOptions({ timings = {}, largeSet = 1, managedLimit = 0 }: FakeKatapultOptions): void {
  const issues: Issue[] = [];
  for (const [name, ms] of Object.entries(timings)) {
    if (!(ms >= 0)) issues.push({ path: `timings.${name}`, message: `${ms} is no time in milliseconds` });
  }
  for (const [path, count] of Object.entries({ largeSet, managedLimit })) {
    if (!(count >= 0)) issues.push({ path, message: `${count} is not a number of rows` });
  }
  if (issues.length > 0) throw new InvalidInputError('FakeKatapult options', issues);
}
