import type { Finding } from './finding.ts';
import type { Item, ItemContext } from './item.ts';
import { itemFinding } from './make-finding.ts';
import { compareText } from './order.ts';
import type { Line } from './price.ts';

/** Whether a printed quantity of 0 or less is billed all the same: it counts as one, or it costs something. */
export function isZeroQuantityBilled({ row, quantity, amount }: Line, { numbers }: ItemContext): boolean {
  const printed = numbers.quantities.unitsOrNull(row.printedQuantity);
  if (printed === null || printed > 0n) return false;
  return (quantity !== null && quantity > 0n) || (amount !== null && amount > 0n);
}

/**
 * What is odd about each line of an item, difference or not. Source: reconciler 10.4 and 10.5.
 *
 * @param left impact, in units, that the findings of the difference leave to lines without a quantity
 */
export function lineDoubts(item: Item, context: ItemContext, left: bigint): Finding[] {
  if (item.lines.length === 0) return [];
  return [
    ...mismatches(item, context),
    ...parseIssues(item, context),
    ...zeroQuantities(item, context, left),
  ];
}

function mismatches(item: Item, context: ItemContext): Finding[] {
  return (item.cell.mismatched ?? []).map(({ rowId, parsed }) =>
    itemFinding('ACCOUNT_MISMATCH', item, context, {
      expected: item.entry.account,
      actual: parsed.account,
      evidence: [rowId],
    }),
  );
}

const NAMES_NO_DEVICE = 'names no device';

function parseIssues(item: Item, context: ItemContext): Finding[] {
  const bare = item.entry.kind === 'line_without_device' ? [NAMES_NO_DEVICE] : [];
  const findings: Finding[] = [];
  for (const { row } of item.lines) {
    const issues = [...row.parseIssues, ...bare];
    if (issues.length === 0) continue;
    findings.push(
      itemFinding('PARSE_ISSUE', item, context, { actual: issues.join('; '), evidence: [row.rowId] }),
    );
  }
  return findings;
}

/** The first of them carries the impact that no difference explains. */
function zeroQuantities(item: Item, context: ItemContext, left: bigint): Finding[] {
  const { quantities, money } = context.numbers;
  const zero = item.lines
    .filter((line) => isZeroQuantityBilled(line, context))
    .sort((a, b) => compareText(a.row.rowId, b.row.rowId));
  return zero.map(({ row }, index) => {
    const carries = index === 0 && left !== 0n;
    return itemFinding('ZERO_QUANTITY_BILLED', item, context, {
      expected: quantities.format(item.server),
      actual: row.printedQuantity === null ? null : quantities.format(quantities.units(row.printedQuantity)),
      variance: carries ? '0' : null,
      impact: carries ? money.format(left) : null,
      evidence: [row.rowId],
    });
  });
}
