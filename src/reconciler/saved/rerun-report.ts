import type { ReconcileOptions } from '../options.ts';
import { reconcile } from '../reconcile.ts';
import { REPORT_SCHEMA_VERSION, type ReconciliationReport } from '../report.ts';
import {
  type ReportSources,
  type SealedReport,
  type SealProblem,
  sealReport,
  verifyReport,
} from '../seal.ts';

/** What a second run of a saved report can find. */
export type RerunProblem = SealProblem | 'RESULT_DIFFERS' | 'REPORT_UNREADABLE';

/** A saved report that was made again. */
export interface Rerun {
  /** Empty: text, sources and result are just what they were. */
  readonly problems: readonly RerunProblem[];
  /** The report that the sources make now; null if the saved text was changed, or is no report of this version. */
  readonly report: ReconciliationReport | null;
}

/**
 * Makes a saved report again from its sources, with the options that it names, and compares the two. Only what a
 * report does not hold has to be given again: aliases, the judgement of grace, and a largest skew that is no whole
 * number of minutes. Source: reconciler 10.5.
 *
 * @throws InvalidInputError for sources that cannot be read
 */
export function rerunReport(
  sealed: SealedReport,
  sources: ReportSources,
  given: Pick<ReconcileOptions, 'aliases' | 'graceOf' | 'maxSkewHours'> = {},
): Rerun {
  const problems: RerunProblem[] = verifyReport(sealed, sources);
  if (problems.includes('REPORT_CHANGED')) return { problems, report: null };
  const named = optionsIn(sealed.json);
  if (named === undefined) return { problems: [...problems, 'REPORT_UNREADABLE'], report: null };
  const { maxSkewHours = named.maxSkewHours } = given;
  const options: ReconcileOptions = { ...named, ...given, maxSkewHours, rules: sources.rules };
  const report = reconcile(sources.server, sources.portal, options);
  if (sealReport(report, sources).sha256 !== sealed.sha256) problems.push('RESULT_DIFFERS');
  return { problems, report };
}

/** The options that a report names; undefined for text that is none, or one of another version. */
function optionsIn(json: string): Omit<ReconcileOptions, 'rules'> | undefined {
  const report = members(jsonIn(json));
  const settings = members(report['settings']);
  const completeness = members(report['completeness']);
  const { prefixLength } = settings;
  const { maxSkewMinutes } = completeness;
  if (report['schemaVersion'] !== REPORT_SCHEMA_VERSION) return undefined;
  if (typeof prefixLength !== 'number' || typeof maxSkewMinutes !== 'number') return undefined;
  return {
    reportId: textOrNull(report['reportId']),
    generatedAt: textOrNull(report['generatedAt']),
    currency: textOrNull(report['currency']),
    requiredServers: requiredIn(completeness['servers']),
    maxSkewHours: maxSkewMinutes / 60,
    includeSuspended: settings['includeSuspended'] === true,
    projectDailyLines: settings['projectDailyLines'] === true,
    prefixLength,
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function requiredIn(servers: unknown): string[] {
  if (!Array.isArray(servers)) return [];
  return servers.map(members).flatMap(({ serverKey, required }) => {
    return typeof serverKey === 'string' && required === true ? [serverKey] : [];
  });
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
