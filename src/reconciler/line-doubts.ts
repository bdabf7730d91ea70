import type { Exact } from './exact.ts';
import type { Finding } from './finding.ts';
import type { Item, ItemContext } from './item.ts';
import type { LineNotes } from './line-notes.ts';
import { itemFinding } from './make-finding.ts';
import { compareText } from './order.ts';

/**
 * What is odd about each line of an item, difference or not. Source: reconciler 10.4 and 10.5.
 *
 * @param left impact that the findings of the difference leave to lines without a quantity
 */
export function lineDoubts(item: Item, context: ItemContext, left: Exact): Finding[] {
  const notes = item.cell.rare?.notes ?? null;
  if (notes === null) return [];
  return [
    ...mismatches(notes, item, context),
    ...parseIssues(notes, item, context),
    ...zeroQuantities(notes, item, context, left),
  ];
}

function mismatches(notes: LineNotes, item: Item, context: ItemContext): Finding[] {
  return notes.mismatches.map(({ rowId, account }) =>
    itemFinding('ACCOUNT_MISMATCH', item, context, {
      expected: item.entry.account,
      actual: account,
      evidence: [rowId],
    }),
  );
}

function parseIssues(notes: LineNotes, item: Item, context: ItemContext): Finding[] {
  return notes.issues.map(({ rowId, text }) =>
    itemFinding('PARSE_ISSUE', item, context, { actual: text, evidence: [rowId] }),
  );
}

/** The first of them carries the impact that no difference explains. */
function zeroQuantities(notes: LineNotes, item: Item, context: ItemContext, left: Exact): Finding[] {
  const zeros = notes.zeros.toSorted((a, b) => compareText(a.rowId, b.rowId));
  return zeros.map(({ rowId, printed }, index) => {
    const carries = index === 0 && !left.isZero;
    return itemFinding('ZERO_QUANTITY_BILLED', item, context, {
      expected: item.server.text,
      actual: printed.text,
      variance: carries ? '0' : null,
      impact: carries ? left.text : null,
      evidence: [rowId],
    });
  });
}
