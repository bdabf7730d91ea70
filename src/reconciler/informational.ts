import type { Category } from './category.ts';
import { Exact } from './exact.ts';
import type { Finding } from './finding.ts';
import type { PortalRow, ServerRow } from './input.ts';
import { makeFinding } from './make-finding.ts';
import { serverRowId } from './order.ts';
import type { Line } from './price.ts';

/** Counts a server row of a category that has nothing to be compared with; one of no known category is a finding. */
export function addUncomparedServerRow(
  row: ServerRow,
  quantity: Exact,
  { rule, totals }: Category,
): Finding[] {
  totals.server.add(quantity);
  if (rule.informational?.finding !== 'UNKNOWN_PORTAL_TYPE') return [];
  const key = { categoryId: rule.id, account: row.username, deviceId: row.deviceId };
  return [makeFinding('UNKNOWN_PORTAL_TYPE', key, { evidence: [serverRowId(row)] })];
}

/** Sums a portal row of such a category, and says what is odd about it. */
export function addUncomparedPortalRow(row: PortalRow, line: Line, { rule, totals }: Category): Finding[] {
  const { rowId, parsed, parseIssues } = row;
  const { quantity, amount } = line;
  totals.portal.add(quantity ?? Exact.ZERO);
  totals.billed.add(amount ?? Exact.ZERO);
  const key = { categoryId: rule.id, account: parsed.account, deviceId: parsed.deviceRef };
  const evidence = [rowId];
  const findings: Finding[] = [];
  const code = rule.informational?.finding ?? null;
  if (code !== null) {
    const actual = code === 'UNMAPPED_BOOSTER' ? (parsed.boosterName ?? row.service) : row.type;
    findings.push(makeFinding(code, key, { actual, evidence }));
  }
  if (parseIssues.length > 0) {
    findings.push(makeFinding('PARSE_ISSUE', key, { actual: parseIssues.join('; '), evidence }));
  }
  if (quantity !== null && !quantity.isPositive && amount?.isPositive === true) {
    findings.push(makeFinding('ZERO_QUANTITY_BILLED', key, { actual: quantity.text, evidence }));
  }
  return findings;
}
