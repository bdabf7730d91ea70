import type { Day } from '../core/time.ts';

/** What comes with a code, by code. Days are UTC; amounts and quantities are decimal text. */
export interface CodeDetails {
  /** Charged past billed-through. */
  AFTER_STOP: { readonly billedThrough: Day; readonly daysLate: number };
  /** The n-th renewal past billed-through, in a cycle of more than a day. */
  AFTER_STOP_NEXT_CYCLE: { readonly n: number };
  /** A stop is known, and the charge is still acceptable; null where it is older than the stop and no period is known. */
  WITHIN_PAID_PERIOD: { readonly billedThrough: Day | null };
  /** Listed to be charged past billed-through. */
  LISTED_AFTER_STOP: { readonly nextDue: Day };
  /** No known device has the printed reference, or nothing is printed. */
  IDENTITY_UNMATCHED: object;
  /** Several known devices have it, and the account does not decide. */
  IDENTITY_AMBIGUOUS: { readonly candidates: readonly { account: string; device: string }[] };
  /** The device matches, the printed account does not. */
  ACCOUNT_MISMATCH: { readonly known: string };
  /** The category has no device, and the line none either. */
  NO_DEVICE: object;
  /** No end of the service is known. */
  NO_STOP_KNOWN: object;
  /** The end is known from counts alone. */
  STOP_FROM_COUNTS: { readonly earliest: Day; readonly latest: Day };
  /** The end is known from two readings, of which the later did not hold the device. */
  STOP_FROM_MISSING: { readonly earliest: Day; readonly latest: Day };
  /** Counts said that the service ended; a plan line near the day still lists units of it. */
  STOP_WITHDRAWN_BY_LISTING: { readonly quantity: string };
  /** A job ran on a later day than the end. */
  STOP_WITHDRAWN_BY_ACTIVITY: { readonly at: string };
  /** The life ends before it begins. */
  LIFE_INCONSISTENT: { readonly from: Day; readonly stop: Day };
  /** Charged before the first registration. */
  BEFORE_START: { readonly from: Day };
  /** The plan line or its due day is not from near the charge's day; cycles lie between that due day and billed-through. */
  RHYTHM_EXTRAPOLATED: { readonly cycles: number };
  /** The due day is worked out from the registration. */
  RHYTHM_FROM_REGISTRATION: object;
  /** The service's own charges lie close enough to be daily. */
  RHYTHM_FROM_SPACING: object;
  /** Nothing shows the cycle; the policy's default stands in. */
  RHYTHM_ASSUMED: object;
  /** Due days of the service lie apart by other than whole cycles. */
  DUE_PHASE_CHANGED: object;
  /** Neither a due day nor a registration is known, so no period is. */
  PERIOD_UNKNOWN: object;
  /** No proof of a debit stands beside the amount. */
  DEBIT_NOT_EVIDENCED: object;
  ZERO_AMOUNT: object;
  /** The debits named by the pack text do not add up to the amount; their sum less the amount. */
  PACK_SUM_DIFFERS: { readonly difference: string };
  /** The n-th line of the service on its day, where one is right. */
  REPEAT_SAME_DAY: { readonly n: number };
  /** So few days after the renewal before. */
  REPEAT_IN_PERIOD: { readonly gapDays: number };
  /** More lines on a day than units. */
  MORE_LINES_THAN_UNITS: { readonly lines: number; readonly units: string };
  /** The number of seats differs from that of the renewal before. */
  TOP_UP_POSSIBLE: object;
  /** Credits gave all of it back. */
  CREDITED: object;
  /** Credits gave so much of it back. */
  PARTLY_CREDITED: { readonly amount: string };
  /** A credit was used that names the account and no device. */
  CREDIT_BY_ACCOUNT_ONLY: object;
  /** Posted so many days after its day. */
  POSTED_LATE: { readonly days: number };
  /** The amount is not what the plan line near the day makes one expect. */
  PRICE_DIFFERS: { readonly expected: string; readonly charged: string };
}

/** Stable name of a reason. Source: billing-audit design 8. */
export type CodeName = keyof CodeDetails;

/** A reason with its figures, such as `{ code: 'AFTER_STOP_NEXT_CYCLE', n: 2 }`. */
export type Code = { [Name in CodeName]: { readonly code: Name } & CodeDetails[Name] }[CodeName];

/**
 * The reason of that name, with its figures; undefined if the finding does not have it.
 *
 * @example codeOf(finding, 'AFTER_STOP')?.daysLate
 */
export function codeOf<Name extends CodeName>(
  { codes }: { readonly codes: readonly Code[] },
  name: Name,
): Extract<Code, { readonly code: Name }> | undefined {
  return codes.find((one): one is Extract<Code, { readonly code: Name }> => one.code === name);
}
