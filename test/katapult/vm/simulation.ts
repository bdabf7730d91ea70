import { isDeepStrictEqual } from 'node:util';
import {
  isVmWrite,
  newVmRecord,
  step,
  type VmAnswerInput,
  type VmCommand,
  type VmEffect,
  type VmEvent,
  type VmInput,
  type VmPolicyOptions,
  type VmRecord,
  type VmStepResult,
  vmPolicy,
} from 'reseller-sdk/katapult/vm';
import { type Fault, FaultyVendor, type VendorTraits } from './faulty-vendor.ts';

/** What happens next in a simulated world. Times in seconds; `pick` chooses among the drivers at work. */
export type Move =
  | { readonly do: 'wait'; readonly seconds: number }
  /** The clock of the drivers jumps; the vendor's does not. */
  | { readonly do: 'jump'; readonly seconds: number }
  | { readonly do: 'tick' }
  | { readonly do: 'command'; readonly command: VmCommand }
  | { readonly do: 'run'; readonly pick: number; readonly fault: Fault }
  | { readonly do: 'crash'; readonly pick: number };

/** A driver in the middle of its work: before its effect, or with an answer that is not saved yet. */
interface Driver {
  readonly effect: VmEffect;
  readonly startedAt: number;
  readonly version: number;
  readonly answer: VmAnswerInput | null;
}

/** After this long the connection of a build is closed, whatever its driver does. */
const BUILD_TIMEOUT_MS = 60_000;

const MAX_DRAIN = 3000;

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

/** One record, one vendor, and as many drivers as the moves start. */
export class Simulation {
  readonly vendor: FaultyVendor;
  readonly events: VmEvent[] = [];
  /** Sentences about laws that were broken. */
  readonly broken: string[] = [];
  record: VmRecord = frozen(newVmRecord('svc-1'));
  readonly #policy;
  #drivers: Driver[] = [];
  #skew = 0;
  #ids = 0;

  readonly #readTimeoutMs: number;

  /** @param readTimeoutMs after how long the answer to a read is not waited for any more */
  constructor(traits: VendorTraits, policy: VmPolicyOptions, readTimeoutMs = Number.POSITIVE_INFINITY) {
    this.#readTimeoutMs = readTimeoutMs;
    this.vendor = new FaultyVendor(traits);
    this.#policy = vmPolicy(policy, BUILD_TIMEOUT_MS);
  }

  move(move: Move): void {
    if (move.do === 'wait') this.vendor.now += move.seconds * 1000;
    else if (move.do === 'jump') this.#skew = move.seconds * 1000;
    else if (move.do === 'tick') this.#begin({ type: 'tick' });
    else if (move.do === 'command') this.#begin(move.command);
    else this.#touch(move);
  }

  /** Every driver ends its work, and ticks follow, without faults, until nothing is due any more. */
  drain(): void {
    for (let round = 0; round < MAX_DRAIN; round += 1) {
      if (this.#drivers.length > 0) {
        this.#run(0, 'none');
        continue;
      }
      const { nextPollAt } = this.record;
      if (nextPollAt === null) return;
      const due = Date.parse(nextPollAt) - this.#skew;
      this.vendor.now = Math.max(this.vendor.now + 1000, due);
      this.#begin({ type: 'tick' });
    }
    this.broken.push(`never came to rest: ${this.record.state} ${this.record.terminate?.step}`);
  }

  #touch(move: Extract<Move, { pick: number }>): void {
    if (this.#drivers.length === 0) return;
    const index = move.pick % this.#drivers.length;
    if (move.do === 'crash') this.#drivers.splice(index, 1);
    else this.#run(index, move.fault);
  }

  #run(index: number, fault: Fault): void {
    const [driver] = this.#drivers.splice(index, 1);
    if (driver === undefined) return;
    if (driver.answer !== null) this.#answered(driver, driver.answer);
    else this.#perform(driver, fault);
  }

  #perform(driver: Driver, fault: Fault): void {
    const { effect } = driver;
    const timedOut = effect.type === 'build' && this.vendor.now - driver.startedAt > BUILD_TIMEOUT_MS;
    if (timedOut) return;
    const answer = this.vendor.perform(effect, fault);
    this.#drivers.push({ ...driver, answer: frozen({ type: 'answer', effect, answer }) });
  }

  /** Rule D12: a read that was overtaken is dropped, the answer to a write never is. */
  #answered(driver: Driver, input: VmAnswerInput): void {
    const overtaken = driver.version !== this.record.version;
    const old = this.vendor.now - driver.startedAt > this.#readTimeoutMs;
    if ((overtaken || old) && !isVmWrite(driver.effect)) return;
    this.#begin(input);
  }

  #begin(input: VmInput): void {
    const before = this.record;
    const result = this.#step(input);
    this.#judge(before, input, result);
    this.record = frozen(result.record);
    this.events.push(...result.events);
    if (result.effect === null) return;
    const { effect } = result;
    this.#drivers.push({
      effect: frozen(effect),
      startedAt: this.vendor.now,
      version: this.record.version,
      answer: null,
    });
  }

  #step(input: VmInput): VmStepResult {
    this.#ids += 1;
    const now = new Date(this.vendor.now + this.#skew);
    const jitter = ((this.#ids % 21) - 10) / 10;
    return step(this.record, frozen(input), {
      now,
      newRequestId: `req-${this.#ids}`,
      jitter,
      policy: this.#policy,
    });
  }

  #judge(before: VmRecord, input: VmInput, result: VmStepResult): void {
    const { record, events, effect } = result;
    const plain: unknown = JSON.parse(JSON.stringify(result));
    if (!isDeepStrictEqual(plain, result)) this.broken.push('a result is not plain JSON');
    if (record !== before && record.version <= before.version) this.broken.push('a change kept its version');
    if (effect !== null && isVmWrite(effect) && record === before) this.broken.push('an unsaved write');
    for (const event of events) this.#judgeEvent(event, record);
    if (input.type === 'answer' && record !== before) this.#judgeLateness(record);
    if (effect !== null && 'vmId' in effect && isVmWrite(effect)) {
      const owner = this.vendor.machine(effect.vmId)?.requestId;
      if (owner === null) this.broken.push(`${effect.type} on a foreign machine`);
    }
  }

  #judgeEvent(event: VmEvent, record: VmRecord): void {
    if (this.events.some(({ id }) => id === event.id)) this.broken.push(`${event.id} twice`);
    if (event.type !== 'vm.built') return;
    const whole = event.ips.length > 0 && event.primaryIp !== null && record.rootPassword !== null;
    if (!whole || !this.vendor.isComplete(event.vmId)) this.broken.push('built without password or address');
    if (record.terminate !== null) this.broken.push('built under termination');
  }

  #judgeLateness({ state, requestedAt, timedOutAt }: VmRecord): void {
    if (state !== 'requesting' && state !== 'building') return;
    const age = this.vendor.now + this.#skew - Date.parse(requestedAt ?? '');
    if (age > this.#policy.lateAfterMs && timedOutAt === null) this.broken.push('lateness lost');
  }
}
