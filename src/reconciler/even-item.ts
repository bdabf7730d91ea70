import type { ItemContext } from './item.ts';
import type { Cell, Entry } from './records.ts';
import type { ItemFigures } from './report.ts';
import { hasRemarks } from './server-remarks.ts';

const NO_CODES: readonly never[] = [];

/**
 * Whether just one plain line bills just what runs, and there is nothing to say about it. Then its price times what
 * runs is what it bills. So it is with nearly all items, and it is cheap to see.
 */
export function isEven({ kind }: Entry, cell: Cell, context: ItemContext): boolean {
  return (
    cell.rowId !== null &&
    (cell.rare === null || cell.rare.notes === null) &&
    kind === 'device' &&
    cell.portal.equals(context.category.figure(cell.server)) &&
    !hasRemarks(cell, context)
  );
}

/** Such an item as the report shows it. */
export function evenFigures(entry: Entry, { portal, billed }: Cell, { category }: ItemContext): ItemFigures {
  const { kind, account, deviceId, friendlyName, serverKeys } = entry;
  const quantity = portal.text;
  return {
    kind,
    categoryId: category.rule.id,
    account,
    deviceId,
    friendlyName,
    serverKeys,
    server: quantity,
    portal: quantity,
    variance: '0',
    amounts: category.evenAmounts(billed),
    codes: NO_CODES,
  };
}
