import { IdempotencyConflictError } from '../../core/errors/engine.ts';
import { codeOf } from '../lifecycle/failure.ts';
import { type Desk, save } from './desk.ts';
import type { PlanRecord } from './record.ts';
import { reopened } from './transitions.ts';

const MAX_TRIES = 10;

/**
 * Saves what came of a call that made a plan, or may have. Others may have taken this worker for dead meanwhile, and have
 * cancelled the order before its plan came: then it is cancelled once more.
 *
 * @throws what the repository throws; IdempotencyConflictError when the record has no room for that plan
 */
export async function saveAsked(desk: Desk, begun: PlanRecord, next: PlanRecord): Promise<PlanRecord> {
  try {
    return await save(desk, next);
  } catch (error) {
    if (codeOf(error) === 'VERSION_CONFLICT') await cancelLatePlan(desk, begun);
    throw error;
  }
}

async function cancelLatePlan(desk: Desk, begun: PlanRecord): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const current = await desk.repository.load(begun.serviceKey);
    if (current === null || !isSamePlan(current, begun)) throw orphaned(begun);
    if (current.claim !== null && current.status !== 'cancelling') return;
    try {
      await save(desk, reopened(current, begun, desk.clock.now()));
      return;
    } catch (error) {
      if (codeOf(error) === 'DUPLICATE_KEY') throw orphaned(begun);
      if (codeOf(error) !== 'VERSION_CONFLICT' || tries === MAX_TRIES) throw error;
    }
  }
}

function isSamePlan(a: PlanRecord, b: PlanRecord): boolean {
  return (['partnerKey', 'siteUrl', 'plan'] as const).every((name) => a[name] === b[name]);
}

function orphaned({ serviceKey, siteUrl, plan, partnerKey }: PlanRecord): IdempotencyConflictError {
  const advice = `Its order was cancelled before the plan ${plan} came to ${siteUrl} after all. Unless another service has it now, cancel it there by terminatePlan with the partner key ${partnerKey}`;
  return new IdempotencyConflictError(serviceKey, advice);
}
