import type { Category } from './categories.ts';
import { type CategoryResult, categoryFigures, noTotals } from './category-result.ts';
import type { ReportNumbers } from './check-input.ts';
import type { Finding, FindingKey } from './finding.ts';
import type { PortalRow } from './input.ts';
import { makeFinding } from './make-finding.ts';
import { serverRowId } from './order.ts';
import { type Line, Pricing } from './price.ts';

/** Sums a category that has nothing to be compared with; each odd row of it is a finding. */
export function sumInformational(
  category: Category,
  numbers: ReportNumbers,
  projectDailyLines: boolean,
): CategoryResult {
  const { rule, unpooled } = category;
  const pricing = new Pricing(rule, numbers, projectDailyLines);
  const totals = noTotals();
  const findings: Finding[] = [];
  for (const row of unpooled.portal) {
    const line = pricing.line(row);
    totals.portal += line.quantity ?? 0n;
    totals.billed += line.amount ?? 0n;
    findings.push(...rowFindings(line, category, numbers));
  }
  for (const row of unpooled.server) {
    totals.server += numbers.quantities.units(row.quantity);
    if (rule.informational?.finding === 'UNKNOWN_PORTAL_TYPE') {
      const key = { categoryId: rule.id, account: row.username, deviceId: row.deviceId };
      findings.push(makeFinding('UNKNOWN_PORTAL_TYPE', key, { evidence: [serverRowId(row)] }));
    }
  }
  const figures = categoryFigures(category, totals, 'not_comparable', findings, numbers);
  return { category, figures, totals, items: [], findings };
}

function rowFindings({ row, quantity, amount }: Line, { rule }: Category, numbers: ReportNumbers): Finding[] {
  const findings: Finding[] = [];
  const key = keyOfRow(row, rule.id);
  const evidence = [row.rowId];
  const code = rule.informational?.finding ?? null;
  if (code !== null) {
    const actual = code === 'UNMAPPED_BOOSTER' ? (row.parsed.boosterName ?? row.service) : row.type;
    findings.push(makeFinding(code, key, { actual, evidence }));
  }
  if (row.parseIssues.length > 0) {
    findings.push(makeFinding('PARSE_ISSUE', key, { actual: row.parseIssues.join('; '), evidence }));
  }
  const uncounted = quantity !== null && quantity <= 0n && amount !== null && amount > 0n;
  if (uncounted) {
    const actual = numbers.quantities.format(quantity);
    findings.push(makeFinding('ZERO_QUANTITY_BILLED', key, { actual, evidence }));
  }
  return findings;
}

function keyOfRow({ parsed }: PortalRow, categoryId: string): Partial<FindingKey> {
  return { categoryId, account: parsed.account, deviceId: parsed.deviceRef };
}
