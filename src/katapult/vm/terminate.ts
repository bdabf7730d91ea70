import { askOf, askProgress, askTask, askVm } from './ask.ts';
import type { VmTerminateCommand } from './command.ts';
import type { VmEffect } from './effect.ts';
import { gone } from './gone.ts';
import type { VmStepContext } from './input.ts';
import { held, move, type Outcome, stay, withTermination } from './outcome.ts';
import type { VmRecord, VmTerminateMode, VmTerminateStep } from './record.ts';
import { ageMs, nowText, polled } from './timing.ts';
import { purgeNow } from './trash.ts';

/** After this long no state of the machine keeps it from being deleted (contract D29). */
const STOP_WAIT_MS = 600_000;

/** A step of a termination, and what it asks first. */
export function toStep(
  record: VmRecord,
  step: VmTerminateStep,
  effect: (record: VmRecord) => VmEffect,
  context: VmStepContext,
): Outcome {
  const next = polled(withTermination(record, { step, stopTaskId: null }), context);
  return move(next, effect(next));
}

export const toStop = (record: VmRecord, context: VmStepContext): Outcome =>
  toStep(record, 'stop', (next) => askVm(next), context);

export const toPolicies = (record: VmRecord, context: VmStepContext): Outcome =>
  toStep(record, 'policies', (next) => askOf('deletePolicies', next), context);

export const toDelete = (record: VmRecord, context: VmStepContext): Outcome =>
  toStep(record, 'delete', (next) => askOf('deleteVm', next), context);

export const toBuild = (record: VmRecord, context: VmStepContext): Outcome =>
  toStep(record, 'build', askProgress, context);

/** Whether the stop has had its time (contract D29). */
export function stopIsOver(record: VmRecord, context: VmStepContext): boolean {
  return ageMs(held(record, 'terminate').requestedAt, context) >= STOP_WAIT_MS;
}

/** The record with a new wish to terminate it; whatever was suspended is no longer of interest. */
export function wished(record: VmRecord, mode: VmTerminateMode, context: VmStepContext): VmRecord {
  const terminate = {
    requestedAt: nowText(context),
    mode,
    step: null,
    stopTaskId: null,
    stopTries: 0,
    policyTries: 0,
    purgeAt: null,
    trashId: null,
    keepUntil: null,
    restoreAt: null,
    unconfirmed: false,
  };
  return { ...record, state: 'terminating', terminate, stopAt: null };
}

function again(record: VmRecord, mode: VmTerminateMode): Outcome {
  if (mode === 'trash' || held(record, 'terminate').mode === 'purge') return stay(record);
  return move(withTermination(record, { mode }));
}

/**
 * A restore whose outcome is open may have brought the machine back, so that its trash object says nothing any
 * more: the termination starts over at the machine, and remembers that the restore may still be under way.
 */
function fromTrash(record: VmRecord, mode: VmTerminateMode, context: VmStepContext): Outcome {
  const { restoreAt } = held(record, 'terminate');
  if (restoreAt !== null) {
    return toStop(withTermination(wished(record, mode, context), { restoreAt }), context);
  }
  return mode === 'purge' ? purgeNow(withTermination(record, { mode }), context) : stay(record);
}

/**
 * A restore that was under way when this termination was wished for is answered only now. Whatever the termination
 * saw of the trash may be from before it, so it looks at the machine again, even if it was at its end: the answer to
 * a write is never dropped (contract D12).
 */
export function startOver(record: VmRecord, context: VmStepContext): Outcome {
  const { mode, unconfirmed } = held(record, 'terminate');
  const next = wished(record, mode, context);
  const told = unconfirmed || record.state === 'gone';
  return toStop(withTermination(next, { unconfirmed: told }), context);
}

/** The command `terminate`. */
export function terminate(record: VmRecord, command: VmTerminateCommand, context: VmStepContext): Outcome {
  const mode = command.mode ?? 'trash';
  switch (record.state) {
    case 'idle':
      return gone(wished(record, mode, context));
    case 'requesting':
    case 'building':
      return toBuild(wished(record, mode, context), context);
    case 'failed':
      if (record.vmId === null) return gone(wished(record, mode, context));
      return toStop(wished(record, mode, context), context);
    case 'built':
      return toStop(wished(record, mode, context), context);
    case 'terminating':
      return again(record, mode);
    case 'trashed':
      return fromTrash(record, mode, context);
    default:
      return stay(record);
  }
}

/** Takes a termination up again at its step (contract D33). */
export function tickTermination(record: VmRecord, context: VmStepContext): Outcome {
  const { step, stopTaskId } = held(record, 'terminate');
  const stopping = step === 'stop' || step === 'task';
  if (stopping && stopIsOver(record, context)) return toPolicies(record, context);
  if (step === 'task' && stopTaskId !== null) {
    return move(polled(record, context), askTask(record, stopTaskId));
  }
  if (stopping) return toStop(record, context);
  if (step === 'policies') return toPolicies(record, context);
  return step === 'delete' ? toDelete(record, context) : toBuild(record, context);
}
