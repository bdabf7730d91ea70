import type { Issue } from '../../../core/errors/input.ts';
import { type InstantInput, readInstant } from '../../../core/time.ts';
import { partsOf } from '../given.ts';
import { WEEKDAYS, type Weekday } from '../names.ts';
import { pathText } from '../path.ts';
import { copiedSetting, POLICY, type Setting, setting } from '../state.ts';

/** What one rule keeps, on the vendor's wire. Made by `keep`. */
export interface RetentionRangeSpec {
  readonly Type: number;
  readonly Timestamp?: number | undefined;
  readonly Jobs?: number | undefined;
  readonly Days?: number | undefined;
  readonly Weeks?: number | undefined;
  readonly Months?: number | undefined;
  readonly Years?: number | undefined;
  readonly WeekOffset?: number | undefined;
  readonly MonthOffset?: number | undefined;
  readonly YearOffset?: number | undefined;
}

/** What backups are kept. Made by `keepEverything` and `keepOnly`. */
export interface Retention {
  readonly Mode: number;
  readonly Ranges: readonly RetentionRangeSpec[];
}

/** Whom a retention binds. */
export interface RetentionOptions {
  /** Imposes it on all vaults, also on those that are there. */
  readonly enforce?: boolean | undefined;
  /** Forbids retentions of single items, which otherwise win. */
  readonly lockItems?: boolean | undefined;
}

/** A span back from now; members add up and at least one is above 0. */
export interface Span {
  readonly days?: number | undefined;
  readonly weeks?: number | undefined;
  readonly months?: number | undefined;
  /** Server 25.3.1 or later. */
  readonly years?: number | undefined;
}

/**
 * Rules that each keep some backups; a backup is deleted when none keeps it. They throw nothing: `build()` refuses
 * what they cannot read.
 */
export const keep = Object.freeze({
  /** The newest jobs. */
  lastJobs: (jobs: number): RetentionRangeSpec => ({ Type: 900, Jobs: jobs }),
  /** All jobs after an instant. */
  after: (instant: InstantInput): RetentionRangeSpec => ({ Type: 901, Timestamp: seconds(instant) }),
  /** All jobs of the time before now. */
  within: (span: Span): RetentionRangeSpec => ({
    Type: 902,
    Days: span?.days,
    Weeks: span?.weeks,
    Months: span?.months,
    Years: span?.years,
  }),
  /** The first job of each of the last days. */
  firstPerDay: (span: { readonly days: number }): RetentionRangeSpec => ({ Type: 903, Days: span?.days }),
  /** The first job on a day of each of the last months. A month without that day keeps nothing. */
  monthly: (span: { readonly months: number; readonly onDay: number }): RetentionRangeSpec => ({
    Type: 905,
    Months: span?.months,
    MonthOffset: span?.onDay,
  }),
  /** The first job on a weekday of each of the last weeks. */
  weekly: (span: { readonly weeks: number; readonly onWeekday: Weekday }): RetentionRangeSpec => ({
    Type: 906,
    Weeks: span?.weeks,
    WeekOffset: WEEKDAYS.indexOf(span?.onWeekday),
  }),
  /** The newest jobs, one a day at most. */
  lastPerDay: (jobs: number): RetentionRangeSpec => ({ Type: 907, Jobs: jobs }),
  /** The newest jobs, one a week at most. */
  lastPerWeek: (jobs: number): RetentionRangeSpec => ({ Type: 908, Jobs: jobs }),
  /** The newest jobs, one a month at most. */
  lastPerMonth: (jobs: number): RetentionRangeSpec => ({ Type: 909, Jobs: jobs }),
  /** The newest jobs, one a year at most. Server 25.3.1 or later. */
  lastPerYear: (jobs: number): RetentionRangeSpec => ({ Type: 910, Jobs: jobs }),
  /** The first job of each of the last years. What the vendor counts `offset` from is not published. */
  yearly: (span: { readonly years: number; readonly offset?: number | undefined }): RetentionRangeSpec => ({
    Type: 911,
    Years: span?.years,
    YearOffset: span?.offset,
  }),
});

/** Seconds since 1970; undefined for what is no instant, which `build()` refuses. */
function seconds(instant: InstantInput): number | undefined {
  const text: unknown = instant;
  const ms =
    instant instanceof Date ? instant.getTime() : typeof text === 'string' ? readInstant(text) : undefined;
  return ms === undefined || Number.isNaN(ms) ? undefined : Math.floor(ms / 1000);
}

/** Keeps every backup for ever. */
export function keepEverything(): Retention {
  return { Mode: 801, Ranges: [] };
}

/**
 * Deletes every backup that none of the rules keeps.
 *
 * @example
 * keepOnly((keep) => [keep.lastJobs(30), keep.monthly({ months: 12, onDay: 1 })]);
 */
export function keepOnly(
  rules: readonly RetentionRangeSpec[] | ((constructors: typeof keep) => readonly RetentionRangeSpec[]),
): Retention {
  return { Mode: 802, Ranges: typeof rules === 'function' ? rules(keep) : rules };
}

/** Unset, all, and only what a range keeps. */
const MODES = [0, 801, 802];

/** The settings of a retention. */
export function retentionSettings(retention: Retention, options: RetentionOptions): Setting[] {
  const path = [POLICY, 'DefaultStorageVaultRetention'];
  const issues: Issue[] = [];
  const { enforce, lockItems } = partsOf(options, 'retention', issues);
  const { Mode } = partsOf(retention, pathText(path), issues);
  if (issues.length === 0 && !MODES.some((mode) => mode === Mode)) {
    const message = 'must be keepEverything() or keepOnly(...)';
    issues.push({ path: pathText(path), message, code: 'INVALID_OPTION' });
  }
  const settings = [copiedSetting(path, retention ?? {}, { issues })];
  if (enforce !== undefined) settings.push(setting('EnforceStorageVaultRetention', enforce));
  if (lockItems !== undefined) settings.push(setting('PreventProtectedItemRetention', lockItems));
  return settings;
}
