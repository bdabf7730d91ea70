import type { ActiveService, BillingHistoryCharge } from '../portal/index.ts';
import { cometCategories } from './categories.ts';
import type { CometCategory } from './category.ts';
import { type Classification, classify } from './classify.ts';

/** The category of a normalised row of either report. Source: X2. */
export function categoryOf(
  row: BillingHistoryCharge | ActiveService,
  categories: readonly CometCategory[] = cometCategories,
): Classification {
  return 'usageDate' in row
    ? classify(row.itemType, row.item ?? row.subItems, 'charge', categories)
    : classify(row.type, row.service, 'service', categories);
}

/** The rows of a report by category id, in the order in which categories first occur. */
export function groupByCategory<Row extends BillingHistoryCharge | ActiveService>(
  rows: Iterable<Row>,
  categories: readonly CometCategory[] = cometCategories,
): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const { categoryId } = categoryOf(row, categories);
    const group = groups.get(categoryId);
    if (group === undefined) groups.set(categoryId, [row]);
    else group.push(row);
  }
  return groups;
}
