import type { Code, CodeDetails, CodeName } from '../../../billing-audit/index.ts';
import { counted } from '../parts/figures.ts';

/** A reason in words, with its figures. */
const REASONS: { readonly [Name in CodeName]: (details: CodeDetails[Name]) => string } = {
  AFTER_STOP: ({ billedThrough, daysLate }) =>
    `charged ${counted(daysLate, 'day')} past ${billedThrough}, the last day that was payable`,
  AFTER_STOP_NEXT_CYCLE: ({ n }) => `renewal number ${n} past that day`,
  WITHIN_PAID_PERIOD: ({ billedThrough }) =>
    billedThrough === null ? 'still payable' : `payable until ${billedThrough}`,
  LISTED_AFTER_STOP: ({ nextDue }) => `listed to be charged on ${nextDue}, past the last payable day`,
  IDENTITY_UNMATCHED: () => 'no known device has this reference',
  IDENTITY_AMBIGUOUS: ({ candidates }) =>
    `the reference fits ${counted(candidates.length, 'device')}, and the account does not decide`,
  ACCOUNT_MISMATCH: ({ known }) => `the device is known under the account ${known}`,
  NO_DEVICE: () => 'the line names no device',
  NO_STOP_KNOWN: () => 'no end of the service is known',
  STOP_FROM_COUNTS: ({ earliest, latest }) => `counts fell to zero between ${earliest} and ${latest}`,
  STOP_FROM_MISSING: ({ earliest, latest }) => `last seen on ${earliest}, absent on ${latest}`,
  STOP_WITHDRAWN_BY_LISTING: ({ quantity }) => `a plan line near the day still lists ${quantity}`,
  STOP_WITHDRAWN_BY_ACTIVITY: ({ at }) => `a job ran after the end, at ${at}`,
  LIFE_INCONSISTENT: ({ from, stop }) => `registered on ${from}, after its end on ${stop}`,
  BEFORE_START: ({ from }) => `charged before the first registration on ${from}`,
  RHYTHM_EXTRAPOLATED: ({ cycles }) => `the plan line used lies ${counted(cycles, 'cycle')} away`,
  RHYTHM_FROM_REGISTRATION: () => 'the due day is worked out from the registration',
  RHYTHM_FROM_SPACING: () => 'the charges lie close enough to be daily',
  RHYTHM_ASSUMED: () => 'nothing shows the cycle; the usual one is assumed',
  DUE_PHASE_CHANGED: () => 'due days of the service are not whole cycles apart',
  PERIOD_UNKNOWN: () => 'neither a due day nor a registration is known',
  DEBIT_NOT_EVIDENCED: () => 'nothing proves that money was taken',
  ZERO_AMOUNT: () => 'the amount is zero',
  PACK_SUM_DIFFERS: ({ difference }) => `the debits named differ from the amount by ${difference}`,
  REPEAT_SAME_DAY: ({ n }) => `line number ${n} of the service on its day`,
  REPEAT_IN_PERIOD: ({ gapDays }) => `only ${counted(gapDays, 'day')} after the renewal before`,
  MORE_LINES_THAN_UNITS: ({ lines, units }) => `${counted(lines, 'line')} on a day for ${units} units`,
  TOP_UP_POSSIBLE: () => 'the number of seats changed, so it may be a top-up',
  CREDITED: () => 'credits gave all of it back',
  PARTLY_CREDITED: ({ amount }) => `credits gave ${amount} of it back`,
  CREDIT_BY_ACCOUNT_ONLY: () => 'a credit was used that names the account and no device',
  POSTED_LATE: ({ days }) => `posted ${counted(days, 'day')} after its day`,
  PRICE_DIFFERS: ({ expected, charged }) =>
    `charged ${charged} where the plan line makes one expect ${expected}`,
};

function say<Name extends CodeName>(code: { readonly code: Name } & CodeDetails[Name]): string {
  return REASONS[code.code](code);
}

/** Why a charge was judged so, in words. */
export function reasonsOf(codes: readonly Code[]): string[] {
  return codes.map((code) => say(code));
}
