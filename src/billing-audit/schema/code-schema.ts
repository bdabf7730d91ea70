import * as z from 'zod/mini';
import type { Code, CodeName } from '../codes.ts';
import { canonicalDecimal, count, day, instant } from './parts.ts';

/** A code and what comes with it. */
function code<Name extends CodeName, Details extends Readonly<Record<string, z.ZodMiniType>>>(
  name: Name,
  details: Details,
) {
  return z.strictObject({ code: z.literal(name), ...details });
}

/** Schema of a reason with its figures. */
export function codeSchema(): z.ZodMiniType<Code> {
  const device = z.strictObject({ account: z.string(), device: z.string() });
  const window = { earliest: day(), latest: day() };
  return z.discriminatedUnion('code', [
    code('AFTER_STOP', { billedThrough: day(), daysLate: count() }),
    code('AFTER_STOP_NEXT_CYCLE', { n: count() }),
    code('WITHIN_PAID_PERIOD', { billedThrough: z.nullable(day()) }),
    code('LISTED_AFTER_STOP', { nextDue: day() }),
    code('IDENTITY_UNMATCHED', {}),
    code('IDENTITY_AMBIGUOUS', { candidates: z.array(device) }),
    code('ACCOUNT_MISMATCH', { known: z.string() }),
    code('NO_DEVICE', {}),
    code('NO_STOP_KNOWN', {}),
    code('STOP_FROM_COUNTS', window),
    code('STOP_FROM_MISSING', window),
    code('STOP_WITHDRAWN_BY_LISTING', { quantity: canonicalDecimal() }),
    code('STOP_WITHDRAWN_BY_ACTIVITY', { at: instant() }),
    code('LIFE_INCONSISTENT', { from: day(), stop: day() }),
    code('BEFORE_START', { from: day() }),
    code('RHYTHM_EXTRAPOLATED', { cycles: count() }),
    code('RHYTHM_FROM_REGISTRATION', {}),
    code('RHYTHM_FROM_SPACING', {}),
    code('RHYTHM_ASSUMED', {}),
    code('DUE_PHASE_CHANGED', {}),
    code('PERIOD_UNKNOWN', {}),
    code('DEBIT_NOT_EVIDENCED', {}),
    code('ZERO_AMOUNT', {}),
    code('PACK_SUM_DIFFERS', { difference: canonicalDecimal() }),
    code('REPEAT_SAME_DAY', { n: count() }),
    code('REPEAT_IN_PERIOD', { gapDays: count() }),
    code('MORE_LINES_THAN_UNITS', { lines: count(), units: canonicalDecimal() }),
    code('TOP_UP_POSSIBLE', {}),
    code('CREDITED', {}),
    code('PARTLY_CREDITED', { amount: canonicalDecimal() }),
    code('CREDIT_BY_ACCOUNT_ONLY', {}),
    code('POSTED_LATE', { days: count() }),
    code('PRICE_DIFFERS', { expected: canonicalDecimal(), charged: canonicalDecimal() }),
  ]);
}
