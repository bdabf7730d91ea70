import { type DeviceKey, FINDING_SEVERITY, type Finding, type FindingCode } from './finding.ts';
import type { Item, ItemContext } from './item.ts';
import { keyOf } from './order.ts';

/** Members of a finding that are not the same for all. */
export interface FindingFacts {
  readonly expected?: string | null;
  readonly actual?: string | null;
  readonly variance?: string | null;
  readonly impact?: string | null;
  readonly candidates?: readonly DeviceKey[];
  readonly evidence?: readonly string[];
}

/** A finding with its severity, and null for what plays no part. */
export function makeFinding(
  code: FindingCode,
  key: Partial<Finding['key']>,
  facts: FindingFacts = {},
): Finding {
  return {
    code,
    severity: FINDING_SEVERITY[code],
    key: keyOf(key),
    expected: facts.expected ?? null,
    actual: facts.actual ?? null,
    variance: facts.variance ?? null,
    impact: facts.impact ?? null,
    candidates: facts.candidates ?? [],
    evidence: facts.evidence ?? [],
  };
}

/** A finding about an item. */
export function itemFinding(
  code: FindingCode,
  { entry: { account, deviceId } }: Item,
  { category }: ItemContext,
  facts: FindingFacts = {},
): Finding {
  return makeFinding(code, { categoryId: category.rule.id, account, deviceId }, facts);
}
