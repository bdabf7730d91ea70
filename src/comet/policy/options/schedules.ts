import type { Issue } from '../../../core/errors/input.ts';
import { partsOf, said } from '../given.ts';
import { namedValue } from '../names.ts';
import { pathText } from '../path.ts';
import { entrySetting, POLICY, type Setting } from '../state.ts';
import { commandMembers, type DeviceCommands, emptyId, keyOf } from './items.ts';
import type { ScheduleTime } from './times.ts';

/** The vault of a schedule: the newest one, or one schedule for each. */
export type ScheduleDestination = 'latest' | 'all';

/** How often old backups are looked for. */
export type AutoRetention = 'automatic' | 'immediate' | 'moreOften' | 'lessOften';

/** What else than the time starts a backup. */
export interface ScheduleEvents {
  /** The start of the device. */
  readonly onBoot?: boolean | undefined;
  /** The start of the device, if the last job was missed. */
  readonly onBootIfMissed?: boolean | undefined;
  /** Runs a failed job again. Server 24.6.6 or later. */
  readonly retryFailedJob?: { readonly minutes: number; readonly count: number } | undefined;
}

/** When and how items are backed up. */
export interface PolicySchedule {
  readonly description: string;
  /** A default item of the same draft; without it the schedule goes to the items that users create. */
  readonly source?: string | undefined;
  readonly destination: ScheduleDestination;
  readonly times: readonly ScheduleTime[];
  readonly events?: ScheduleEvents | undefined;
  readonly skipAlreadyRunning?: boolean | undefined;
  /** Longest time of a job in seconds; 0 for no limit. */
  readonly stopAfterSeconds?: number | undefined;
  /** Bytes per second; 0 for no limit. */
  readonly vaultSpeedLimit?: number | bigint | undefined;
  readonly reduceDiskConcurrency?: boolean | undefined;
  readonly useOnDiskIndexes?: boolean | undefined;
  readonly allowZeroFiles?: boolean | undefined;
  readonly autoRetention?: AutoRetention | undefined;
  readonly concurrency?: number | undefined;
  readonly logLevel?: string | undefined;
  /** Server 25.9.6 or later. */
  readonly tags?: string | undefined;
  readonly commands?: DeviceCommands | undefined;
}

/** The vendor's pseudo vault types as text, which is how the field takes them. */
const DESTINATIONS: Readonly<Record<ScheduleDestination, string>> = { latest: '1100', all: '1101' };
const RETENTION_LEVELS: Readonly<Record<AutoRetention, number>> = {
  automatic: 0,
  immediate: 1,
  moreOften: 2,
  lessOften: 3,
};

/** The setting of a schedule. */
export function scheduleSetting(id: string, rule: PolicySchedule): Setting {
  const issues: Issue[] = [];
  const parts = partsOf(rule, `schedule ${said(id)}`, issues);
  const field = parts.source === undefined ? 'DefaultBackupRules' : 'DefaultSourcesBackupRules';
  const path = pathText([POLICY, field, keyOf(id)]);
  issues.push(...emptyId(path, id));
  if (issues.length > 0) return entrySetting(field, keyOf(id), {}, issues);
  issues.push(
    ...wordIssues(`${path}.Destination`, DESTINATIONS, parts.destination),
    ...wordIssues(`${path}.AutoRetentionLevel`, RETENTION_LEVELS, parts.autoRetention ?? 'automatic'),
  );
  if (!Array.isArray(parts.times)) {
    issues.push({ path: `${path}.Schedules`, message: 'times must be a list', code: 'INVALID_OPTION' });
  }
  return entrySetting(field, id, ruleMembers(parts, path, issues), issues);
}

function ruleMembers(rule: Partial<PolicySchedule>, path: string, issues: Issue[]): Record<string, unknown> {
  const { autoRetention } = rule;
  return {
    Description: rule.description,
    ...commandMembers(rule.commands, path, issues),
    Source: rule.source ?? '',
    Destination: namedValue(DESTINATIONS, rule.destination),
    SkipAlreadyRunning: rule.skipAlreadyRunning,
    StopAfter: rule.stopAfterSeconds,
    LimitVaultSpeedBps: rule.vaultSpeedLimit,
    ReduceDiskConcurrency: rule.reduceDiskConcurrency,
    UseOnDiskIndexes: rule.useOnDiskIndexes,
    AllowZeroFilesSuccess: rule.allowZeroFiles,
    AutoRetentionLevel: autoRetention && namedValue(RETENTION_LEVELS, autoRetention),
    ConcurrencyCount: rule.concurrency,
    LogLevel: rule.logLevel,
    Tags: rule.tags,
    Schedules: rule.times,
    EventTriggers: rule.events && eventMembers(rule.events, `${path}.EventTriggers`, issues),
  };
}

function eventMembers(events: ScheduleEvents, path: string, issues: Issue[]): Record<string, unknown> {
  const { onBoot, onBootIfMissed, retryFailedJob } = partsOf(events, path, issues);
  const retry = retryFailedJob && partsOf(retryFailedJob, path, issues);
  return {
    OnPCBoot: onBoot,
    OnPCBootIfLastJobMissed: onBootIfMissed,
    OnLastJobFailDoRetry: retry && true,
    LastJobFailDoRetryCount: retry?.count,
    LastJobFailDoRetryTime: retry?.minutes,
  };
}

function wordIssues(path: string, table: Readonly<Record<string, unknown>>, word: unknown): Issue[] {
  if (namedValue(table, word) !== undefined) return [];
  const message = `${said(word)} is none of ${Object.keys(table).join(', ')}`;
  return [{ path, message, code: 'INVALID_OPTION' }];
}
