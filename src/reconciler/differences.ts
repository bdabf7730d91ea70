import type { Decimals } from './decimals.ts';
import { duplicateSurplus } from './duplicate.ts';
import type { Finding, FindingCode } from './finding.ts';
import type { Item, ItemContext } from './item.ts';
import { isZeroQuantityBilled } from './line-doubts.ts';
import { itemFinding } from './make-finding.ts';
import { serverRowId, sortEntries } from './order.ts';

/** A share of an item's variance and impact, in units. */
interface Share {
  readonly variance: bigint;
  readonly impact: bigint | null;
}

/** The findings of a difference. */
export interface Explanation {
  readonly findings: readonly Finding[];
  /** Impact, in units, that they leave to the lines that are billed without a quantity. */
  readonly left: bigint;
}

/**
 * The findings that explain the difference of an item. Their variances add up to the item's variance, and
 * their impacts, with what is left, to its impact. Source: reconciler 10.4.
 */
export function explainDifference(item: Item, context: ItemContext): Explanation {
  const { variance, impact } = item;
  const whole: Share = { variance, impact };
  if (item.entry.kind === 'ambiguous') {
    return { findings: [explainAmbiguous(item, whole, context)], left: 0n };
  }
  if (item.entry.kind === 'source_without_device') {
    return { findings: [carrier('SOURCE_WITHOUT_DEVICE', item, whole, context)], left: 0n };
  }
  const { found, rest } = splitDuplicate(item, whole, context);
  const code = codeOfRest(item, rest, context);
  if (code === undefined) return { findings: found, left: rest.impact ?? 0n };
  return { findings: [...found, carrier(code, item, rest, context)], left: 0n };
}

/** The finding of repeated lines, and what is left to explain. */
function splitDuplicate(
  item: Item,
  whole: Share,
  context: ItemContext,
): { readonly found: Finding[]; readonly rest: Share } {
  const { rule, numbers, pricing } = context;
  const repeatable = item.entry.kind !== 'line_without_device';
  const surplus = repeatable ? duplicateSurplus(item.lines, item.server, pricing) : undefined;
  if (surplus === undefined) return { found: [], rest: whole };
  const { quantities, money } = numbers;
  const billed = item.lines.reduce((sum, { quantity }) => sum + (quantity ?? 0n), 0n);
  const share: Share = {
    variance: rule.compare === 'presence' ? 0n : surplus.quantity,
    impact: whole.impact === null ? null : surplus.amount,
  };
  const finding = itemFinding('DUPLICATE_PORTAL_LINE', item, context, {
    expected: quantities.format(billed - surplus.quantity),
    actual: quantities.format(billed),
    variance: quantities.format(share.variance),
    impact: formatOrNull(money, share.impact),
    evidence: item.lines.map(({ row }) => row.rowId).sort(),
  });
  return { found: [finding], rest: subtract(whole, share) };
}

function subtract(whole: Share, part: Share): Share {
  return {
    variance: whole.variance - part.variance,
    impact: whole.impact === null || part.impact === null ? null : whole.impact - part.impact,
  };
}

/** The code that carries a rest; undefined when there is none, or lines without a quantity carry it. */
function codeOfRest(item: Item, { variance, impact }: Share, context: ItemContext): FindingCode | undefined {
  if (variance > 0n) {
    if (item.server !== 0n) return 'QTY_PORTAL_HIGHER';
    const suspended = item.entry.suspended && item.cell.serverRows.length === 0;
    return suspended ? 'SUSPENDED_ACCOUNT_BILLED' : 'PORTAL_ONLY_DEVICE';
  }
  if (variance < 0n) {
    if (item.lines.length === 0) return 'SERVER_ONLY_DEVICE';
    return isOneLineForSources(item, context) ? 'MULTI_SOURCE_SAME_DEVICE' : 'QTY_PORTAL_LOWER';
  }
  if (impact === null || impact === 0n) return undefined;
  if (item.lines.some((line) => isZeroQuantityBilled(line, context))) return undefined;
  return impact > 0n ? 'QTY_PORTAL_HIGHER' : 'QTY_PORTAL_LOWER';
}

/** The portal bills one where several sources of the device count one each. */
function isOneLineForSources({ portal, cell }: Item, { numbers }: ItemContext): boolean {
  return (
    portal === numbers.quantities.one &&
    cell.serverRows.length > 1 &&
    cell.serverRows.every(
      ({ basis }) => basis !== null && basis.sourceId !== null && basis.statistic === null,
    )
  );
}

function explainAmbiguous(item: Item, whole: Share, context: ItemContext): Finding {
  const candidates = sortEntries([...(item.cell.candidates ?? [])]);
  const finding = carrier('AMBIGUOUS_DEVICE_PREFIX', item, whole, context);
  return { ...finding, candidates: candidates.map(({ account, deviceId }) => ({ account, deviceId })) };
}

function carrier(code: FindingCode, item: Item, share: Share, context: ItemContext): Finding {
  const { quantities, money } = context.numbers;
  return itemFinding(code, item, context, {
    expected: quantities.format(item.server),
    actual: quantities.format(item.server + share.variance),
    variance: quantities.format(share.variance),
    impact: formatOrNull(money, share.impact),
    evidence: evidenceOf(item),
  });
}

/** All rows of both sides, portal rows first. */
function evidenceOf({ lines, cell }: Item): string[] {
  return [...lines.map(({ row }) => row.rowId).sort(), ...cell.serverRows.map(serverRowId).sort()];
}

function formatOrNull(money: Decimals, units: bigint | null): string | null {
  return units === null ? null : money.format(units);
}
