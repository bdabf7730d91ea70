import { Comparison } from './comparison.ts';
import { compileOptions } from './compile-options.ts';
import { checkHeaders, checkRows, factsOf, type Headers } from './headers.ts';
import type { PortalUsage, ServerUsage } from './input.ts';
import type { ReconcileOptions } from './options.ts';
import type { ReconciliationReport } from './report.ts';
import { writeReport } from './write-report.ts';

/**
 * Compares what runs on the servers with what the portal bills: per category, and per device within it. Pure
 * and synchronous; neither input is changed, and the order of their rows plays no part. Variance is portal
 * minus server, impact is billed minus expected, both positive when too much is billed. Source: reconciler 10.
 *
 * @example
 * const report = reconcile(server, portal, { rules });
 * report.status; // 'ok' | 'variance_detected' | 'incomplete'
 * report.findings.filter(({ severity }) => severity === 'problem');
 * @throws InvalidInputError for rules or rows that cannot be read, with every issue; `CURRENCY_MISMATCH` for
 * rows in several currencies, `DUPLICATE_ROW_ID` for a portal row that stands twice
 */
export function reconcile(
  server: ServerUsage,
  portal: PortalUsage,
  options: ReconcileOptions,
): ReconciliationReport {
  const compiled = compileOptions(options);
  const comparison = new Comparison(compiled);
  for (const row of server.rows) comparison.addServerRow(row);
  for (const row of portal.rows) comparison.addPortalRow(row);
  const headers: Headers = { servers: server.servers, snapshot: portal.snapshot };
  checkHeaders(headers, comparison.reader);
  checkRows(headers, comparison.reader);
  const kept = comparison.emptyContents();
  const { entries, judge } = comparison.judgement(factsOf(headers));
  for (const entry of entries) judge(entry, kept);
  comparison.handOver(kept);
  return writeReport(compiled, headers, comparison, kept.contents());
}
