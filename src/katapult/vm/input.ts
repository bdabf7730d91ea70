import type { VmAnswerInput } from './answer.ts';
import type { VmActed, VmCommand, VmRefusal, VmResuming, VmTick } from './command.ts';
import type { VmEffect } from './effect.ts';
import type { VmEvent } from './event.ts';
import type { VmPolicy } from './policy.ts';
import type { VmRecord } from './record.ts';

/** Everything that can happen to a record. */
export type VmInput = VmCommand | VmTick | VmAnswerInput | VmActed | VmResuming;

/** What a step needs besides record and input: time, and chance decided outside. */
export interface VmStepContext {
  readonly now: Date;
  /** A fresh, unguessable id, used if the step begins a new attempt. */
  readonly newRequestId: string;
  /** From -1 to 1; spreads polls by a tenth of their delay. */
  readonly jitter: number;
  readonly policy: VmPolicy;
}

/** What a step decided. */
export interface VmStepResult {
  /** The very object that was passed if nothing changed; otherwise a new one with a greater version. */
  readonly record: VmRecord;
  /** To be saved together with the record. */
  readonly events: readonly VmEvent[];
  /** To be done next; null: nothing until the next input. */
  readonly effect: VmEffect | null;
  /** Why a command was refused; absent if it was not. */
  readonly refused?: VmRefusal;
}
