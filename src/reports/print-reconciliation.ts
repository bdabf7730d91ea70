import type {
  CategoryFigures,
  CategoryStatus,
  Finding,
  FindingSeverity,
  ReconciliationReport,
  ServerCompleteness,
} from '../reconciler/index.ts';
import { byImpact } from './by-impact.ts';
import { columnsOf, oneLine } from './columns.ts';
import { formatBytes } from './format-bytes.ts';
import { formatMoney, formatSignedMoney } from './format-money.ts';
import { type CreditPosition, printCreditPosition } from './print-credit.ts';

/** Options of {@link printReconciliation}. */
export interface PrintOptions {
  /** Add what each server holds and what the portal lists. Default false. */
  readonly verbose?: boolean;
  /** Most findings to print; the text says how many it leaves out. Default 50. */
  readonly maxFindings?: number;
  /** Prepaid credit to show at the end. */
  readonly credit?: CreditPosition;
}

const DEFAULT_MAX_FINDINGS = 50;

const MARKS: Readonly<Record<CategoryStatus, string>> = {
  ok: 'ok',
  within_tolerance: 'ok (within tolerance)',
  over_billed: 'OVER',
  under_billed: 'UNDER',
  offsetting: 'OFFSETTING',
  not_comparable: 'not comparable',
};

/**
 * A report as text for a terminal or a mail: times and status, the table of categories, what was found and
 * what it costs, failed servers. Lines end in LF. Long lists are cut and say so; the report holds everything.
 *
 * @example console.log(printReconciliation(report, { verbose: true }))
 */
export function printReconciliation(report: ReconciliationReport, options: PrintOptions = {}): string {
  const { verbose = false, maxFindings = DEFAULT_MAX_FINDINGS, credit } = options;
  const sections = [
    header(report),
    categoryTable(report),
    otherCharges(report),
    summary(report),
    findingLines(report, maxFindings),
    serverErrors(report),
    verbose ? serverDetails(report) : [],
    verbose ? portalDetails(report) : [],
    credit === undefined ? [] : printCreditPosition(credit),
  ];
  const printed = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${printed.join('\n\n')}\n`;
}

function header({ status, completeness, generatedAt }: ReconciliationReport): string[] {
  const { portal, servers, reasons } = completeness;
  const collected = servers.map(({ collectedAt }) => collectedAt).filter((at) => at !== null);
  const lines = [
    `Reconciliation: ${status.replaceAll('_', ' ').toUpperCase()}`,
    `Servers read:   ${collected.length === 0 ? 'never' : [...new Set(collected)].sort().join(', ')}`,
    `Portal pulled:  ${portal.pulledAt ?? 'no snapshot'}`,
  ];
  if (generatedAt !== null) lines.push(`Report made:    ${generatedAt}`);
  if (reasons.length > 0) lines.push(`Incomplete:     ${reasons.join(', ')}`);
  return lines;
}

function signed(variance: string): string {
  return variance.startsWith('-') ? variance : `+${variance}`;
}

function categoryTable({ categories, currency }: ReconciliationReport): string[] {
  const rows = categories
    .filter(({ kind }) => kind === 'compared')
    .map((category) => [
      oneLine(category.label),
      category.server,
      category.portal,
      signed(category.variance),
      impactText(category, currency),
      MARKS[category.status],
    ]);
  return columnsOf(
    [
      { title: 'Item', width: 20 },
      { title: 'Server', width: 10, align: 'right' },
      { title: 'Portal', width: 10, align: 'right' },
      { title: 'Variance', width: 10, align: 'right' },
      { title: 'Impact', width: 10, align: 'right' },
      { title: 'Status' },
    ],
    rows,
  );
}

function impactText({ amounts }: CategoryFigures, currency: string | null): string {
  const text = formatSignedMoney(amounts.impact, currency);
  return amounts.unpricedItems === 0 ? text : `${text} (${amounts.unpricedItems} unpriced)`;
}

function otherCharges({ categories, totals, currency }: ReconciliationReport): string[] {
  const rows = categories
    .filter(({ kind, portalRows, serverRows }) => kind === 'informational' && portalRows + serverRows > 0)
    .map(({ label, portal, amounts }) => [oneLine(label), portal, formatMoney(amounts.billed, currency)]);
  const sums = [
    ['Total billed', '', formatMoney(totals.totalAmount, currency)],
    ['Grand total', '', formatMoney(totals.grandTotal, currency)],
  ];
  return columnsOf(
    [
      { title: 'Billed besides', width: 20 },
      { title: 'Count', width: 10, align: 'right' },
      { title: 'Amount', width: 10, align: 'right' },
    ],
    [...rows, ...sums],
  );
}

function summary({ summary: counts, totals, currency }: ReconciliationReport): string[] {
  const named: readonly (readonly [string, number])[] = [
    ['ok', counts.ok],
    ['within tolerance', counts.within_tolerance],
    ['over', counts.over_billed],
    ['under', counts.under_billed],
    ['offsetting', counts.offsetting],
    ['not comparable', counts.not_comparable],
  ];
  const gross = formatMoney(totals.grossImpact, currency);
  const lines = [
    `Summary: ${named.map(([name, count]) => `${count} ${name}`).join(', ')}`,
    `Impact:  ${formatSignedMoney(totals.impact, currency)} net, ${gross} gross`,
  ];
  if (totals.unpricedItems > 0) lines.push(`No price or amount is known for ${totals.unpricedItems} items.`);
  return lines;
}

const SEVERITIES: readonly FindingSeverity[] = ['problem', 'doubt', 'info'];

function findingLines({ findings, currency }: ReconciliationReport, max: number): string[] {
  const ordered = SEVERITIES.flatMap((severity) =>
    byImpact(
      findings.filter((finding) => finding.severity === severity),
      ({ impact }) => impact,
    ),
  );
  if (ordered.length === 0) return [];
  const rows = ordered.slice(0, max).map((finding) => findingCells(finding, currency));
  const table = columnsOf(
    [
      { title: 'Finding' },
      { title: 'Category' },
      { title: 'Account' },
      { title: 'Device' },
      { title: 'Expected', align: 'right' },
      { title: 'Actual', align: 'right' },
      { title: 'Impact', align: 'right' },
    ],
    rows,
  );
  const left = ordered.length - rows.length;
  return left > 0 ? [...table, `... and ${left} more findings, not shown.`] : table;
}

function findingCells({ code, key, expected, actual, impact }: Finding, currency: string | null): string[] {
  return [
    code,
    key.categoryId ?? key.serverKey ?? '-',
    key.account ?? '-',
    key.deviceId ?? '-',
    expected ?? '-',
    actual ?? '-',
    impact === null ? '-' : formatSignedMoney(impact, currency),
  ].map(oneLine);
}

function serverErrors({ completeness }: ReconciliationReport): string[] {
  const failed = completeness.servers.filter(({ status }) => status !== 'ok');
  if (failed.length === 0) return [];
  return [
    'Server errors:',
    ...failed.map(({ serverKey, status, error }) => oneLine(`  ${serverKey}: ${error ?? status}`)),
  ];
}

function serverDetails({ completeness, totals }: ReconciliationReport): string[] {
  const lines = completeness.servers.map((server) => oneLine(serverLine(server)));
  return ['Server details:', ...lines, `${totals.serverRows} rows`];
}

function serverLine({ serverKey, totals, skewMinutes }: ServerCompleteness): string {
  const skew = skewMinutes === null ? '' : `, ${skewMinutes} minutes from the portal's snapshot`;
  if (totals === null) return `${serverKey}: no totals${skew}`;
  const { users, devices, protectedItems, storageBytes } = totals;
  const storage = formatBytes(storageBytes);
  return `${serverKey}: ${users} users, ${devices} devices, ${protectedItems} protected items, ${storage}${skew}`;
}

function portalDetails({ completeness, totals, categories, currency }: ReconciliationReport): string[] {
  const lines = categories
    .filter(({ portalRows }) => portalRows > 0)
    .map(({ label, portalRows, amounts }) =>
      oneLine(`${label}: ${portalRows} rows, ${formatMoney(amounts.billed, currency)}`),
    );
  const total = formatMoney(totals.totalAmount, currency);
  return [
    'Portal details:',
    `snapshot ${completeness.portal.snapshotId ?? '-'} (${completeness.portal.state})`,
    ...lines,
    `${totals.portalRows} rows, ${total} in total`,
  ];
}
