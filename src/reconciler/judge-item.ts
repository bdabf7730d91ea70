import { explainDifference } from './differences.ts';
import { Exact } from './exact.ts';
import type { Finding, FindingCode } from './finding.ts';
import { figuresOf, type Item, type ItemContext } from './item.ts';
import { lineDoubts } from './line-doubts.ts';
import { itemFinding } from './make-finding.ts';
import { compareText } from './order.ts';
import type { ItemFigures } from './report.ts';
import { serverRemarks } from './server-remarks.ts';

/** An item with everything that was found about it. */
export interface JudgedItem {
  readonly figures: ItemFigures;
  readonly findings: readonly Finding[];
  /** Billed by its lines that are past their grace. */
  readonly pastGrace: Exact;
}

/** All findings of an item. */
export function judgeItem(item: Item, context: ItemContext): JudgedItem {
  const { findings: explained, left } = explainDifference(item, context);
  const grace = graceFindings(item, explained, context);
  const findings = [
    ...explained,
    ...grace.findings,
    ...lineDoubts(item, context, left),
    ...serverRemarks(item, context),
  ];
  if (item.impact === null) {
    findings.push(itemFinding('NO_UNIT_PRICE', item, context, { evidence: item.lines.rowIds.toSorted() }));
  }
  const codes = [...new Set(findings.map(({ code }) => code))].sort(compareText);
  return { figures: figuresOf(item, codes, context), findings, pastGrace: grace.past };
}

const PORTAL_ONLY: ReadonlySet<FindingCode> = new Set(['PORTAL_ONLY_DEVICE', 'SUSPENDED_ACCOUNT_BILLED']);

/** One finding per verdict, with the lines that got it. Amounts stay with the finding of the difference. */
function graceFindings(
  item: Item,
  explained: readonly Finding[],
  context: ItemContext,
): { readonly findings: readonly Finding[]; readonly past: Exact } {
  const verdicts = item.cell.rare?.notes?.verdicts ?? [];
  if (verdicts.length === 0 || !explained.some(({ code }) => PORTAL_ONLY.has(code))) {
    return { findings: [], past: Exact.ZERO };
  }
  const findings: Finding[] = [];
  for (const [code, wanted] of [
    ['WITHIN_GRACE', 'within'],
    ['PAST_GRACE', 'past'],
  ] as const) {
    const evidence = verdicts.filter(({ verdict }) => verdict === wanted).map(({ rowId }) => rowId);
    if (evidence.length > 0) findings.push(itemFinding(code, item, context, { evidence: evidence.sort() }));
  }
  const past = verdicts
    .filter(({ verdict }) => verdict === 'past')
    .reduce((sum, { amount }) => sum.plus(amount ?? Exact.ZERO), Exact.ZERO);
  return { findings, past };
}
