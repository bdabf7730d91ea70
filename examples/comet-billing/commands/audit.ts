import {
  type AuditResult,
  type AuditTotals,
  type AuditWindow,
  type ClaimCase,
  type Finding,
  groupCases,
  VERDICTS,
} from 'reseller-sdk/billing-audit';
import { cometAuditPolicy } from 'reseller-sdk/comet/usage';
import { claimCasesCsv, formatMoney, oneLine } from 'reseller-sdk/reports';
import { auditHtml } from 'reseller-sdk/reports/html';
import { type ExitCode, OK, VARIANCE } from '../exit-codes.ts';
import type { Desk } from '../job.ts';
import { periodOf } from '../pages/period.ts';
import { auditCharges, auditWindow, isConfirmed, LABELS } from '../steps/audit.ts';
import type { Options } from './options.ts';

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

/** The audit in a format; CSV is the claims, a line for each of their days. */
function render(
  { clock, currency }: Desk,
  options: Options,
  audit: AuditResult & { readonly window: AuditWindow; readonly cases: readonly ClaimCase[] },
): string {
  const { window, cases } = audit;
  switch (options.format) {
    case 'json':
      return JSON.stringify(audit, null, 2);
    case 'csv':
      return claimCasesCsv(cases, currency).trimEnd();
    case 'html':
      return auditHtml({ ...audit, labels: LABELS }, { currency, generatedAt: clock.now() }).trimEnd();
    case 'text':
      return auditText(window, audit, cases, options);
  }
}

/**
 * Audits each charge of a period, and groups what was charged past its end into claims. Exit 0; 1 when there is
 * something to claim.
 */
export async function audit(desk: Desk, options: Options): Promise<ExitCode> {
  const window = auditWindow(desk, periodOf(options, desk.clock));
  const isBrief = !options.verbose && (options.format === 'text' || options.format === 'csv');
  // What only counts is not kept.
  const result = await auditCharges(desk, window, isBrief ? isConfirmed : () => true);
  const cases = groupCases(result.findings, cometAuditPolicy);
  desk.output.print(render(desk, options, { window, ...result, cases }));
  return cases.length > 0 ? VARIANCE : OK;
}
