import type { JournalStage } from '../journal.ts';

const STAGES: readonly JournalStage[] = ['planned', 'dispatched', 'claimed', 'configured', 'vaulted', 'done'];

/** Whether a creation that came to one stage has what another stands for. */
export function hasReached(stage: JournalStage, other: JournalStage | undefined): boolean {
  return other !== undefined && STAGES.indexOf(stage) >= STAGES.indexOf(other);
}
