import { divideHalfUp, formatUnits } from '../core/amount.ts';
import type { Category } from './categories.ts';
import type { ReportNumbers } from './check-input.ts';
import type { Finding, FindingCode } from './finding.ts';
import { compareText } from './order.ts';
import type { CategoryFigures, CategoryStatus, FindingCounts, ItemFigures } from './report.ts';

/** Sums of a category, in units. */
export interface CategoryTotals {
  server: bigint;
  portal: bigint;
  gross: bigint;
  billed: bigint;
  expected: bigint;
  impact: bigint;
  grossImpact: bigint;
  pastGrace: bigint;
  unpricedItems: number;
}

/** A finished category. */
export interface CategoryResult {
  readonly category: Category;
  readonly figures: CategoryFigures;
  readonly totals: CategoryTotals;
  readonly items: readonly ItemFigures[];
  readonly findings: readonly Finding[];
}

export function noTotals(): CategoryTotals {
  return {
    server: 0n,
    portal: 0n,
    gross: 0n,
    billed: 0n,
    expected: 0n,
    impact: 0n,
    grossImpact: 0n,
    pastGrace: 0n,
    unpricedItems: 0,
  };
}

/** The category as the report shows it. */
export function categoryFigures(
  { rule, portalRows, serverRows, portalTypes }: Category,
  totals: CategoryTotals,
  status: CategoryStatus,
  findings: readonly Finding[],
  { quantities, money }: ReportNumbers,
): CategoryFigures {
  const variance = totals.portal - totals.server;
  return {
    categoryId: rule.id,
    label: rule.label,
    kind: rule.informational === null ? 'compared' : 'informational',
    compare: rule.compare,
    status,
    server: quantities.format(totals.server),
    portal: quantities.format(totals.portal),
    variance: quantities.format(variance),
    variancePct: percentOf(variance, totals.server),
    gross: quantities.format(totals.gross),
    amounts: {
      billed: money.format(totals.billed),
      expected: money.format(totals.expected),
      impact: money.format(totals.impact),
      grossImpact: money.format(totals.grossImpact),
      unpricedItems: totals.unpricedItems,
    },
    portalRows,
    serverRows,
    portalTypes: [...portalTypes].sort(compareText),
    findings: countCodes(findings),
  };
}

/** One decimal, half up. Source: X11. */
function percentOf(variance: bigint, server: bigint): string | null {
  return server === 0n ? null : formatUnits(divideHalfUp(variance * 1000n, server), 1);
}

function countCodes(findings: readonly Finding[]): FindingCounts {
  const counts = new Map<FindingCode, number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => compareText(a, b)));
}
