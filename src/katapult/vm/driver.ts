import { LimitExceededError } from '../../core/errors/transport.ts';
import type { Sleep } from '../../core/sleep.ts';
import type { Clock } from '../../core/time.ts';
import type { VmAnswer, VmAnswerInput } from './answer.ts';
import type { VmActed, VmCommand, VmRefusal, VmResuming, VmTick } from './command.ts';
import { isVmWrite, type VmEffect } from './effect.ts';
import type { VmEvent } from './event.ts';
import type { VmInput, VmStepResult } from './input.ts';
import type { VmPolicy } from './policy.ts';
import { newVmRecord, type VmRecord } from './record.ts';
import type { VmRepository } from './repository.ts';
import { step } from './step.ts';

/** How often a record is loaded again when others change it at the same time (contract D12). */
const TRIES = 10;
/** Effects of one run; the longest way, a termination, has about a dozen. */
const MOST_EFFECTS = 50;
/** Between tries to save a fact, doubling, in milliseconds. */
const FIRST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 500;

/** What became of a command or a tick. */
export interface VmOutcome {
  /** The record as it is now; of version 0 if there is none. */
  readonly record: VmRecord;
  /** What was noticed, oldest first; it is in the outbox as well. */
  readonly events: readonly VmEvent[];
  /** Why the command was refused; null if it was not. */
  readonly refused: VmRefusal | null;
  /** Another process changed the record meanwhile and goes on with it; what was saved before that counts. */
  readonly overtaken: boolean;
}

/** What a driver is made of. */
export interface VmDriverParts {
  readonly repository: VmRepository;
  readonly policy: VmPolicy;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly newRequestId: () => string;
  /** Does what a step asks for; errors are answers. */
  readonly perform: (effect: VmEffect, record: VmRecord) => Promise<VmAnswer>;
}

/**
 * Drives records: load, step, save, perform the effect, step with its answer, save, until no effect is left.
 *
 * The record is saved before every effect that writes at the vendor, and the answer to such a one is never dropped.
 * Whoever only reads or ticks stops when another was faster.
 *
 * Source: rules D11 and D12 of the Katapult contract.
 */
export class VmDriver {
  readonly #parts: VmDriverParts;

  constructor(parts: VmDriverParts) {
    this.#parts = parts;
  }

  /** Judges a command, or a tick, and follows it to the end. @throws ConcurrencyError after 10 lost races */
  async run(serviceId: string, input: VmCommand | VmTick): Promise<VmOutcome> {
    const stored = await this.#load(serviceId);
    const first =
      input.type === 'tick' ? await this.#note(stored, input) : await this.#insist(stored, input, false);
    if (first === undefined) return { record: stored, events: [], refused: null, overtaken: true };
    return this.#follow(first);
  }

  /** Notes a fact. @throws ConcurrencyError after 10 lost races */
  async note(record: VmRecord, fact: VmActed | VmResuming): Promise<VmOutcome> {
    return this.#follow(await this.#insist(record, fact, true));
  }

  async #follow(first: VmStepResult): Promise<VmOutcome> {
    const events = [...first.events];
    let last = first;
    for (let done = 0; last.effect !== null; done += 1) {
      if (done >= MOST_EFFECTS) throw new LimitExceededError('effects of one run', MOST_EFFECTS);
      const { effect, record } = last;
      const answer = await this.#parts.perform(effect, record);
      const input: VmAnswerInput = { type: 'answer', effect, answer };
      const next = isVmWrite(effect)
        ? await this.#insist(record, input, true)
        : await this.#note(record, input);
      if (next === undefined) return { record, events, refused: null, overtaken: true };
      events.push(...next.events);
      last = next;
    }
    return { record: last.record, events, refused: last.refused ?? null, overtaken: false };
  }

  /** Steps and saves; undefined when another was faster. */
  async #note(record: VmRecord, input: VmInput): Promise<VmStepResult | undefined> {
    const result = this.#step(record, input);
    try {
      await this.#save(record, result);
      return result;
    } catch (error) {
      if (isConflict(error)) return undefined;
      throw error;
    }
  }

  /**
   * Steps and saves; when another was faster, does both again on what that one left. A fact outlives a store that
   * fails for a moment as well.
   */
  async #insist(first: VmRecord, input: VmInput, isFact: boolean): Promise<VmStepResult> {
    for (let tried = 1; ; tried += 1) {
      try {
        const record = tried === 1 ? first : await this.#load(first.serviceId);
        const result = this.#step(record, input);
        await this.#save(record, result);
        return result;
      } catch (error) {
        const isLost = isConflict(error);
        if (tried >= TRIES || !(isLost || isFact)) throw error;
        if (!isLost) await this.#parts.sleep(Math.min(FIRST_WAIT_MS * 2 ** (tried - 1), LONGEST_WAIT_MS));
      }
    }
  }

  #step(record: VmRecord, input: VmInput): VmStepResult {
    const { clock, newRequestId, random, policy } = this.#parts;
    const chance = { newRequestId: newRequestId(), jitter: random() * 2 - 1 };
    return step(record, input, { now: clock.now(), policy, ...chance });
  }

  async #save(before: VmRecord, { record, events }: VmStepResult): Promise<void> {
    if (record === before && events.length === 0) return;
    await this.#parts.repository.save(record, before.version, events);
  }

  async #load(serviceId: string): Promise<VmRecord> {
    return (await this.#parts.repository.load(serviceId)) ?? newVmRecord(serviceId);
  }
}

/** By code: a repository may be built against another copy of the error classes. */
function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'VERSION_CONFLICT';
}
