import type { VmAnswerInput } from './answer.ts';
import { request, retry } from './attempt.ts';
import { answerBuild, noteBuildId, takePosted, tickBuild } from './build.ts';
import type { VmEvent, VmEventBody } from './event.ts';
import { fits, isForgottenRestore } from './fits.ts';
import type { VmInput, VmStepContext, VmStepResult } from './input.ts';
import { type Outcome, stay } from './outcome.ts';
import { judgeLateness } from './ready.ts';
import type { VmRecord } from './record.ts';
import { acted, answerBuilt, resuming, tickBuilt } from './suspend.ts';
import { startOver, terminate, tickTermination } from './terminate.ts';
import { answerTermination, reopen } from './termination-answers.ts';
import { nowText } from './timing.ts';
import { answerPurging, answerTrashed, restore, restoreFailed, tickPurging, tickTrashed } from './trash.ts';

function tick(record: VmRecord, context: VmStepContext): Outcome {
  switch (record.state) {
    case 'requesting':
    case 'building':
      return tickBuild(record, context);
    case 'built':
      return tickBuilt(record, context);
    case 'terminating':
      return tickTermination(record, context);
    case 'trashed':
      return tickTrashed(record, context);
    case 'purging':
      return tickPurging(record, context);
    default:
      return stay(record);
  }
}

function takeAnswer(record: VmRecord, input: VmAnswerInput, context: VmStepContext): Outcome {
  const { effect, answer } = input;
  switch (record.state) {
    case 'requesting':
    case 'building':
      return answerBuild(record, effect, answer, context);
    case 'terminating':
      return answerTermination(record, answer, context);
    default:
      if (answer.type === 'posted') return takeLatePosted(record, answer, context);
      return effect.type === 'build' ? stay(record) : takeLater(record, input, context);
  }
}

function takeLatePosted(
  record: VmRecord,
  answer: Extract<VmAnswerInput['answer'], { type: 'posted' }>,
  context: VmStepContext,
): Outcome {
  if (record.state === 'idle') return takePosted(record, answer, context);
  const open = record.state === 'gone' && record.terminate?.unconfirmed === true;
  return open ? reopen(record, answer, context) : noteBuildId(record, answer);
}

function takeLater(record: VmRecord, { effect, answer }: VmAnswerInput, context: VmStepContext): Outcome {
  switch (record.state) {
    case 'built':
      return answerBuilt(record, effect, answer, context);
    case 'trashed':
      if (answer.type === 'failed') return restoreFailed(record, effect.type, answer, context);
      return answerTrashed(record, answer, context);
    case 'purging':
      return answerPurging(record, answer, context);
    default:
      return stay(record);
  }
}

function decide(record: VmRecord, input: VmInput, context: VmStepContext): Outcome {
  switch (input.type) {
    case 'request':
      return request(record, input, context);
    case 'retry':
      return retry(record, context);
    case 'terminate':
      return terminate(record, input, context);
    case 'restore':
      return restore(record, context);
    case 'tick':
      return tick(record, context);
    case 'acted':
      return acted(record, input, context);
    case 'resuming':
      return resuming(record);
    case 'answer':
      if (isForgottenRestore(record, input.effect, input.answer)) return startOver(record, context);
      if (!fits(record, input.effect, input.answer)) return stay(record);
      return judgeLateness(takeAnswer(record, input, context), context);
  }
}

/** Events that may happen twice in one attempt; the version of the record tells them apart (contract D25). */
const REPEATABLE: ReadonlySet<VmEventBody['type']> = new Set([
  'vm.trashed',
  'vm.restored',
  'vm.action',
] as const);

function eventOf(record: VmRecord, body: VmEventBody, context: VmStepContext): VmEvent {
  const { serviceId, attempt, version } = record;
  const once = `${serviceId}/${attempt}/${body.type}`;
  const id = REPEATABLE.has(body.type) ? `${once}/${version}` : once;
  return { id, serviceId, attempt, at: nowText(context), ...body };
}

/**
 * The next state of a machine's record, after a command, a tick, an answer or an action (contract 12.2 to 12.5).
 *
 * Pure: no clock, no chance, no I/O, the record is never mutated. Total: whatever the vendor answers, and however
 * late, gives a result. The driver saves record and events together, before the effect where that writes at the
 * vendor (`isVmWrite`), performs the effect, and comes back with its answer until there is no effect left.
 *
 * @throws InvalidInputError for a request without organization or host name, and for a record that lacks what its
 *   state promises; never because of what the vendor answered
 */
export function step(record: VmRecord, input: VmInput, context: VmStepContext): VmStepResult {
  const outcome = decide(record, input, context);
  const { effect, refused } = outcome;
  if (refused !== undefined) return { record, events: [], effect: null, refused };
  if (outcome.record === record && outcome.events.length === 0) return { record, events: [], effect };
  const next: VmRecord = { ...outcome.record, version: record.version + 1 };
  return { record: next, events: outcome.events.map((body) => eventOf(next, body, context)), effect };
}
