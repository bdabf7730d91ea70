import {
  type AuditTotals,
  type ClaimCase,
  caseRows,
  type Finding,
  VERDICTS,
} from '../billing-audit/index.ts';
import { csvOf } from './csv.ts';

/** The days of claim cases as CSV, one line each. Amounts keep all their decimals; a case is rounded once, as a whole. */
export function claimCasesCsv(cases: Iterable<ClaimCase>, currency: string | null = null): string {
  return csvOf(
    [
      'account',
      'device',
      'category',
      'text',
      'mode',
      'registered',
      'stopped',
      'stop_source',
      'billed_through',
      'snapshot_at',
      'listed_quantity',
      'listed_amount',
      'day',
      'lines',
      'claimed',
      'pending_lines',
      'pending',
      'pack_text',
      'currency',
    ],
    Array.from(caseRows(cases), (row) => [
      row.account,
      row.device,
      row.category,
      row.text,
      row.mode,
      row.registered,
      row.stopped,
      row.stopSource,
      row.billedThrough,
      row.snapshotAt,
      row.listedQuantity,
      row.listedAmount,
      row.day,
      row.lines,
      row.claimed,
      row.pendingLines,
      row.pending,
      row.packText,
      currency,
    ]),
  );
}

/** Findings of an audit as CSV, one line each. Reasons are the names of the codes, parted by blanks. */
export function auditFindingsCsv(findings: readonly Finding[], currency: string | null = null): string {
  return csvOf(
    [
      'charge',
      'day',
      'account',
      'device',
      'category',
      'text',
      'verdict',
      'gross',
      'credited',
      'net',
      'billed_through',
      'debit',
      'identity',
      'stop',
      'rhythm',
      'codes',
      'credits',
      'repeat_of',
      'currency',
    ],
    findings.map(({ service, charge, links, ...finding }) => [
      finding.chargeId,
      finding.day,
      service?.account ?? charge.account,
      service?.device ?? charge.deviceRef,
      finding.category,
      charge.text,
      finding.verdict,
      finding.gross,
      finding.credited,
      finding.net,
      finding.billedThrough,
      links.debit,
      links.identity,
      links.stop,
      links.rhythm,
      finding.codes.map(({ code }) => code).join(' '),
      finding.creditIds.join(' '),
      finding.repeatOf,
      currency,
    ]),
  );
}

/** Sums of an audit as CSV: one line for each category and verdict that occurs, and all verdicts with no category. */
export function verdictsCsv({ byVerdict, byCategory }: AuditTotals, currency: string | null = null): string {
  const groups = [...Object.entries(byCategory), [null, byVerdict] as const];
  return csvOf(
    ['category', 'verdict', 'count', 'gross', 'credited', 'net', 'currency'],
    groups.flatMap(([category, sums]) =>
      VERDICTS.filter((verdict) => category === null || sums[verdict].count > 0).map((verdict) => {
        const { count, gross, credited, net } = sums[verdict];
        return [category, verdict, count, gross, credited, net, currency];
      }),
    ),
  );
}
