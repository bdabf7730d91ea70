import { move, type Outcome, withTermination } from './outcome.ts';
import type { VmRecord } from './record.ts';

/**
 * The end. Told once per attempt: a termination that was reopened by a late answer told it already.
 */
export function gone(record: VmRecord, unconfirmed = false): Outcome {
  const told = record.terminate?.unconfirmed === true;
  const ended = withTermination(record, { step: null, restoreAt: null, unconfirmed });
  const next: VmRecord = { ...ended, state: 'gone', stopAt: null, nextPollAt: null };
  return move(next, null, told ? [] : [{ type: 'vm.gone', vmId: record.vmId, unconfirmed }]);
}
