/** Provisioners on a fake Katapult, over its wire, on one repository; every call of either can be struck. */
import { SecretBox } from 'reseller-sdk';
import { KatapultConnection } from 'reseller-sdk/katapult';
import {
  InMemoryVmRepository,
  type VmEvent,
  type VmOrder,
  VmProvisioner,
  type VmProvisionerOptions,
  type VmRecord,
  type VmRepository,
} from 'reseller-sdk/katapult/vm';
import {
  DEFAULT_KATAPULT_TOKEN,
  FakeClock,
  FakeKatapult,
  type FakeKatapultOptions,
  type Random,
  seededRandom,
} from 'reseller-sdk/testing';
import { expect } from 'vitest';
import { ANSWERS, STRIKES, type Strike, spoilt } from './strike.ts';

export const SERVICE = 'service-101';
export const HOST = 'web-1';
const KEY = 'reseller-sdk.request';

/** A request as it left. */
export interface Left {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  /** Whether the API was asked at all. */
  reached: boolean;
}

const broken = (): Error => new TypeError('fetch failed', { cause: new Error('socket hang up') });

export interface StageOptions {
  readonly fake?: FakeKatapultOptions;
  readonly policy?: VmProvisionerOptions['policy'];
  readonly renderSpec?: VmProvisionerOptions['renderSpec'];
  readonly seed?: number;
}

export class Stage {
  readonly clock = new FakeClock('2026-03-01T12:00:20Z');
  readonly fake: FakeKatapult;
  readonly store = new InMemoryVmRepository();
  readonly left: Left[] = [];
  readonly saved: { readonly record: VmRecord; readonly events: readonly VmEvent[] }[] = [];
  /** Everything that anybody was told: outcomes, errors, events of the client. */
  readonly said: unknown[] = [];
  /** Share of the calls that are struck. */
  storm = 0;
  strikes: readonly Strike[] = STRIKES;
  readonly foreign = new Map<string, string>();
  readonly #options: StageOptions;
  readonly #random: Random;
  readonly #late: { readonly at: number; readonly request: Request }[] = [];
  #requests = 0;

  constructor(options: StageOptions = {}) {
    this.#options = options;
    this.#random = seededRandom(options.seed ?? 1);
    this.fake = new FakeKatapult({ clock: this.clock, ...options.fake });
  }

  get organizationId(): string {
    const [id = ''] = this.fake.state.organizations.keys();
    return id;
  }

  get order(): VmOrder {
    return {
      organizationId: this.organizationId,
      hostname: HOST,
      request: {
        kind: 'package',
        package: { permalink: 'small-1' },
        data_center: { permalink: 'xe-one' },
        disk_template: { permalink: 'templates/debian-12' },
      },
    };
  }

  /** A machine that somebody else made. */
  plant(machine: Parameters<FakeKatapult['addVirtualMachine']>[0]): string {
    const { id, state } = this.fake.addVirtualMachine(machine);
    this.foreign.set(id, state);
    return id;
  }

  /** A process of the caller's. Once it is struck by a crash, nothing gets out of it any more. */
  open(options: Partial<VmProvisionerOptions> = {}): VmProvisioner {
    const process = { isDead: false };
    const katapult = new KatapultConnection({
      token: DEFAULT_KATAPULT_TOKEN,
      fetch: (input, init) => this.#fetch(new Request(input, init), process),
      sleep: this.clock.sleep,
      random: this.#random,
      now: () => this.clock.now().getTime(),
      onEvent: (event) => this.said.push(event),
    });
    return new VmProvisioner({
      katapult,
      repository: this.#repository(process),
      secretBox: new SecretBox({ keys: [{ id: 'k1', key: new Uint8Array(32).fill(7) }] }),
      clock: this.clock,
      sleep: this.clock.sleep,
      random: this.#random,
      newRequestId: () => {
        this.#requests += 1;
        return `request-${this.#requests}`;
      },
      ...(this.#options.policy && { policy: this.#options.policy }),
      ...(this.#options.renderSpec && { renderSpec: this.#options.renderSpec }),
      ...options,
    });
  }

  /** Lets time go by; requests that were under way arrive. */
  async advance(seconds: number): Promise<void> {
    this.clock.advance(seconds * 1000);
    const now = this.clock.now().getTime();
    for (const entry of this.#late.splice(0)) {
      if (entry.at <= now) await this.fake.handle(entry.request);
      else this.#late.push(entry);
    }
    this.fake.settle();
  }

  /** Time goes by in small pieces without a storm, until nothing is due within the time. */
  async calm(seconds: number, piece = 20): Promise<void> {
    this.storm = 0;
    const provisioner = this.open();
    for (let gone = 0; gone < seconds; gone += piece) {
      await this.advance(piece);
      const report = await provisioner.tickDue();
      expect(report.failed).toEqual([]);
    }
  }

  /** Ids of machines that exist and that nobody planted. */
  get ours(): string[] {
    return [...this.fake.state.virtualMachines.keys()].filter((id) => !this.foreign.has(id));
  }

  record(): Promise<VmRecord | undefined> {
    return this.store.load(SERVICE);
  }

  /** Request ids of the build POSTs that reached the API. */
  get posted(): string[] {
    return this.left
      .filter(({ path, reached }) => reached && /virtual_machines\/build(_from_spec)?$/.test(path))
      .map(({ body }) => JSON.parse(body).annotations.find((one: { key: string }) => one.key === KEY).value);
  }

  #struck(): Strike | undefined {
    if (this.#random() >= this.storm) return undefined;
    return this.strikes[Math.floor(this.#random() * this.strikes.length)];
  }

  /** Others get their turn now and then. */
  async #pause(): Promise<void> {
    for (let turns = Math.floor(this.#random() * 3); turns > 0; turns -= 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async #fetch(request: Request, process: { isDead: boolean }): Promise<Response> {
    if (process.isDead) throw new Error('the process is dead');
    const { method, url, headers } = request;
    const body = await request.text();
    const left: Left = { method, path: new URL(url).pathname, body, reached: false };
    this.left.push(left);
    const work = (): Promise<Response> => {
      left.reached = true;
      return this.fake.handle(new Request(url, { method, headers, ...(body !== '' && { body }) }));
    };
    const strike = this.#struck();
    await this.#pause();
    if (strike === 'crash-before' || strike === 'crash-after') process.isDead = true;
    if (strike === 'crash-before' || strike === 'lost-before') throw broken();
    if (strike === 'late') {
      left.reached = true;
      const at = this.clock.now().getTime() + Math.floor(this.#random() * 20_000);
      this.#late.push({ at, request: new Request(url, { method, headers, ...(body !== '' && { body }) }) });
      throw broken();
    }
    const instead = strike && ANSWERS[strike]?.();
    if (instead) return instead;
    const answer = await work();
    await this.#pause();
    if (strike === 'lost-after' || strike === 'crash-after') throw broken();
    return spoilt(strike, answer, this.#random);
  }

  #repository(process: { isDead: boolean }): VmRepository {
    const strike = async <T>(work: () => Promise<T>): Promise<T> => {
      if (process.isDead) throw new Error('the process is dead');
      const struck = this.#struck();
      await this.#pause();
      if (struck?.startsWith('crash')) process.isDead = true;
      if (struck === 'crash-before' || struck === 'lost-before') throw new Error('the store went away');
      const answer = await work();
      await this.#pause();
      if (struck === 'crash-after' || struck === 'lost-after') throw new Error('the store went away');
      return answer;
    };
    return {
      load: (serviceId) => strike(() => this.store.load(serviceId)),
      due: (now, limit) => strike(() => this.store.due(now, limit)),
      findByVmId: (vmId) => strike(() => this.store.findByVmId(vmId)),
      save: (record, version, events) =>
        strike(async () => {
          await this.store.save(record, version, events);
          this.saved.push(structuredClone({ record, events }));
        }),
    };
  }
}
