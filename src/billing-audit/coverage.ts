import { InvalidInputError, type Issue } from '../core/errors/input.ts';
import { DAY_MS, type Day, type InstantInput } from '../core/time.ts';
import { type DayNumber, dayOf, dayOfMs, dayText } from './days.ts';
import { instantMs } from './instants.ts';
import type { AuditWindow } from './records.ts';
import { readWindow } from './window.ts';

/** What is there to judge a window by. */
export interface CoverageInput {
  /** Days on which something was charged, in any order. */
  readonly chargeDays: Iterable<string>;
  /** Instants of the snapshots of plan lines, in any order. */
  readonly snapshotInstants: Iterable<InstantInput>;
  /** Days of purchases of credit; null if that is not looked at. */
  readonly purchaseDays?: Iterable<string> | null | undefined;
  /** Whether daily services exist, so that each day should have a charge. Default false. */
  readonly hasDailyServices?: boolean | undefined;
  /** Hours between two snapshots beyond which the gap is named. Default 48. */
  readonly maxSnapshotGapHours?: number | undefined;
}

/** Something that is not there. */
export type CoverageGap =
  | 'CHARGES_START_LATE'
  | 'CHARGES_END_EARLY'
  | 'DAYS_WITHOUT_CHARGES'
  | 'SNAPSHOTS_START_LATE'
  | 'SNAPSHOTS_END_EARLY'
  | 'SNAPSHOT_HOLE'
  | 'NO_PURCHASES';

/** How complete the evidence of a window is. Days are UTC. */
export interface Coverage {
  readonly from: Day;
  readonly to: Day;
  readonly firstChargeDay: Day | null;
  readonly lastChargeDay: Day | null;
  /** Days of the window without a charge, counted whether or not daily services exist. */
  readonly daysWithoutCharges: number;
  readonly firstSnapshotDay: Day | null;
  readonly lastSnapshotDay: Day | null;
  /** Longest time between two snapshots, in or into the window, in begun hours; null where no two are. */
  readonly largestHoleHours: number | null;
  readonly gaps: readonly CoverageGap[];
}

const DEFAULT_MAX_GAP_HOURS = 48;
const HOUR_MS = 3_600_000;

/**
 * Whether charges, snapshots and purchases cover a window, at its ends and between them. It belongs beside a claim;
 * it never lowers a finding. Source: billing-audit 4.11.
 *
 * @throws InvalidInputError for texts that are no calendar days or instants
 */
export function coverageOf(window: AuditWindow, input: CoverageInput): Coverage {
  const { from, to } = readWindow(window);
  const charged = daysOf(input.chargeDays, 'chargeDays');
  const snapshots = instantsOf(input.snapshotInstants);
  const hole = largestHole(snapshots, from * DAY_MS, (to + 1) * DAY_MS);
  const bare = to - from + 1 - charged.filter((day) => day >= from && day <= to).length;
  const {
    hasDailyServices = false,
    purchaseDays = null,
    maxSnapshotGapHours = DEFAULT_MAX_GAP_HOURS,
  } = input;
  const snapshotDays = snapshots.map(dayOfMs);
  const found: readonly (readonly [CoverageGap, boolean])[] = [
    ['CHARGES_START_LATE', (charged[0] ?? Number.POSITIVE_INFINITY) > from],
    ['CHARGES_END_EARLY', (charged.at(-1) ?? Number.NEGATIVE_INFINITY) < to],
    ['DAYS_WITHOUT_CHARGES', hasDailyServices && bare > 0],
    ['SNAPSHOTS_START_LATE', (snapshotDays[0] ?? Number.POSITIVE_INFINITY) > from],
    ['SNAPSHOTS_END_EARLY', (snapshotDays.at(-1) ?? Number.NEGATIVE_INFINITY) < to],
    ['SNAPSHOT_HOLE', (hole ?? 0) > maxSnapshotGapHours * HOUR_MS],
    ['NO_PURCHASES', purchaseDays !== null && daysOf(purchaseDays, 'purchaseDays').length === 0],
  ];
  return {
    from: dayText(from),
    to: dayText(to),
    firstChargeDay: dayText(charged[0] ?? null),
    lastChargeDay: dayText(charged.at(-1) ?? null),
    daysWithoutCharges: bare,
    firstSnapshotDay: dayText(snapshotDays[0] ?? null),
    lastSnapshotDay: dayText(snapshotDays.at(-1) ?? null),
    largestHoleHours: hole === null ? null : Math.ceil(hole / HOUR_MS),
    gaps: found.filter(([, isThere]) => isThere).map(([gap]) => gap),
  };
}

/** Ascending, each once. */
function daysOf(texts: Iterable<string>, path: string): DayNumber[] {
  const days = new Set(Array.from(texts, (text, index) => dayOf(text, `${path}[${index}]`)));
  return [...days].sort((a, b) => a - b);
}

function instantsOf(inputs: Iterable<InstantInput>): number[] {
  const instants = Array.from(inputs, instantMs);
  const issues = instants.flatMap((ms, index): Issue[] => {
    const path = `snapshotInstants[${index}]`;
    return Number.isNaN(ms) ? [{ path, message: 'must be an instant: ISO 8601 with Z or an offset' }] : [];
  });
  if (issues.length > 0) throw new InvalidInputError('coverage', issues);
  return instants.sort((a, b) => a - b);
}

/** Longest time between two snapshots in a row that lies in the window or reaches into it; null without any. */
function largestHole(snapshots: readonly number[], start: number, end: number): number | null {
  let largest: number | null = null;
  for (const [index, at] of snapshots.entries()) {
    const before = snapshots[index - 1];
    if (before === undefined || at <= start || before >= end) continue;
    largest = Math.max(largest ?? 0, at - before);
  }
  return largest;
}
