import type { SearchClause } from '../../admin/generated/types/jobs.ts';
import type { TimeSpan } from '../../admin/generated/types/profile.ts';
import { namedValue } from '../names.ts';
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
  if (Array.isArray(emails?.reports)) return copiedSetting(path, reportsValue(true, emails.reports));
  const issue = { path: 'emails', message: 'must be server-default, silent or reports([...])' };
  return copiedSetting(path, reportsValue(true, []), {
    isSilent: true,
    issues: [{ ...issue, code: 'INVALID_OPTION' }],
  });
}

function reportsValue(isOwn: boolean, list: readonly EmailReport[]): object {
  return { ShouldOverrideDefaultReports: isOwn, Reports: list.map(wireReport) };
}

function wireReport(report: EmailReport): object {
  return {
    // A word that is no type stays, so that the check of types names it.
    ReportType: namedValue(TYPES, report.type) ?? report.type,
    SummaryFrequency: 'times' in report ? report.times : [],
    TimeSpan: 'timeSpan' in report ? report.timeSpan : undefined,
    Filter: report.filter,
  };
}
