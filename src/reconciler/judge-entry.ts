import type { Category } from './category.ts';
import { lineSums } from './cell.ts';
import { evenFigures, isEven } from './even-item.ts';
import { figuresOf, type ItemContext, measure } from './item.ts';
import { judgeItem } from './judge-item.ts';
import type { Entry } from './records.ts';
import type { Sink } from './sink.ts';
import { addItem } from './totals.ts';

const NOTHING: readonly never[] = [];

/** Judges an entry in one category, if it has a part in it; false if its price cannot be told yet. */
export function judgeEntry(entry: Entry, context: ItemContext, sink: Sink): boolean {
  const { category, judged } = context;
  const cell = entry.cells[category.number];
  if (cell === undefined || cell.rare?.absorbed === true) return true;
  const { totals } = category;
  if (judged && isEven(entry, cell, context)) {
    totals.even.quantity.add(cell.portal);
    totals.even.money.add(cell.billed);
    sink.item(evenFigures(entry, cell, context), NOTHING, category.number);
    return true;
  }
  const item = measure(entry, cell, context);
  if (item === undefined) return false;
  addItem(totals, item);
  if (!judged) {
    sink.item(figuresOf(item, NOTHING, context), NOTHING, category.number);
    return true;
  }
  const { figures, findings, pastGrace } = judgeItem(item, context);
  totals.pastGrace.add(pastGrace);
  category.count(findings);
  sink.item(figures, findings, category.number);
  return true;
}

/** Takes in the prices that the lines of a category show. */
export function learnPrices({ number, sharedPrice }: Category, entries: readonly Entry[]): void {
  for (const { cells } of entries) {
    const cell = cells[number];
    if (cell === undefined) continue;
    if (cell.rowId === null) sharedPrice.merge(lineSums(cell).each);
    else sharedPrice.add({ money: cell.billed, per: cell.portal });
    if (sharedPrice.isSettled) return;
  }
}
