import { InvalidInputError } from '../../core/errors/input.ts';
import type { VmRefusal } from './command.ts';
import type { VmEffect } from './effect.ts';
import type { VmEventBody } from './event.ts';
import type { VmRecord, VmTermination } from './record.ts';

/** What a part of the machine decided, before version and event ids are given out. */
export interface Outcome {
  /** The very object that came in if nothing changed. */
  readonly record: VmRecord;
  readonly events: readonly VmEventBody[];
  readonly effect: VmEffect | null;
  readonly refused?: VmRefusal;
}

/** Nothing changes, nothing is to be done. */
export function stay(record: VmRecord): Outcome {
  return { record, events: [], effect: null };
}

/** Nothing changes because the command does not fit the state. */
export function refuse(record: VmRecord, refused: VmRefusal): Outcome {
  return { record, events: [], effect: null, refused };
}

/** The record goes on, with what there is to tell and to do. */
export function move(
  record: VmRecord,
  effect: VmEffect | null = null,
  events: readonly VmEventBody[] = [],
): Outcome {
  return { record, events, effect };
}

/**
 * A member of the record that its state promises.
 *
 * @throws InvalidInputError when it is missing, which no step brings about
 */
export function held<Key extends keyof VmRecord>(record: VmRecord, key: Key): NonNullable<VmRecord[Key]> {
  const value = record[key];
  if (value === null || value === undefined) {
    const message = `must not be missing in state ${record.state}`;
    throw new InvalidInputError(`The record of ${record.serviceId}`, [{ path: key, message }]);
  }
  return value;
}

/** The record with some members of its termination changed. */
export function withTermination(record: VmRecord, change: Partial<VmTermination>): VmRecord {
  return { ...record, terminate: { ...held(record, 'terminate'), ...change } };
}
