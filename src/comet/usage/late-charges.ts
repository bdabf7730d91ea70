import { InvalidInputError } from '../../core/errors/input.ts';
import { type Day, daysBetween, utcDay } from '../../core/time.ts';
import type { BillingHistoryCharge } from '../portal/index.ts';

/** A charge that was posted long after the day it is for. */
export interface LateCharge {
  readonly charge: BillingHistoryCharge;
  /** UTC day of posting. */
  readonly postedOn: Day;
  /** Days from the usage day to the day of posting. */
  readonly lagDays: number;
}

/** Options of {@link lateCharges}. */
export interface LateChargeOptions {
  /** A charge is late when more days than this lie between. Default 7. */
  readonly minLagDays?: number | undefined;
}

const DEFAULT_MIN_LAG_DAYS = 7;

/**
 * Charges whose UTC day of posting lies more than `minLagDays` after their usage day. The report is not known to
 * send a time of posting; charges without one are never late.
 *
 * @throws InvalidInputError when `minLagDays` is no whole number of at least 0
 */
export function lateCharges(
  charges: Iterable<BillingHistoryCharge>,
  { minLagDays = DEFAULT_MIN_LAG_DAYS }: LateChargeOptions = {},
): readonly LateCharge[] {
  if (!(Number.isInteger(minLagDays) && minLagDays >= 0)) {
    const message = 'must be a whole number of at least 0';
    throw new InvalidInputError('lateCharges', [{ path: 'minLagDays', message }]);
  }
  const late: LateCharge[] = [];
  for (const charge of charges) {
    if (charge.postedAt === null) continue;
    const postedOn = utcDay(new Date(charge.postedAt));
    const lagDays = daysBetween(charge.usageDate, postedOn);
    if (lagDays > minLagDays) late.push({ charge, postedOn, lagDays });
  }
  return late;
}
