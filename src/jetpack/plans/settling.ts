import { ConcurrencyError } from '../../core/errors/engine.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import { demandFree } from '../lifecycle/lease.ts';
import { lostCancellation } from './cancelling.ts';
import { type Desk, save } from './desk.ts';
import type { PlanRecord, PlanVerdict } from './record.ts';
import { mayBeUnderWay, settled } from './transitions.ts';

/**
 * Notes what a human found out about a plan that no call can end. Nothing is asked.
 *
 * @throws InvalidInputError, ConcurrencyError; what the repository throws
 */
export async function settleRecord(
  desk: Desk,
  serviceKey: string,
  record: PlanRecord | null,
  verdict: PlanVerdict,
): Promise<PlanRecord> {
  const { clock, leaseMs } = desk;
  if (record !== null && isSettledAs(record, verdict)) return record;
  if (record === null || !isForHumans(desk, record)) {
    const message = 'has no cancellation to settle. Cancel its plan first';
    throw new InvalidInputError(`Service ${serviceKey}`, [{ path: '', message }]);
  }
  const now = clock.now();
  demandFree(record, now, leaseMs);
  demandQuiet(record, now, leaseMs);
  return save(desk, settled(record, verdict, now));
}

/** @throws InvalidInputError for anything but the two words, since either ends what re-checks would do */
export function demandVerdict(verdict: unknown): void {
  if (verdict === 'cancelled' || verdict === 'provisioned') return;
  const message = 'must be cancelled or provisioned';
  throw new InvalidInputError('The verdict', [{ path: 'verdict', message }]);
}

/** Whether a human, or the vendor, has said the same before. */
function isSettledAs({ status }: PlanRecord, verdict: PlanVerdict): boolean {
  return status === verdict || (verdict === 'cancelled' && status === 'nothing_to_cancel');
}

/** Whether its cancellation is not certain, or its partner key is gone, with which alone it could be asked for. */
function isForHumans({ clients }: Desk, { status, claim, partnerKey }: PlanRecord): boolean {
  return status === 'cancelling' || (claim !== null && !clients.has(partnerKey));
}

/** A call that comes through late would belie any verdict. @throws ConcurrencyError */
function demandQuiet(record: PlanRecord, now: Date, leaseMs: number): void {
  if (!mayBeUnderWay(record, now, leaseMs) && lostCancellation(record, now, leaseMs) === null) return;
  throw new ConcurrencyError(
    `The last call for service ${record.serviceKey} may come through yet. Settle it ${leaseMs} ms after that`,
    'VERSION_CONFLICT',
  );
}
