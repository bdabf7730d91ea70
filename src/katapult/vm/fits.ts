import type { VmAnswer } from './answer.ts';
import { wishOf } from './ask.ts';
import type { VmEffect } from './effect.ts';
import type { VmRecord, VmState, VmTerminateStep } from './record.ts';

type AnswerType = VmAnswer['type'];

/** The answers that each effect can have besides `busy` and `failed` (contract 12.2, effect and answer table). */
const ANSWERS: Readonly<Record<VmEffect['type'], readonly AnswerType[]>> = {
  build: ['posted', 'refused'],
  findVm: ['found', 'notFound'],
  getBuild: ['build', 'buildGone'],
  getVm: ['vm', 'vmGone', 'vmTrashed'],
  stopVm: ['queued', 'vmGone', 'vmTrashed'],
  getTask: ['task', 'taskGone'],
  deletePolicies: ['done', 'vmGone', 'vmTrashed'],
  deleteVm: ['deleted', 'vmGone', 'vmTrashed'],
  findTrash: ['trash', 'trashGone'],
  getTrash: ['trash', 'trashGone'],
  purge: ['queued', 'done', 'trashGone'],
  restore: ['done', 'trashGone'],
};

function isAnswerTo(effect: VmEffect, answer: VmAnswer): boolean {
  return answer.type === 'busy' || answer.type === 'failed' || ANSWERS[effect.type].includes(answer.type);
}

/** Whether the effect is about what the record names now: it may know another machine, task or trash object since. */
function isAboutRecord(record: VmRecord, effect: VmEffect): boolean {
  if ('vmId' in effect) return effect.vmId === record.vmId;
  if ('buildId' in effect) return effect.buildId === record.buildId;
  if ('taskId' in effect) return effect.taskId === record.terminate?.stopTaskId;
  if ('trashId' in effect) return effect.trashId === record.terminate?.trashId;
  return true;
}

type EffectType = VmEffect['type'];

/** The effects whose answers a state, or the step of a termination, waits for. */
const AWAITED: Readonly<Record<Exclude<VmState, 'terminating'> | VmTerminateStep, readonly EffectType[]>> = {
  idle: [],
  requesting: ['build', 'findVm'],
  building: ['findVm', 'getBuild', 'getVm'],
  built: ['getVm', 'stopVm'],
  failed: [],
  build: ['build', 'findVm', 'getBuild', 'getVm'],
  stop: ['getVm', 'stopVm'],
  task: ['stopVm', 'getTask'],
  policies: ['deletePolicies'],
  delete: ['deleteVm', 'findTrash'],
  trashed: ['getVm', 'restore'],
  purging: ['findTrash', 'purge', 'getTrash'],
  gone: [],
};

function isAwaited(record: VmRecord, effect: VmEffect): boolean {
  const at = record.state === 'terminating' ? (record.terminate?.step ?? 'build') : record.state;
  return AWAITED[at].includes(effect.type);
}

/**
 * Whether a restore is answered that an earlier wish asked for, behind the back of the termination wished for since:
 * the machine may be out of the trash again.
 */
export function isForgottenRestore(record: VmRecord, effect: VmEffect, answer: VmAnswer): boolean {
  if (effect.type !== 'restore' || effect.requestId !== record.requestId) return false;
  const isOther = record.terminate !== null && effect.wish !== record.terminate.requestedAt;
  return isOther && isAnswerTo(effect, answer) && answer.type !== 'busy';
}

/**
 * Whether an answer says anything to the record as it is now. One to an earlier attempt, to an earlier wish, or of
 * a kind that its effect does not have, says nothing; an error only does while its effect is waited for. What a
 * build became is a fact whatever was wished since, and so is the fate of a machine that is being terminated.
 */
export function fits(record: VmRecord, effect: VmEffect, answer: VmAnswer): boolean {
  if (effect.requestId !== record.requestId || !isAnswerTo(effect, answer)) return false;
  const fact = answer.type !== 'busy' && answer.type !== 'failed';
  if (effect.type === 'build') return fact || isAwaited(record, effect);
  if (effect.wish !== wishOf(record) || !isAboutRecord(record, effect)) return false;
  return isAwaited(record, effect) || (fact && record.state === 'terminating');
}
