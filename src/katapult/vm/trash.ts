import type { VmAnswer, VmTrashFacts } from './answer.ts';
import { askOf, askTrash, askVm } from './ask.ts';
import type { VmEventBody } from './event.ts';
import { retryLater } from './failure.ts';
import { gone } from './gone.ts';
import type { VmStepContext } from './input.ts';
import { held, move, type Outcome, refuse, stay, withTermination } from './outcome.ts';
import type { VmRecord } from './record.ts';
import { ageMs, isDue, isoAt, nowText, polled } from './timing.ts';

/** How long the vendor keeps trash, where it does not say (contract 8.1). */
const KEPT_MS = 48 * 3_600_000;

/** After this long an accepted purge is sent again (contract D32). */
const PURGE_AGAIN_MS = 600_000;

/** Purging: the trash object is deleted until it is not found any more (contract D32). */
export function purgeNow(record: VmRecord, context: VmStepContext): Outcome {
  const { trashId } = held(record, 'terminate');
  const next = polled({ ...record, state: 'purging' }, context);
  return move(next, trashId === null ? askOf('findTrash', next) : askTrash('purge', next, trashId));
}

/** The machine is in the trash: told, and from there on by mode (contract D32). */
function settle(record: VmRecord, trashId: string, keepUntil: string, context: VmStepContext): Outcome {
  const { mode } = held(record, 'terminate');
  const over = { step: null, stopTaskId: null, restoreAt: null };
  const next = withTermination(record, { ...over, trashId, keepUntil });
  const event: VmEventBody = { type: 'vm.trashed', vmId: record.vmId, mode, trashId, keepUntil };
  if (mode === 'trash') return move({ ...next, state: 'trashed', nextPollAt: keepUntil }, null, [event]);
  const purging = purgeNow(next, context);
  return move(purging.record, purging.effect, [event]);
}

function instantOf(text: string | null): string | null {
  const millis = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(millis) ? null : isoAt(millis);
}

/** An answer that says the machine is in the trash. What it leaves out is looked up (contract D31). */
export function intoTrash(record: VmRecord, facts: VmTrashFacts, context: VmStepContext): Outcome {
  const keepUntil = instantOf(facts.keepUntil);
  if (facts.trashId !== null && keepUntil !== null) {
    return settle(record, facts.trashId, keepUntil, context);
  }
  const next = polled(withTermination(record, { step: 'delete', stopTaskId: null }), context);
  return move(next, askOf('findTrash', next));
}

/** The trash object that a look-up found; without an end of its own it has the usual one. */
export function findTrash(record: VmRecord, facts: VmTrashFacts, context: VmStepContext): Outcome {
  if (facts.trashId === null) return move(polled(record, context));
  const usual = isoAt(context.now.getTime() + KEPT_MS);
  return settle(record, facts.trashId, instantOf(facts.keepUntil) ?? usual, context);
}

/** The command `restore`: only what was built before, and only while the vendor keeps it (contract D32). */
export function restore(record: VmRecord, context: VmStepContext): Outcome {
  const { state, builtAt, terminate } = record;
  if (state !== 'trashed' || builtAt === null) return refuse(record, 'not_restorable');
  if (terminate === null || terminate.trashId === null || isDue(terminate.keepUntil, context)) {
    return refuse(record, 'not_restorable');
  }
  const restoreAt = terminate.restoreAt ?? nowText(context);
  const next = polled(withTermination(record, { restoreAt }), context);
  return move(next, askTrash('restore', next, terminate.trashId));
}

/**
 * In the trash: gone when its time is over. A restore whose outcome is open is sent again before that, and after
 * it the machine itself has the last word.
 */
export function tickTrashed(record: VmRecord, context: VmStepContext): Outcome {
  const { keepUntil, restoreAt, trashId } = held(record, 'terminate');
  const over = isDue(keepUntil, context);
  if (restoreAt === null) return over ? gone(record) : stay(record);
  const next = polled(record, context);
  return move(next, over || trashId === null ? askVm(next) : askTrash('restore', next, trashId));
}

function restored(record: VmRecord): Outcome {
  const event: VmEventBody = { type: 'vm.restored', vmId: record.vmId };
  const next: VmRecord = {
    ...record,
    state: 'built',
    terminate: null,
    stopAt: null,
    failure: null,
    nextPollAt: null,
  };
  return move(next, null, [event]);
}

function stillTrashed(record: VmRecord, facts: VmTrashFacts, context: VmStepContext): Outcome {
  const { keepUntil, trashId } = held(record, 'terminate');
  const known = {
    trashId: facts.trashId ?? trashId,
    keepUntil: instantOf(facts.keepUntil) ?? keepUntil,
  };
  const next = withTermination(record, known);
  return isDue(known.keepUntil, context) ? gone(next) : move(polled(next, context));
}

/** Answers while the machine is in the trash: only a restore waits for any (contract D32). */
export function answerTrashed(record: VmRecord, answer: VmAnswer, context: VmStepContext): Outcome {
  if (held(record, 'terminate').restoreAt === null) return stay(record);
  switch (answer.type) {
    case 'done':
    case 'vm':
      return restored(record);
    case 'trashGone':
      return move(polled(record, context), askVm(record));
    case 'vmGone':
      return gone(record);
    case 'vmTrashed':
      return stillTrashed(record, answer, context);
    case 'busy':
      return retryLater(record, answer.failure, context);
    default:
      return stay(record);
  }
}

/** A restore that failed may have been done all the same: the machine decides. A read that failed is repeated. */
export function restoreFailed(
  record: VmRecord,
  asked: string,
  answer: Extract<VmAnswer, { type: 'failed' }>,
  context: VmStepContext,
): Outcome {
  if (held(record, 'terminate').restoreAt === null) return stay(record);
  const { record: next } = retryLater(record, answer.failure, context);
  return move(next, asked === 'restore' ? askVm(next) : null);
}

/** Asks for the purge that was accepted, or sends it (again). */
export function tickPurging(record: VmRecord, context: VmStepContext): Outcome {
  const { purgeAt, trashId } = held(record, 'terminate');
  if (purgeAt === null || trashId === null || ageMs(purgeAt, context) >= PURGE_AGAIN_MS) {
    return purgeNow(record, context);
  }
  return move(polled(record, context), askTrash('getTrash', record, trashId));
}

/** Answers while the machine is purged: gone when its trash object is (contract D32). */
export function answerPurging(record: VmRecord, answer: VmAnswer, context: VmStepContext): Outcome {
  switch (answer.type) {
    case 'trashGone':
      return gone(record);
    case 'queued':
    case 'done':
      return move(polled(withTermination(record, { purgeAt: nowText(context) }), context));
    case 'trash': {
      const { trashId } = held(record, 'terminate');
      return move(polled(withTermination(record, { trashId: trashId ?? answer.trashId }), context));
    }
    case 'busy':
    case 'failed':
      return retryLater(record, answer.failure, context);
    default:
      return stay(record);
  }
}
