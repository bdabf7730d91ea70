import { candidatesOf, serverRowsOf } from './cell.ts';
import { duplicateSurplus } from './duplicate.ts';
import { Exact } from './exact.ts';
import type { Finding, FindingCode } from './finding.ts';
import type { Item, ItemContext } from './item.ts';
import { itemFinding } from './make-finding.ts';
import { compareEntries, serverRowId } from './order.ts';

/** A share of an item's variance and impact. */
interface Share {
  readonly variance: Exact;
  readonly impact: Exact | null;
}

/** The findings of a difference. */
export interface Explanation {
  readonly findings: readonly Finding[];
  /** Impact that they leave to the lines that are billed without a quantity. */
  readonly left: Exact;
}

/**
 * The findings that explain the difference of an item. Their variances add up to the item's variance, and
 * their impacts, with what is left, to its impact. Source: reconciler 10.4.
 */
export function explainDifference(item: Item, context: ItemContext): Explanation {
  const { variance, impact } = item;
  const whole: Share = { variance, impact };
  if (item.entry.kind === 'ambiguous') {
    return { findings: [explainAmbiguous(item, whole, context)], left: Exact.ZERO };
  }
  if (item.entry.kind === 'source_without_device') {
    return { findings: [carrier('SOURCE_WITHOUT_DEVICE', item, whole, context)], left: Exact.ZERO };
  }
  const { found, rest } = splitDuplicate(item, whole, context);
  const code = codeOfRest(item, rest);
  if (code === undefined) return { findings: found, left: rest.impact ?? Exact.ZERO };
  return { findings: [...found, carrier(code, item, rest, context)], left: Exact.ZERO };
}

/** The finding of repeated lines, and what is left to explain. */
function splitDuplicate(
  item: Item,
  whole: Share,
  context: ItemContext,
): { readonly found: Finding[]; readonly rest: Share } {
  const repeatable = item.entry.kind !== 'line_without_device';
  const surplus = repeatable ? duplicateSurplus(item.lines, item.server) : undefined;
  if (surplus === undefined) return { found: [], rest: whole };
  const { counted, rowIds } = item.lines;
  const share: Share = {
    variance: context.category.rule.compare === 'presence' ? Exact.ZERO : surplus.quantity,
    impact: whole.impact === null ? null : surplus.amount,
  };
  const finding = itemFinding('DUPLICATE_PORTAL_LINE', item, context, {
    expected: counted.minus(surplus.quantity).text,
    actual: counted.text,
    variance: share.variance.text,
    impact: share.impact?.text ?? null,
    evidence: rowIds.toSorted(),
  });
  return { found: [finding], rest: subtract(whole, share) };
}

function subtract(whole: Share, part: Share): Share {
  return {
    variance: whole.variance.minus(part.variance),
    impact: whole.impact === null || part.impact === null ? null : whole.impact.minus(part.impact),
  };
}

/** The code that carries a rest; undefined when there is none, or lines without a quantity carry it. */
function codeOfRest(item: Item, { variance, impact }: Share): FindingCode | undefined {
  if (variance.isPositive) {
    if (!item.server.isZero) return 'QTY_PORTAL_HIGHER';
    const suspended = item.entry.suspended && serverRowsOf(item.cell).length === 0;
    return suspended ? 'SUSPENDED_ACCOUNT_BILLED' : 'PORTAL_ONLY_DEVICE';
  }
  if (!variance.isZero) {
    if (item.lines.rowIds.length === 0) return 'SERVER_ONLY_DEVICE';
    return isOneLineForSources(item) ? 'MULTI_SOURCE_SAME_DEVICE' : 'QTY_PORTAL_LOWER';
  }
  if (impact === null || impact.isZero) return undefined;
  const zeros = item.cell.rare?.notes?.zeros ?? [];
  if (zeros.length > 0) return undefined;
  return impact.isPositive ? 'QTY_PORTAL_HIGHER' : 'QTY_PORTAL_LOWER';
}

/** The portal bills one where several sources of the device count one each. */
function isOneLineForSources({ portal, cell }: Item): boolean {
  const rows = serverRowsOf(cell);
  return (
    portal.equals(Exact.ONE) &&
    rows.length > 1 &&
    rows.every(({ basis }) => basis !== null && basis.sourceId !== null && basis.statistic === null)
  );
}

function explainAmbiguous(item: Item, whole: Share, context: ItemContext): Finding {
  const candidates = candidatesOf(item.cell).sort(compareEntries);
  const finding = carrier('AMBIGUOUS_DEVICE_PREFIX', item, whole, context);
  return { ...finding, candidates: candidates.map(({ account, deviceId }) => ({ account, deviceId })) };
}

function carrier(code: FindingCode, item: Item, share: Share, context: ItemContext): Finding {
  return itemFinding(code, item, context, {
    expected: item.server.text,
    actual: item.server.plus(share.variance).text,
    variance: share.variance.text,
    impact: share.impact?.text ?? null,
    evidence: evidenceOf(item),
  });
}

/** All rows of both sides, portal rows first. */
function evidenceOf({ lines, cell }: Item): string[] {
  return [...lines.rowIds.toSorted(), ...serverRowsOf(cell).map(serverRowId).sort()];
}
