import type { Category } from './category.ts';
import { type CategorySums, categoryFigures, sumsOf } from './category-figures.ts';
import type { Comparison } from './comparison.ts';
import type { CompiledOptions } from './compile-options.ts';
import { completenessFindings, judgeCompleteness } from './completeness.ts';
import { Exact } from './exact.ts';
import type { Headers } from './headers.ts';
import type { Contents } from './kept-items.ts';
import { sortFindings } from './order.ts';
import {
  type CategoryFigures,
  type CategoryStatus,
  type Completeness,
  type OverallStatus,
  REPORT_SCHEMA_VERSION,
  type ReconciliationReport,
  type ReportSummary,
  type ReportTotals,
} from './report.ts';

interface CategoryResult {
  readonly category: Category;
  readonly sums: CategorySums;
  readonly figures: CategoryFigures;
}

/** Puts the report together once everything is judged. Without contents it lists nothing. */
export function writeReport(
  options: CompiledOptions,
  headers: Headers,
  { categories, reader }: Comparison,
  contents: Contents | null,
): ReconciliationReport {
  const { reportId, generatedAt, settings } = options;
  const completeness = judgeCompleteness(headers, options);
  const results = categories.inOrder().map((category) => resultOf(category, completeness));
  return {
    schemaVersion: REPORT_SCHEMA_VERSION,
    reportId,
    generatedAt,
    currency: reader.currency,
    settings,
    status: overallStatus(results, completeness),
    completeness,
    summary: summarise(results),
    totals: sumUp(results),
    categories: results.map(({ figures }) => figures),
    items: contents?.items ?? [],
    findings:
      contents === null ? [] : sortFindings([...contents.findings, ...completenessFindings(completeness)]),
  };
}

function resultOf(category: Category, { complete }: Completeness): CategoryResult {
  const sums = sumsOf(category);
  return { category, sums, figures: categoryFigures(category, sums, complete) };
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

function sumUp(results: readonly CategoryResult[]): ReportTotals {
  const sum = (part: (result: CategoryResult) => Exact): string =>
    results.reduce((total, result) => total.plus(part(result)), Exact.ZERO).text;
  const count = (part: (category: Category) => number): number =>
    results.reduce((total, { category }) => total + part(category), 0);
  return {
    serverRows: count(({ serverRows }) => serverRows),
    portalRows: count(({ portalRows }) => portalRows),
    totalAmount: sum(({ category, sums }) =>
      category.rule.informational?.excludeFromTotal === true ? Exact.ZERO : sums.billed,
    ),
    grandTotal: sum(({ sums }) => sums.billed),
    impact: sum(({ sums }) => sums.impact),
    grossImpact: sum(({ sums }) => sums.grossImpact),
    unpricedItems: count(({ totals }) => totals.unpricedItems),
    pastGraceAmount: sum(({ sums }) => sums.pastGrace),
  };
}
