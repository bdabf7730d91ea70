import type { VmAnswer } from './answer.ts';
import { askOf, askVm } from './ask.ts';
import type { VmActed } from './command.ts';
import type { VmEffect } from './effect.ts';
import type { VmEventBody } from './event.ts';
import { ownFailure, retryLater } from './failure.ts';
import type { VmStepContext } from './input.ts';
import { move, type Outcome, stay } from './outcome.ts';
import type { VmRecord } from './record.ts';
import { isDue, isoAt, polled } from './timing.ts';

function stopAt(record: VmRecord, instant: string | null): VmRecord {
  return record.state === 'built' ? { ...record, stopAt: instant, nextPollAt: instant } : record;
}

function afterAction(record: VmRecord, { action }: VmActed, context: VmStepContext): VmRecord {
  const { stopAfterMs } = context.policy;
  if (action === 'resume') return stopAt(record, null);
  if (action !== 'suspend' || stopAfterMs === null) return record;
  return stopAt(record, isoAt(context.now.getTime() + stopAfterMs));
}

/** An action that the vendor accepted is told; a suspension is followed up, a resume ends that (contract D34). */
export function acted(record: VmRecord, input: VmActed, context: VmStepContext): Outcome {
  const { action, actor, taskId } = input;
  const event: VmEventBody = { type: 'vm.action', action, actor, taskId, vmId: record.vmId };
  return move(afterAction(record, input, context), null, [event]);
}

/** A lost answer must not leave a stop behind that would hit a machine that runs again. */
export function resuming(record: VmRecord): Outcome {
  return record.stopAt === null ? stay(record) : move(stopAt(record, null));
}

/** A suspended machine whose time to shut down is over is looked at (contract D34). */
export function tickBuilt(record: VmRecord, context: VmStepContext): Outcome {
  return isDue(record.stopAt, context) ? move(polled(record, context), askVm(record)) : stay(record);
}

/**
 * Answers of a built machine: only a suspension waits for any. The hard stop is sent once; it is only repeated
 * where another task kept the vendor from taking it.
 */
export function answerBuilt(
  record: VmRecord,
  effect: VmEffect,
  answer: VmAnswer,
  context: VmStepContext,
): Outcome {
  if (record.stopAt === null) return stay(record);
  const over = stopAt(record, null);
  switch (answer.type) {
    case 'vm': {
      if (answer.state === 'stopped') return move(over);
      const next = polled(record, context);
      return move(next, askOf('stopVm', next));
    }
    case 'queued':
      return move(over);
    case 'vmGone':
    case 'vmTrashed': {
      const code = answer.type === 'vmGone' ? 'vm_gone' : 'vm_trashed';
      const message = `The vendor does not show the machine ${record.vmId}`;
      return move({ ...over, failure: ownFailure(code, message, context) });
    }
    case 'busy':
      return retryLater(record, answer.failure, context);
    case 'failed': {
      const { record: next } = retryLater(record, answer.failure, context);
      return move(effect.type === 'stopVm' ? stopAt(next, null) : next);
    }
    default:
      return stay(record);
  }
}
