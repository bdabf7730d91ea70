import type { ReportIssue } from 'reseller-sdk/comet/portal';
import { foreign, type Output } from '../output.ts';

/** Issues that are logged one by one; a report whose form has changed may have one for each of its rows. */
const MOST = 20;

/** What is said of rows that could not be read. */
export function unreadText(rows: number): string {
  return `${rows} rows of the portal could not be read; they are counted and booked nowhere`;
}

/** Logs what is odd about a report of the portal. */
export function logIssues({ log }: Output, report: string, issues: readonly ReportIssue[]): void {
  for (const { code, row, text } of issues.slice(0, MOST)) {
    const place = row === null ? report : `${report}, row ${row + 1}`;
    log(`${place}: ${code}${text === null ? '' : ` (${foreign(text)})`}`);
  }
  if (issues.length > MOST) log(`${report}: and ${issues.length - MOST} more`);
}
