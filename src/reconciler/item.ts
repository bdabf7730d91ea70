import type { Category } from './category.ts';
import { lineSums } from './cell.ts';
import { Exact, type ExactReader } from './exact.ts';
import type { FindingCode } from './finding.ts';
import type { LineSums } from './line-sums.ts';
import { type Price, priceTimes, rulePrice } from './price.ts';
import type { Cell, Entry } from './records.ts';
import type { ItemFigures } from './report.ts';
import type { Measures } from './totals.ts';

/** What the judgement of an item needs to know of its category and of the report. */
export interface ItemContext {
  readonly category: Category;
  /** The one price of the category; undefined as long as lines may come that show another. */
  readonly sharedPrice: () => Price | null | undefined;
  readonly numbers: ExactReader;
  /** Instants of collection in milliseconds, by server. */
  readonly collectedAt: ReadonlyMap<string, number>;
  /** There is a portal snapshot at all: differences may be called findings. */
  readonly judged: boolean;
}

/** An entry in one category with both sides measured. */
export interface Item extends Measures {
  readonly entry: Entry;
  readonly cell: Cell;
  readonly lines: LineSums;
}

/** Measures both sides of an item and prices it; undefined if its price cannot be told yet. */
export function measure(entry: Entry, cell: Cell, context: ItemContext): Item | undefined {
  const { category } = context;
  const server = category.figure(cell.server);
  const portal = category.figure(cell.portal);
  const lines = lineSums(cell);
  const { billed } = cell;
  const expected = expectedAmount(server, lines, context);
  if (expected === undefined) return undefined;
  const impact = lines.readable && expected !== null ? billed.minus(expected) : null;
  return { entry, cell, lines, server, portal, variance: portal.minus(server), billed, expected, impact };
}

/**
 * What the server side should cost, by the first price of the ladder: the lines' own, the rule's, the category's
 * only one. Nothing costs nothing, whatever the price.
 */
function expectedAmount(
  server: Exact,
  lines: LineSums,
  { category, sharedPrice }: ItemContext,
): Exact | null | undefined {
  if (server.isZero) return Exact.ZERO;
  const price = lines.price ?? rulePrice(category.rule) ?? sharedPrice();
  return price ? priceTimes(price, server) : price;
}

/** The item as the report shows it. */
export function figuresOf(item: Item, codes: readonly FindingCode[], { category }: ItemContext): ItemFigures {
  const { kind, account, deviceId, friendlyName, serverKeys } = item.entry;
  return {
    kind,
    categoryId: category.rule.id,
    account,
    deviceId,
    friendlyName,
    serverKeys,
    server: item.server.text,
    portal: item.portal.text,
    variance: item.variance.text,
    amounts: {
      billed: item.billed.text,
      expected: item.expected?.text ?? null,
      impact: item.impact?.text ?? null,
    },
    codes,
  };
}
