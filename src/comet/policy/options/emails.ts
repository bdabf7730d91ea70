import type { Issue } from '../../../core/errors/input.ts';
import type { SearchClause } from '../../admin/generated/types/jobs.ts';
import type { TimeSpan } from '../../admin/generated/types/profile.ts';
import { partsOf, said } from '../given.ts';
import { namedValue } from '../names.ts';
import { pathText } from '../path.ts';
import { copiedSetting, POLICY, type Setting } from '../state.ts';
import type { ScheduleTime } from './times.ts';

/** Reports that are sent at times of their own, by type. */
const TIMED = { summary: 1, groupedStatus: 2, recentActivity: 3 } as const;
const TYPES: Readonly<Record<string, number>> = { immediate: 0, ...TIMED };

/** An e-mail report. */
export type EmailReport =
  | {
      /** After each job. */
      readonly type: 'immediate';
      /** The jobs that it is about, as in the search for jobs. */
      readonly filter?: SearchClause | undefined;
    }
  | {
      /** At times; `groupedStatus` and `recentActivity` need server 22.12 or later. */
      readonly type: keyof typeof TIMED;
      readonly times: readonly ScheduleTime[];
      /** The vendor's own kind of span that the report looks back on. */
      readonly timeSpan?: Readonly<TimeSpan> | undefined;
      readonly filter?: SearchClause | undefined;
    };

/** Everything that a report may have. */
interface ReportParts {
  readonly type: EmailReport['type'];
  readonly times?: readonly ScheduleTime[] | undefined;
  readonly timeSpan?: Readonly<TimeSpan> | undefined;
  readonly filter?: SearchClause | undefined;
}

/** A list of reports that replaces those of the server. Made by `reports`. */
export interface EmailReports {
  readonly reports: readonly EmailReport[];
}

/** Who decides on e-mail reports: the server, nobody (none are sent), or the policy with reports of its own. */
export type EmailPolicy = 'server-default' | 'silent' | EmailReports;

/**
 * Exactly these e-mail reports. Who receives them is a matter of each account.
 *
 * @example
 * reports([{ type: 'summary', times: [times.daily({ at: '08:00' })] }]);
 */
export function reports(list: readonly EmailReport[]): EmailReports {
  return { reports: list };
}

/** The setting of e-mail reports. */
export function emailSetting(emails: EmailPolicy): Setting {
  const path = [POLICY, 'DefaultEmailReports'];
  if (emails === 'server-default') return copiedSetting(path, reportsValue(false, []));
  if (emails === 'silent') return copiedSetting(path, reportsValue(true, []), { isSilent: true });
  const list: unknown = emails?.reports;
  const issues: Issue[] = [];
  if (Array.isArray(list)) {
    const at = pathText([...path, 'Reports']);
    const made = list.map((report, index) => wireReport(report, `${at}[${index}]`, issues));
    return copiedSetting(path, reportsValue(true, made), { issues });
  }
  const message = 'must be server-default, silent or reports([...])';
  issues.push({ path: 'emails', message, code: 'INVALID_OPTION' });
  return copiedSetting(path, reportsValue(true, []), { isSilent: true, issues });
}

function reportsValue(isOwn: boolean, list: readonly object[]): object {
  return { ShouldOverrideDefaultReports: isOwn, Reports: list };
}

function wireReport(report: EmailReport, path: string, issues: Issue[]): object {
  const before = issues.length;
  const parts = partsOf<ReportParts>(report, path, issues);
  const type = namedValue(TYPES, parts.type);
  if (type === undefined && issues.length === before) {
    const message = `${said(parts.type)} is none of ${Object.keys(TYPES).join(', ')}`;
    issues.push({ path: `${path}.ReportType`, message, code: 'INVALID_OPTION' });
  }
  return {
    ReportType: type ?? 0,
    SummaryFrequency: parts.times ?? [],
    TimeSpan: parts.timeSpan,
    Filter: parts.filter,
  };
}
