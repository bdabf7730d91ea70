import type { ReportNumbers } from './check-input.ts';
import type { CompiledRule } from './compile-rules.ts';
import type { FindingCode } from './finding.ts';
import type { PortalRow } from './input.ts';
import type { GraceVerdict } from './options.ts';
import type { Cell, Entry } from './pool.ts';
import type { Line, Price, Pricing } from './price.ts';
import type { ItemFigures } from './report.ts';

/** What the judgement of an item needs to know of its category and of the report. */
export interface ItemContext {
  readonly rule: CompiledRule;
  readonly numbers: ReportNumbers;
  readonly pricing: Pricing;
  /** The one price of the category, found when first asked for. */
  readonly sharedPrice: () => Price | null;
  /** Instants of collection in milliseconds, by server. */
  readonly collectedAt: ReadonlyMap<string, number>;
  readonly graceOf: ((row: PortalRow) => GraceVerdict) | null;
}

/** An entry in one category with both sides measured, in units. */
export interface Item {
  readonly entry: Entry;
  readonly cell: Cell;
  readonly lines: readonly Line[];
  readonly server: bigint;
  readonly portal: bigint;
  readonly variance: bigint;
  readonly billed: bigint;
  readonly expected: bigint | null;
  readonly impact: bigint | null;
}

/** Measures both sides of an item and prices it. */
export function measure(
  entry: Entry,
  cell: Cell,
  { rule, numbers, pricing, sharedPrice }: ItemContext,
): Item {
  const { quantities } = numbers;
  const presence = (sum: bigint): bigint =>
    rule.compare === 'quantity' ? sum : sum > 0n ? quantities.one : 0n;
  const lines = cell.lines.map((row) => pricing.line(row));
  let running = 0n;
  for (const { quantity } of cell.serverRows) running += quantities.units(quantity);
  let counted = 0n;
  let billed = 0n;
  let readable = true;
  for (const { quantity, amount } of lines) {
    counted += quantity ?? 0n;
    billed += amount ?? 0n;
    readable &&= amount !== null;
  }
  const server = presence(running);
  const portal = presence(counted);
  const expected = expectedAmount(server, lines, pricing, sharedPrice);
  const impact = readable && expected !== null ? billed - expected : null;
  return { entry, cell, lines, server, portal, variance: portal - server, billed, expected, impact };
}

/** What the server side should cost. Nothing costs nothing, whatever the price. */
function expectedAmount(
  server: bigint,
  lines: readonly Line[],
  pricing: Pricing,
  sharedPrice: () => Price | null,
): bigint | null {
  if (server === 0n) return 0n;
  const price = pricing.priceOf(lines, sharedPrice);
  return price === null ? null : pricing.times(price, server);
}

/** The item as the report shows it. */
export function figuresOf(
  item: Item,
  codes: readonly FindingCode[],
  { rule, numbers }: ItemContext,
): ItemFigures {
  const { quantities, money } = numbers;
  const { kind, account, deviceId, friendlyName, serverKeys } = item.entry;
  return {
    kind,
    categoryId: rule.id,
    account,
    deviceId,
    friendlyName,
    serverKeys,
    server: quantities.format(item.server),
    portal: quantities.format(item.portal),
    variance: quantities.format(item.variance),
    amounts: {
      billed: money.format(item.billed),
      expected: item.expected === null ? null : money.format(item.expected),
      impact: item.impact === null ? null : money.format(item.impact),
    },
    codes,
  };
}
