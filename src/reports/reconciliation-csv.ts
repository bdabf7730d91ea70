import type { ReconciliationReport } from '../reconciler/index.ts';
import { csvOf } from './csv.ts';

/**
 * The categories of a report as CSV, one line each. Figures keep all their decimals; an empty field is unknown.
 */
export function categoriesCsv({ categories, currency }: ReconciliationReport): string {
  return csvOf(
    [
      'category',
      'label',
      'kind',
      'status',
      'server',
      'portal',
      'variance',
      'variance_pct',
      'gross',
      'billed',
      'expected',
      'impact',
      'gross_impact',
      'unpriced_items',
      'currency',
    ],
    categories.map(({ amounts, ...category }) => [
      category.categoryId,
      category.label,
      category.kind,
      category.status,
      category.server,
      category.portal,
      category.variance,
      category.variancePct,
      category.gross,
      amounts.billed,
      amounts.expected,
      amounts.impact,
      amounts.grossImpact,
      amounts.unpricedItems,
      currency,
    ]),
  );
}

/** The findings of a report as CSV, one line each, all of them. Lists within a field are parted by blanks. */
export function findingsCsv({ findings, currency }: ReconciliationReport): string {
  return csvOf(
    [
      'code',
      'severity',
      'category',
      'account',
      'device',
      'server',
      'expected',
      'actual',
      'variance',
      'impact',
      'currency',
      'candidates',
      'evidence',
    ],
    findings.map(({ key, ...finding }) => [
      finding.code,
      finding.severity,
      key.categoryId,
      key.account,
      key.deviceId,
      key.serverKey,
      finding.expected,
      finding.actual,
      finding.variance,
      finding.impact,
      finding.impact === null ? null : currency,
      finding.candidates.map(({ account, deviceId }) => `${account ?? '-'}/${deviceId ?? '-'}`).join(' '),
      finding.evidence.join(' '),
    ]),
  );
}

/** The items of a report as CSV: both sides of every device in every category. */
export function itemsCsv({ items, currency }: ReconciliationReport): string {
  return csvOf(
    [
      'category',
      'account',
      'device',
      'name',
      'kind',
      'server',
      'portal',
      'variance',
      'billed',
      'expected',
      'impact',
      'currency',
      'codes',
    ],
    items.map(({ amounts, ...item }) => [
      item.categoryId,
      item.account,
      item.deviceId,
      item.friendlyName,
      item.kind,
      item.server,
      item.portal,
      item.variance,
      amounts.billed,
      amounts.expected,
      amounts.impact,
      currency,
      item.codes.join(' '),
    ]),
  );
}
