import { explainDifference } from './differences.ts';
import type { Finding, FindingCode } from './finding.ts';
import { figuresOf, type Item, type ItemContext } from './item.ts';
import { lineDoubts } from './line-doubts.ts';
import { itemFinding } from './make-finding.ts';
import type { GraceVerdict } from './options.ts';
import { compareText } from './order.ts';
import type { ItemFigures } from './report.ts';
import { serverRemarks } from './server-remarks.ts';

/** An item with everything that was found about it. */
export interface JudgedItem {
  readonly figures: ItemFigures;
  readonly findings: readonly Finding[];
  /** Billed by its lines that are past their grace, in money units. */
  readonly pastGrace: bigint;
}

const NO_FINDINGS: readonly never[] = [];

/** All findings of an item. */
export function judgeItem(item: Item, context: ItemContext): JudgedItem {
  if (isUnremarkable(item) && serverRemarks(item, context).length === 0) {
    return { figures: figuresOf(item, NO_FINDINGS, context), findings: NO_FINDINGS, pastGrace: 0n };
  }
  const { findings: explained, left } = explainDifference(item, context);
  const grace = graceFindings(item, explained, context);
  const findings = [
    ...explained,
    ...grace.findings,
    ...lineDoubts(item, context, left),
    ...serverRemarks(item, context),
  ];
  if (item.impact === null)
    findings.push(itemFinding('NO_UNIT_PRICE', item, context, unpricedEvidence(item)));
  const codes = [...new Set(findings.map(({ code }) => code))].sort(compareText);
  return { figures: figuresOf(item, codes, context), findings, pastGrace: grace.past };
}

/** The common case, told apart cheaply: one line that bills just what runs, and nothing odd about it. */
function isUnremarkable({ entry, cell, lines, variance, impact }: Item): boolean {
  if (entry.kind !== 'device' || variance !== 0n || impact !== 0n || cell.mismatched !== null) return false;
  const [line, second] = lines;
  if (line === undefined || second !== undefined) return false;
  const { row } = line;
  if (row.printedQuantity !== row.quantity || row.parseIssues.length > 0) return false;
  return line.quantity !== null && line.quantity > 0n;
}

function unpricedEvidence({ lines }: Item): { readonly evidence: readonly string[] } {
  return { evidence: lines.map(({ row }) => row.rowId).sort() };
}

const PORTAL_ONLY: ReadonlySet<FindingCode> = new Set(['PORTAL_ONLY_DEVICE', 'SUSPENDED_ACCOUNT_BILLED']);

/** One finding per verdict, with the lines that got it. Amounts stay with the finding of the difference. */
function graceFindings(
  item: Item,
  explained: readonly Finding[],
  context: ItemContext,
): { readonly findings: readonly Finding[]; readonly past: bigint } {
  const { graceOf } = context;
  if (graceOf === null || !explained.some(({ code }) => PORTAL_ONLY.has(code))) {
    return { findings: NO_FINDINGS, past: 0n };
  }
  const rows: Record<GraceVerdict, string[]> = { within: [], past: [], unknown: [] };
  let past = 0n;
  for (const { row, amount } of item.lines) {
    const verdict = graceOf(row);
    rows[verdict].push(row.rowId);
    if (verdict === 'past') past += amount ?? 0n;
  }
  const findings: Finding[] = [];
  for (const [code, evidence] of [
    ['WITHIN_GRACE', rows.within],
    ['PAST_GRACE', rows.past],
  ] as const) {
    if (evidence.length > 0) findings.push(itemFinding(code, item, context, { evidence: evidence.sort() }));
  }
  return { findings, past };
}
