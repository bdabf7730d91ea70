import type { ReconciliationReport } from './report.ts';

/**
 * The report in a few lines, for a log or a message: one per compared category that is not `ok`, or a single
 * one that says all is well.
 *
 * @example varianceSummary(report) // ['Hyper-V VMs: Server=5, Portal=3 (-2)']
 */
export function varianceSummary({ status, categories }: ReconciliationReport): string[] {
  const lines = categories
    .filter((category) => category.kind === 'compared' && category.status !== 'ok')
    .map(({ label, server, portal, variance, status: judged }) => {
      const sign = variance.startsWith('-') ? '' : '+';
      const line = `${label}: Server=${server}, Portal=${portal} (${sign}${variance})`;
      return judged === 'offsetting' ? `${line}, differences cancel out` : line;
    });
  if (status === 'incomplete') return ['The comparison is incomplete.', ...lines];
  return lines.length === 0 ? ['All categories match.'] : lines;
}
