import type { Day } from '../core/time.ts';
import type { Code } from './codes.ts';
import type { Charge, PlanLine, Service } from './records.ts';

/** How well a link of the evidence is known. */
export type Grade = 'observed' | 'inferred' | 'missing';

/** All verdicts, from harmless to doubtful. */
export const VERDICTS = [
  'ok_live',
  'ok_within',
  'confirmed',
  'probable',
  'reversed',
  'duplicate',
  'review',
  'not_assessable',
] as const;

/**
 * What became of a charge.
 * - `ok_live`: no end of the service is known.
 * - `ok_within`: the service ended, and the charge lies in what was still payable.
 * - `confirmed`, `probable`: charged past that, with evidence that is all observed, or in part inferred.
 * - `reversed`: charged past that, and credited in full since.
 * - `duplicate`: the same service was charged before for the same time.
 * - `review`: something is missing for a judgement.
 * - `not_assessable`: a category that has no device, on a line without one.
 */
export type Verdict = (typeof VERDICTS)[number];

/** The evidence of a finding, link by link. What was not looked at is `missing`. */
export interface Links {
  /** Money was taken. */
  readonly debit: Grade;
  /** The line is about this device. */
  readonly identity: Grade;
  /** The service ended when it is said to. */
  readonly stop: Grade;
  /** The service is charged in this cycle, on these days. */
  readonly rhythm: Grade;
}

/** Where the end of a service is known from, best first. */
export type StopSource = 'event' | 'accountEnd' | 'missing' | 'count';

/** When a service ended: not before the last sighting, not after the first proof of absence. UTC days. */
export interface Stop {
  readonly earliest: Day;
  readonly latest: Day;
  readonly source: StopSource;
  readonly grade: Grade;
}

/** One life of a service: a device that is revoked and registered again has two. */
export interface Life {
  /** UTC day of registration; null if it is not known. */
  readonly from: Day | null;
  /** Null while it lives. */
  readonly stop: Stop | null;
  /** First job on a later UTC day than the stop, as ISO text: it withdraws the stop. */
  readonly contradictedBy: string | null;
}

/** How a service is charged: every so many days, and on which. */
export interface Rhythm {
  readonly cycleDays: number;
  /** A day on which a charge is due; all others lie whole cycles away. Null if none is known, or the cycle is daily. */
  readonly anchor: Day | null;
  /** Plan line, due day from the registration, spacing of the charges, or the policy's default. */
  readonly source: 'plan' | 'registration' | 'spacing' | 'default';
  readonly grade: Grade;
  /** The plan line that was used; lines of one service in one snapshot are added up. */
  readonly seen: PlanLine | null;
}

/** What the audit says about one charge. Amounts are decimal text in the charge's currency, exact. */
export interface Finding {
  readonly chargeId: string;
  /** Null where the line names no device that is known. */
  readonly service: Service | null;
  readonly day: Day;
  readonly category: string;
  readonly verdict: Verdict;
  /** Why, with figures; no code stands twice. */
  readonly codes: readonly Code[];
  readonly links: Links;
  readonly gross: string;
  /** What credits gave back. */
  readonly credited: string;
  /** Gross less credited. */
  readonly net: string;
  /** Last day on which a charge is still acceptable. */
  readonly billedThrough: Day | null;
  readonly life: Life | null;
  readonly rhythm: Rhythm | null;
  /** Credits that were drawn on, in that order. */
  readonly creditIds: readonly string[];
  /** Id of the charge that this one repeats. */
  readonly repeatOf: string | null;
  /** The charge as it came. */
  readonly charge: Charge;
}
