import type { CoverageGap, StopSource, Verdict } from '../../../billing-audit/index.ts';

/** What became of a charge, and what that means. */
export const VERDICT: Readonly<Record<Verdict, readonly [name: string, meaning: string]>> = {
  confirmed: ['Confirmed', 'charged past the end, with evidence that is all observed'],
  probable: ['Probable', 'charged past the end, with evidence that is inferred in part'],
  duplicate: ['Duplicate', 'the same service was charged before for the same time'],
  review: ['To review', 'something is missing for a judgement'],
  reversed: ['Given back', 'charged past the end, and credited in full since'],
  ok_within: ['Right, within the paid period', 'ended, and charged for what was still payable'],
  ok_live: ['Right, in use', 'no end of the service is known'],
  not_assessable: ['Not assessable', 'the category has no device'],
};

/** All verdicts, what needs action first. */
export const VERDICT_ORDER: readonly Verdict[] = [
  'confirmed',
  'probable',
  'duplicate',
  'review',
  'reversed',
  'ok_within',
  'ok_live',
  'not_assessable',
];

/** Where the end of a service is known from. */
export const STOP: Readonly<Record<StopSource, string>> = {
  event: 'recorded when the device was revoked',
  accountEnd: 'recorded when the account was removed',
  missing: 'seen before, absent from a later complete reading',
  count: 'counts fell to zero',
};

/** What is not covered. */
export const GAP: Readonly<Record<CoverageGap, string>> = {
  CHARGES_START_LATE: 'There is no charge from the first days of the window.',
  CHARGES_END_EARLY: 'There is no charge from the last days of the window.',
  DAYS_WITHOUT_CHARGES: 'There are days without any charge.',
  SNAPSHOTS_START_LATE: 'The first snapshot of the plan lines is later than the window.',
  SNAPSHOTS_END_EARLY: 'The last snapshot of the plan lines is earlier than the end of the window.',
  SNAPSHOT_HOLE: 'Two snapshots of the plan lines lie far apart.',
  NO_PURCHASES: 'There is no purchase of credit.',
};
