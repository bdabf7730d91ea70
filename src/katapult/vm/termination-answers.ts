import type { VmAnswer, VmAnswerFailure } from './answer.ts';
import { askFindVm, askOf } from './ask.ts';
import { GIVE_UP_AFTER_MS, noteBuildId, suspectOwnMachine } from './build.ts';
import { keptFailure, retryLater } from './failure.ts';
import { gone } from './gone.ts';
import type { VmStepContext } from './input.ts';
import { held, move, type Outcome, stay, withTermination } from './outcome.ts';
import type { VmRecord } from './record.ts';
import { AT_REST } from './rest.ts';
import { stopIsOver, toDelete, toPolicies, toStop } from './terminate.ts';
import { ageMs, nowText, polled } from './timing.ts';
import { findTrash, intoTrash } from './trash.ts';

type Answer<Type extends VmAnswer['type']> = Extract<VmAnswer, { type: Type }>;

const MAX_STOP_TRIES = 3;
const MAX_POLICY_TRIES = 3;

/** States that pass by themselves; a stop would only be in the way (contract D29). */
const ON_THE_MOVE: ReadonlySet<string> = new Set([
  'starting',
  'stopping',
  'shutting_down',
  'resetting',
  'allocating',
  'migrating',
  'transferring',
]);

/** How long a build that the vendor says is under way may keep its termination waiting. */
const BUILD_WAIT_MS = 86_400_000;

/** Nothing found, nothing built yet: wait, but not for ever (contract D28). A reopened one waits from there on. */
function waitForBuild(record: VmRecord, context: VmStepContext): Outcome {
  const { requestedAt, unconfirmed } = held(record, 'terminate');
  const age = ageMs(unconfirmed ? requestedAt : record.requestedAt, context);
  if (age < GIVE_UP_AFTER_MS) return move(polled(record, context));
  return record.vmId === null ? gone(record, true) : toStop(record, context);
}

/**
 * A build under way is not nothing: its machine is still to come, and nobody would delete it if the record were gone
 * by then. So its end is waited for, for a day after the wish (contract 12.11; D28 names no time for it).
 */
function waitForMachine(record: VmRecord, context: VmStepContext): Outcome {
  const age = ageMs(held(record, 'terminate').requestedAt, context);
  if (record.vmId !== null || age >= BUILD_WAIT_MS) return waitForBuild(record, context);
  return move(polled(record, context));
}

function takeBuild(record: VmRecord, answer: Answer<'build'>, context: VmStepContext): Outcome {
  const next: VmRecord = { ...record, vmId: answer.vmId ?? record.vmId };
  const isComplete = answer.state === 'complete';
  const isFailed = answer.state === 'failed';
  if ((isComplete || isFailed) && next.vmId !== null) return toStop(next, context);
  if (isFailed) return gone(next);
  return isComplete ? waitForBuild(next, context) : waitForMachine(next, context);
}

function takeRefused(record: VmRecord, answer: Answer<'refused'>, context: VmStepContext): Outcome {
  if (record.unknownSince !== null) return suspectOwnMachine(record, answer, context);
  return gone({ ...record, failure: keptFailure(answer.failure, context) });
}

/** Answers at step build: no build event of any kind any more (contract D28). */
function answerAtBuild(record: VmRecord, answer: VmAnswer, context: VmStepContext): Outcome {
  switch (answer.type) {
    case 'posted': {
      const hostname = answer.hostname || record.hostname;
      return move(polled({ ...record, buildId: answer.buildId, hostname }, context));
    }
    case 'refused':
      return takeRefused(record, answer, context);
    case 'found':
      return toStop({ ...record, vmId: answer.vmId }, context);
    case 'notFound': {
      const failure = answer.failure ? keptFailure(answer.failure, context) : record.failure;
      return waitForBuild({ ...record, failure }, context);
    }
    case 'build':
      return takeBuild(record, answer, context);
    case 'buildGone':
      if (record.vmId !== null) return toStop(record, context);
      return move(polled(record, context), askFindVm(record));
    case 'vm':
      return takeVm(record, answer.state, context);
    default:
      return stay(record);
  }
}

function takeVm(record: VmRecord, state: string, context: VmStepContext): Outcome {
  const free = AT_REST.has(state) || !context.policy.stopFirst || stopIsOver(record, context);
  if (free) return toPolicies(record, context);
  const next = polled(withTermination(record, { step: 'stop' }), context);
  return move(next, ON_THE_MOVE.has(state) ? null : askOf('stopVm', next));
}

function takeTask(record: VmRecord, status: string, context: VmStepContext): Outcome {
  if (stopIsOver(record, context)) return toPolicies(record, context);
  if (status === 'completed') return toStop(record, context);
  if (status !== 'failed') return move(polled(record, context));
  const stopTries = held(record, 'terminate').stopTries + 1;
  const next = withTermination(record, { stopTries });
  return stopTries < MAX_STOP_TRIES ? toStop(next, context) : toPolicies(next, context);
}

/** Answers while the machine is stopped (contract D29). */
function answerAtStop(record: VmRecord, answer: VmAnswer, context: VmStepContext): Outcome {
  switch (answer.type) {
    case 'vm':
      return takeVm(record, answer.state, context);
    case 'queued': {
      if (answer.taskId === null) return move(polled(record, context));
      const next = withTermination(record, { step: 'task', stopTaskId: answer.taskId });
      return move(polled(next, context));
    }
    case 'task':
      return takeTask(record, answer.status, context);
    case 'taskGone':
      return toStop(record, context);
    default:
      return stay(record);
  }
}

function policiesFailed(record: VmRecord, failure: VmAnswerFailure, context: VmStepContext): Outcome {
  const policyTries = held(record, 'terminate').policyTries + 1;
  const { record: next } = retryLater(withTermination(record, { policyTries }), failure, context);
  return policyTries < MAX_POLICY_TRIES ? move(next) : toDelete(next, context);
}

/** Answers while backup policies and machine are deleted (contract D30, D31). */
function answerAtDelete(record: VmRecord, answer: VmAnswer, context: VmStepContext): Outcome {
  const { step } = held(record, 'terminate');
  if (answer.type === 'done' && step === 'policies') return toDelete(record, context);
  if (answer.type === 'deleted') return intoTrash(record, answer, context);
  return stay(record);
}

/** Whether a restore from before this wish may still reach the vendor: it has as long as a build (contract D16). */
function mayBeRestored(record: VmRecord, context: VmStepContext): boolean {
  const { requestedAt, restoreAt } = held(record, 'terminate');
  return restoreAt !== null && ageMs(requestedAt, context) <= context.policy.graceMs;
}

/** The machine is not in the trash for good yet: the next poll looks at it again. */
function lookAgain(record: VmRecord, context: VmStepContext): Outcome {
  return move(polled(withTermination(record, { step: 'stop', stopTaskId: null }), context));
}

/** Answers while a termination is under way (contract D28 to D31). */
export function answerTermination(record: VmRecord, answer: VmAnswer, context: VmStepContext): Outcome {
  const { step } = held(record, 'terminate');
  switch (answer.type) {
    case 'vmGone':
      return gone(record);
    case 'trashGone':
      return gone(record);
    case 'vmTrashed':
      if (mayBeRestored(record, context)) return lookAgain(record, context);
      return intoTrash(record, answer, context);
    case 'trash':
      return findTrash(record, answer, context);
    case 'busy':
    case 'failed':
      if (step === 'policies') return policiesFailed(record, answer.failure, context);
      return retryLater(record, answer.failure, context);
    case 'posted':
      return step === 'build' ? answerAtBuild(record, answer, context) : noteBuildId(record, answer);
    default:
      if (step === 'build') return answerAtBuild(record, answer, context);
      if (step === 'stop' || step === 'task') return answerAtStop(record, answer, context);
      return answerAtDelete(record, answer, context);
  }
}

/** A build that was answered after all, behind a machine reported gone: the termination starts over there. */
export function reopen(record: VmRecord, answer: Answer<'posted'>, context: VmStepContext): Outcome {
  const hostname = answer.hostname || record.hostname;
  const requestedAt = nowText(context);
  const open = withTermination(record, { requestedAt, step: 'build', stopTries: 0, policyTries: 0 });
  return move(polled({ ...open, state: 'terminating', buildId: answer.buildId, hostname }, context));
}
