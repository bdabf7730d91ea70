import type { Category } from './categories.ts';
import { type CategoryResult, type CategoryTotals, categoryFigures, noTotals } from './category-result.ts';
import { categoryStatus } from './category-status.ts';
import type { ReportNumbers } from './check-input.ts';
import type { Finding } from './finding.ts';
import type { PortalRow } from './input.ts';
import { figuresOf, type Item, type ItemContext, measure } from './item.ts';
import { judgeItem } from './judge-item.ts';
import type { GraceVerdict } from './options.ts';
import type { Entry } from './pool.ts';
import { type Line, type Price, Pricing } from './price.ts';
import type { ItemFigures } from './report.ts';

/** What all categories of a report share. */
export interface ComparisonContext {
  readonly numbers: ReportNumbers;
  readonly projectDailyLines: boolean;
  readonly collectedAt: ReadonlyMap<string, number>;
  readonly graceOf: ((row: PortalRow) => GraceVerdict) | null;
  /** Both sides are whole and near enough: the status may be told. */
  readonly comparable: boolean;
  /** There is a portal snapshot at all: differences may be called findings. */
  readonly judged: boolean;
}

/** Compares one category, item by item. `entries` come in the order in which items are listed. */
export function compareCategory(
  category: Category,
  entries: readonly Entry[],
  context: ComparisonContext,
): CategoryResult {
  const itemContext = contextOf(category, entries, context);
  const totals = noTotals();
  const items: ItemFigures[] = [];
  const findings: Finding[] = [];
  for (const entry of entries) {
    const cell = entry.cells[category.number];
    if (cell === undefined || cell.absorbed) continue;
    const item = measure(entry, cell, itemContext);
    add(totals, item);
    if (!context.judged) {
      items.push(figuresOf(item, [], itemContext));
      continue;
    }
    const judged = judgeItem(item, itemContext);
    totals.pastGrace += judged.pastGrace;
    items.push(judged.figures);
    findings.push(...judged.findings);
  }
  const sums = { server: totals.server, variance: totals.portal - totals.server, gross: totals.gross };
  const status = context.comparable
    ? categoryStatus(sums, category.rule.tolerance, context.numbers.quantities.scale)
    : 'not_comparable';
  const figures = categoryFigures(category, totals, status, findings, context.numbers);
  return { category, figures, totals, items, findings };
}

function add(totals: CategoryTotals, item: Item): void {
  totals.server += item.server;
  totals.portal += item.portal;
  if (item.variance !== 0n) totals.gross += absolute(item.variance);
  totals.billed += item.billed;
  if (item.impact === null) {
    totals.unpricedItems += 1;
    return;
  }
  totals.expected += item.expected ?? 0n;
  if (item.impact === 0n) return;
  totals.impact += item.impact;
  totals.grossImpact += absolute(item.impact);
}

function absolute(units: bigint): bigint {
  return units < 0n ? -units : units;
}

function contextOf(
  { rule, number }: Category,
  entries: readonly Entry[],
  { numbers, projectDailyLines, collectedAt, graceOf }: ComparisonContext,
): ItemContext {
  const pricing = new Pricing(rule, numbers, projectDailyLines);
  let shared: Price | null | undefined;
  const sharedPrice = (): Price | null => {
    if (shared === undefined) shared = pricing.sharedPrice(linesOf(entries, number, pricing));
    return shared;
  };
  return { rule, numbers, pricing, sharedPrice, collectedAt, graceOf };
}

function* linesOf(entries: readonly Entry[], category: number, pricing: Pricing): Generator<Line> {
  for (const { cells } of entries) {
    for (const row of cells[category]?.lines ?? []) yield pricing.line(row);
  }
}
