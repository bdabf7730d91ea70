import { type Clock, systemClock } from '../../core/time.ts';
import { InMemoryChargeLog } from './charge-log.ts';
import { InMemoryClaimLog } from './claim-log.ts';
import { InMemoryCycleMarks } from './cycle-marks.ts';
import { InMemoryDayLedger } from './day-ledger.ts';
import { InMemoryRunLock } from './run-lock.ts';

/** All that a run keeps between runs, in memory. Replace one after the other by your own. */
export function inMemoryInvoicingStores(clock: Clock = systemClock) {
  return {
    lock: new InMemoryRunLock(clock),
    days: new InMemoryDayLedger(),
    claims: new InMemoryClaimLog(),
    cycles: new InMemoryCycleMarks(),
    chargeLog: new InMemoryChargeLog(),
  };
}
