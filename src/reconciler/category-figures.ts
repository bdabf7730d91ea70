import type { Category } from './category.ts';
import { type ComparedSums, categoryStatus } from './category-status.ts';
import { Exact } from './exact.ts';
import { compareText } from './order.ts';
import type { CategoryFigures, CategoryStatus, FindingCounts } from './report.ts';

/** Sums of a category whose rows are all in. */
export interface CategorySums extends ComparedSums {
  readonly portal: Exact;
  readonly billed: Exact;
  readonly expected: Exact;
  readonly impact: Exact;
  readonly grossImpact: Exact;
  readonly pastGrace: Exact;
}

export function sumsOf({ totals }: Category): CategorySums {
  const { even } = totals;
  const server = totals.server.value.plus(even.quantity.value);
  const portal = totals.portal.value.plus(even.quantity.value);
  return {
    server,
    portal,
    variance: portal.minus(server),
    gross: totals.gross.value,
    billed: totals.billed.value.plus(even.money.value),
    expected: totals.expected.value.plus(even.money.value),
    impact: totals.impact.value,
    grossImpact: totals.grossImpact.value,
    pastGrace: totals.pastGrace.value,
  };
}

/** The category as the report shows it. */
export function categoryFigures(
  category: Category,
  sums: CategorySums,
  comparable: boolean,
): CategoryFigures {
  const { rule, portalRows, serverRows, portalTypes, totals, isCompared } = category;
  return {
    categoryId: rule.id,
    label: rule.label,
    kind: isCompared ? 'compared' : 'informational',
    compare: rule.compare,
    status: statusOf(category, sums, comparable),
    server: sums.server.text,
    portal: sums.portal.text,
    variance: sums.variance.text,
    variancePct: percentOf(sums),
    gross: sums.gross.text,
    amounts: {
      billed: sums.billed.text,
      expected: sums.expected.text,
      impact: sums.impact.text,
      grossImpact: sums.grossImpact.text,
      unpricedItems: totals.unpricedItems,
    },
    portalRows,
    serverRows,
    portalTypes: [...portalTypes].sort(compareText),
    findings: countsOf(category),
  };
}

function statusOf({ rule, isCompared }: Category, sums: CategorySums, comparable: boolean): CategoryStatus {
  return isCompared && comparable ? categoryStatus(sums, rule.tolerance) : 'not_comparable';
}

const HUNDRED = new Exact(100n, 0);

/** One decimal, half up. Source: X11. */
function percentOf({ variance, server }: CategorySums): string | null {
  return server.isZero ? null : variance.times(HUNDRED).dividedBy(server, 1).text;
}

function countsOf({ findingCounts }: Category): FindingCounts {
  return Object.fromEntries([...findingCounts].sort(([a], [b]) => compareText(a, b)));
}
