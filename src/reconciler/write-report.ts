import type { CategoryResult } from './category-result.ts';
import type { ReportNumbers } from './check-input.ts';
import { completenessFindings } from './completeness.ts';
import type { Finding } from './finding.ts';
import { isoOrNull } from './instants.ts';
import { makeFinding } from './make-finding.ts';
import type { ReconcileOptions } from './options.ts';
import { compareText, serverRowId, sortFindings } from './order.ts';
import type { DeviceEntry, Pool } from './pool.ts';
import {
  type CategoryStatus,
  type Completeness,
  type OverallStatus,
  REPORT_SCHEMA_VERSION,
  type ReconciliationReport,
  type ReportSettings,
  type ReportSummary,
  type ReportTotals,
} from './report.ts';

interface Parts {
  readonly options: ReconcileOptions;
  readonly settings: ReportSettings;
  readonly currency: string | null;
  readonly completeness: Completeness;
  readonly numbers: ReportNumbers;
  readonly results: readonly CategoryResult[];
  readonly pool: Pool;
}

/** Puts the report together from its finished categories. */
export function writeReport(parts: Parts): ReconciliationReport {
  const { options, settings, currency, completeness, results } = parts;
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    reportId: options.reportId ?? null,
    generatedAt: isoOrNull(options.generatedAt ?? null, 'generatedAt'),
    currency,
    settings,
    status: overallStatus(results, completeness),
    completeness,
    summary: summarise(results),
    totals: sumUp(results, parts.numbers),
    categories: results.map(({ figures }) => figures),
    items: results.flatMap(({ items }) => items),
    findings: sortFindings([
      ...results.flatMap(({ findings }) => findings),
      ...completenessFindings(completeness),
      ...parts.pool.sharedDevices().map(sharedDevice),
    ]),
  };
}

const VARIANCES: ReadonlySet<CategoryStatus> = new Set(['over_billed', 'under_billed', 'offsetting']);

function overallStatus(results: readonly CategoryResult[], { complete }: Completeness): OverallStatus {
  if (!complete) return 'incomplete';
  return results.some(({ figures }) => VARIANCES.has(figures.status)) ? 'variance_detected' : 'ok';
}

function summarise(results: readonly CategoryResult[]): ReportSummary {
  const summary = {
    ok: 0,
    within_tolerance: 0,
    over_billed: 0,
    under_billed: 0,
    offsetting: 0,
    not_comparable: 0,
    informational: 0,
  };
  for (const { figures } of results) {
    summary[figures.kind === 'informational' ? 'informational' : figures.status] += 1;
  }
  return summary;
}

function sumUp(results: readonly CategoryResult[], { money }: ReportNumbers): ReportTotals {
  let [total, grand, impact, grossImpact, pastGrace] = [0n, 0n, 0n, 0n, 0n];
  let [serverRows, portalRows, unpricedItems] = [0, 0, 0];
  for (const { category, totals } of results) {
    grand += totals.billed;
    if (category.rule.informational?.excludeFromTotal !== true) total += totals.billed;
    impact += totals.impact;
    grossImpact += totals.grossImpact;
    pastGrace += totals.pastGrace;
    serverRows += category.serverRows;
    portalRows += category.portalRows;
    unpricedItems += totals.unpricedItems;
  }
  return {
    serverRows,
    portalRows,
    totalAmount: money.format(total),
    grandTotal: money.format(grand),
    impact: money.format(impact),
    grossImpact: money.format(grossImpact),
    unpricedItems,
    pastGraceAmount: money.format(pastGrace),
  };
}

/** One device id under several users: the same machine counts more than once. */
function sharedDevice(entries: readonly DeviceEntry[]): Finding {
  const candidates = entries
    .map(({ account, deviceId }) => ({ account, deviceId }))
    .sort((a, b) => compareText(a.account, b.account));
  const rows = entries.flatMap(({ cells }) => cells.flatMap((cell) => cell?.serverRows ?? []));
  return makeFinding(
    'DEVICE_ON_MULTIPLE_ACCOUNTS',
    { deviceId: candidates[0]?.deviceId ?? null },
    { expected: '1', actual: String(candidates.length), candidates, evidence: rows.map(serverRowId).sort() },
  );
}
