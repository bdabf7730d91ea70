import {
  type AuditResult,
  type AuditTotals,
  type AuditWindow,
  type CaseRow,
  type ClaimCase,
  caseRows,
  type Finding,
  groupCases,
  runAudit,
  VERDICTS,
} from 'reseller-sdk/billing-audit';
import { cometAuditPolicy } from 'reseller-sdk/comet/usage';
import { formatMoney, oneLine } from 'reseller-sdk/reports';
import { type ExitCode, OK, VARIANCE } from '../exit-codes.ts';
import type { Desk } from '../job.ts';
import { type PageColumn, renderPage } from '../pages/page.ts';
import { periodOf } from '../pages/period.ts';
import { auditSources } from '../steps/audit-sources.ts';
import type { Options } from './options.ts';

/** The days that were asked for; an end that is left out is the first or last day that has a charge. */
function windowOf({ store, clock }: Desk, options: Options): AuditWindow {
  const { from, to } = periodOf(options, clock);
  const days = store.charges.days();
  const today = clock.now().toISOString().slice(0, 10);
  const [first, last] = [days[0] ?? today, days.at(-1) ?? today];
  const end = to ?? [from ?? last, last].toSorted().at(-1) ?? last;
  return { from: from ?? [first, end].toSorted()[0] ?? first, to: end };
}

const TITLES: readonly (keyof CaseRow)[] = [
  'account',
  'device',
  'category',
  'text',
  'mode',
  'registered',
  'stopped',
  'stopSource',
  'billedThrough',
  'snapshotAt',
  'listedQuantity',
  'listedAmount',
  'day',
  'claimed',
  'lines',
  'pendingLines',
  'pending',
  'packText',
];

const COLUMNS: readonly PageColumn<CaseRow>[] = TITLES.map((title) => ({
  title,
  value: (row) => row[title],
}));

function verdictLines({ byVerdict }: AuditTotals): string[] {
  return VERDICTS.map((verdict) => {
    const { count, net } = byVerdict[verdict];
    return `  ${verdict.padEnd(15)}${String(count).padStart(8)}  ${formatMoney(net).padStart(12)}`;
  });
}

function caseLine({
  account,
  device,
  category,
  lines,
  firstDay,
  lastDay,
  claimed,
  pending,
  life,
}: ClaimCase): string {
  const days = firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`;
  const end = life?.stop?.latest ?? '-';
  const more = pending === '0' ? '' : `, ${formatMoney(pending)} more to look at`;
  const what = oneLine(`${account} ${device.slice(0, 12)} ${category}`);
  return `  ${formatMoney(claimed).padStart(10)}  ${what}: ended ${end}, ${lines} lines ${days}${more}`;
}

function findingLine({ day, verdict, net, charge, codes }: Finding): string {
  const names = codes.map(({ code }) => code).join(' ');
  const what = `${oneLine(charge.account ?? '-')} ${oneLine(charge.text)}`;
  return `  ${day} ${verdict} ${formatMoney(net)} ${what}: ${names}`;
}

function auditText(
  window: AuditWindow,
  { findings, totals }: AuditResult,
  cases: readonly ClaimCase[],
  { verbose, limit }: Options,
): string {
  const shown = verbose ? findings.slice(0, limit) : [];
  const rest = verbose && findings.length > limit ? [`  and ${findings.length - limit} more`] : [];
  const gaps = totals.coverage?.gaps ?? [];
  return [
    `Audit of ${window.from} to ${window.to}: ${totals.scanned} lines, ${totals.credits} credits`,
    ...verdictLines(totals),
    ...(gaps.length > 0 ? [`Evidence is missing: ${gaps.join(', ')}`] : []),
    ...(cases.length > 0 ? ['Claims:', ...cases.map(caseLine)] : ['No charge has to be claimed.']),
    ...(shown.length > 0 ? ['Findings:', ...shown.map(findingLine), ...rest] : []),
  ].join('\n');
}

/** The audit, with the findings that are shown; what only counts is not kept. */
async function auditOf(desk: Desk, window: AuditWindow, { json, verbose }: Options): Promise<AuditResult> {
  const findings: Finding[] = [];
  const write = async (batch: readonly Finding[]): Promise<void> => {
    findings.push(...batch.filter(({ verdict }) => json || verbose || verdict === 'confirmed'));
  };
  const totals = await runAudit(await auditSources(desk), window, { write }, { policy: cometAuditPolicy });
  return { findings, totals };
}

/**
 * Audits each charge of a period, and groups what was charged past its end into claims. CSV is the claims, a line for
 * each of their days. Exit 0; 1 when there is something to claim.
 */
export async function audit(desk: Desk, options: Options): Promise<ExitCode> {
  const window = windowOf(desk, options);
  const result = await auditOf(desk, window, options);
  const cases = groupCases(result.findings, cometAuditPolicy);
  if (options.format === 'text') desk.output.print(auditText(window, result, cases, options));
  else {
    const rows = [...caseRows(cases)];
    const json = { window, ...result, cases };
    desk.output.print(renderPage({ json, rows, columns: COLUMNS, empty: '' }, options));
  }
  return cases.length > 0 ? VARIANCE : OK;
}
