import type { VmAnswer } from './answer.ts';
import { askFindVm, askProgress, askVm, askVmOrFind } from './ask.ts';
import { replaceLost } from './attempt.ts';
import type { VmEffect } from './effect.ts';
import type { VmEventBody } from './event.ts';
import { keptFailure, ownFailure, retryLater } from './failure.ts';
import type { VmStepContext } from './input.ts';
import { move, type Outcome, stay } from './outcome.ts';
import { buildFailed, judgeMachine } from './ready.ts';
import type { VmRecord } from './record.ts';
import { ageMs, nextPoll, nowText, polled } from './timing.ts';

type Answer<Type extends VmAnswer['type']> = Extract<VmAnswer, { type: Type }>;

/** How long the machine of a lost or refused request may hold its name, or turn up after all (contract D15, D28). */
export const GIVE_UP_AFTER_MS = 900_000;

function requested(record: VmRecord): VmEventBody {
  const { hostname, buildId, vmId } = record;
  return { type: 'vm.build_requested', hostname, buildId, vmId };
}

/** The vendor took the build (contract D15). */
export function takePosted(record: VmRecord, answer: Answer<'posted'>, context: VmStepContext): Outcome {
  const next: VmRecord = {
    ...record,
    state: 'building',
    buildId: answer.buildId,
    hostname: answer.hostname || record.hostname,
    refusedAt: null,
    failure: null,
  };
  return move(polled(next, context), null, [requested(next)]);
}

/** A posted that comes when the machine is known already says nothing but the id of its build. */
export function noteBuildId(record: VmRecord, answer: Answer<'posted'>): Outcome {
  return record.buildId === null ? move({ ...record, buildId: answer.buildId }) : stay(record);
}

/** A refusal that may come from our own lost machine, which holds the name: look for it. */
export function suspectOwnMachine(
  record: VmRecord,
  { failure }: Answer<'refused'>,
  context: VmStepContext,
): Outcome {
  const next: VmRecord = {
    ...record,
    refusedAt: nowText(context),
    failure: keptFailure(failure, context),
    nextPollAt: nextPoll(record, context, failure.retryAfterMs),
  };
  return move(next, askFindVm(next));
}

function takeRefused(record: VmRecord, answer: Answer<'refused'>, context: VmStepContext): Outcome {
  if (record.state !== 'requesting') return stay(record);
  if (record.unknownSince !== null) return suspectOwnMachine(record, answer, context);
  const failure = keptFailure(answer.failure, context);
  return move({ ...record, state: 'idle', failure, nextPollAt: null });
}

function takeFound(record: VmRecord, vmId: string, context: VmStepContext): Outcome {
  if (record.state === 'requesting') {
    const next: VmRecord = { ...record, state: 'building', vmId, refusedAt: null, failure: null };
    return move(polled(next, context), askVm(next, 'absent'), [requested(next)]);
  }
  if (record.vmId !== null) return stay(record);
  const next = polled({ ...record, vmId }, context);
  return move(next, next.buildId === null ? askVm(next, 'absent') : null);
}

function reportUnknown(record: VmRecord, context: VmStepContext): Outcome {
  const { requestId, requestedAt } = record;
  const event: VmEventBody = { type: 'vm.build_outcome_unknown', requestId, requestedAt };
  return move(polled({ ...record, unknownAt: nowText(context) }, context), null, [event]);
}

function takeNotFound(record: VmRecord, answer: Answer<'notFound'>, context: VmStepContext): Outcome {
  const failure = answer.failure ? keptFailure(answer.failure, context) : record.failure;
  const next: VmRecord = { ...record, failure };
  const age = ageMs(record.requestedAt, context);
  if (record.state === 'building') return move(polled(next, context));
  if (record.refusedAt !== null) {
    const freed = age >= GIVE_UP_AFTER_MS;
    return move(freed ? { ...next, state: 'idle', nextPollAt: null } : polled(next, context));
  }
  if (age <= context.policy.graceMs || record.unknownAt !== null) return move(polled(next, context));
  const again = context.policy.autoRetry && record.earlierRequestIds.length === 0 && !answer.failure;
  return again ? replaceLost(record, context) : reportUnknown(next, context);
}

function takeBuild(record: VmRecord, answer: Answer<'build'>, context: VmStepContext): Outcome {
  if (record.state !== 'building') return stay(record);
  const next: VmRecord = { ...record, vmId: answer.vmId ?? record.vmId };
  if (answer.state === 'failed') return buildFailed(next, 'The build ended in state failed', context);
  const complete = answer.state === 'complete' && next.vmId !== null;
  return move(polled(next, context), complete ? askVm(next, 'complete') : null);
}

/** Asks a build under way how far it is. */
export function tickBuild(record: VmRecord, context: VmStepContext): Outcome {
  const effect = record.state === 'requesting' ? askFindVm(record) : askProgress(record);
  return move(polled(record, context), effect);
}

/** Answers while a machine is requested or being built (contract D15 to D22). */
export function answerBuild(
  record: VmRecord,
  effect: VmEffect,
  answer: VmAnswer,
  context: VmStepContext,
): Outcome {
  const lost = (code: string): Outcome => {
    const failure = ownFailure(code, `The vendor does not show the machine ${record.vmId}`, context);
    return move(polled({ ...record, failure }, context));
  };
  switch (answer.type) {
    case 'posted':
      return record.state === 'requesting'
        ? takePosted(record, answer, context)
        : noteBuildId(record, answer);
    case 'refused':
      return takeRefused(record, answer, context);
    case 'found':
      return takeFound(record, answer.vmId, context);
    case 'notFound':
      return takeNotFound(record, answer, context);
    case 'build':
      return takeBuild(record, answer, context);
    case 'buildGone':
      return move(polled(record, context), askVmOrFind(record));
    case 'vm':
      return effect.type === 'getVm' ? judgeMachine(record, effect, answer, context) : stay(record);
    case 'vmGone':
      return lost('vm_gone');
    case 'vmTrashed':
      return lost('vm_trashed');
    case 'busy':
    case 'failed':
      return retryLater(record, answer.failure, context);
    default:
      return stay(record);
  }
}
