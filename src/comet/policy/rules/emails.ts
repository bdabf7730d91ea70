import type { Issue } from '../../../core/errors/input.ts';
import { isObject, itemsOf, memberOf } from '../json.ts';
import { type DraftFacts, numberOf, placeOf, reportsOf } from './facts.ts';

const IMMEDIATE = 0;

/** R15. */
export function emailRefusals(facts: DraftFacts): Issue[] {
  const emails = memberOf(facts.user, 'DefaultEmailReports');
  if (!isObject(emails)) return [];
  const path = placeOf('DefaultEmailReports', 'Reports');
  const reports = reportsOf(facts);
  const isOwn = memberOf(emails, 'ShouldOverrideDefaultReports') === true;
  const issues: Issue[] = [];
  if (isOwn && reports.length === 0 && !facts.isSilent) {
    issues.push({ path, message: "there are no reports; say 'silent' if none is meant", code: 'NO_REPORTS' });
  }
  if (!isOwn && reports.length > 0) {
    const message = 'the reports would be ignored: ShouldOverrideDefaultReports is not true';
    issues.push({ path, message, code: 'REPORTS_IGNORED' });
  }
  for (const { at, value } of reports) {
    if (
      numberOf(value, 'ReportType') === IMMEDIATE ||
      itemsOf(memberOf(value, 'SummaryFrequency')).length > 0
    )
      continue;
    issues.push({
      path: `${at}.SummaryFrequency`,
      message: 'a summary needs a time at which it is sent',
      code: 'REPORT_WITHOUT_FREQUENCY',
    });
  }
  return issues;
}
