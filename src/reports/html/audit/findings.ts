import type { Finding, Verdict } from '../../../billing-audit/index.ts';
import type { AuditReport } from '../../audit-report.ts';
import { html, type Markup } from '../markup.ts';
import { code, day, exactMoney, inCurrency, name, prose } from '../parts/figures.ts';
import { type Column, table } from '../parts/table.ts';
import { labelOf } from './overview.ts';
import { reasonsOf } from './reasons.ts';
import { VERDICT } from './words.ts';

/** Verdicts that stand in a list of their own; what is confirmed stands in the cases. */
const LISTED: readonly Verdict[] = ['probable', 'duplicate', 'review', 'reversed', 'not_assessable'];

/** The evidence, link by link. */
const LINKS = ['debit', 'identity', 'stop', 'rhythm'] as const;

/** Charges that are no claim and need a look, or had one. */
export function otherFindings(
  { findings, labels = {} }: AuditReport,
  currency: string | null,
  max: number,
): Markup {
  const columns = columnsOf(labels, currency);
  const tables = LISTED.flatMap((verdict) => {
    const rows = findings.filter((finding) => finding.verdict === verdict);
    if (rows.length === 0) return [];
    return [
      table({ caption: VERDICT[verdict][0], columns, rows, max, noun: 'charges', empty: '', isWide: true }),
    ];
  });
  return tables.length > 0 ? tables : html`<p class="empty">There is no other charge to look at.</p>`;
}

function columnsOf(
  labels: Readonly<Record<string, string>>,
  currency: string | null,
): readonly Column<Finding>[] {
  return [
    { title: 'Charged on', cell: (finding) => day(finding.day) },
    { title: 'Account', cell: ({ service, charge }) => name(service?.account ?? charge.account) },
    { title: 'Device', cell: ({ service, charge }) => code(service?.device ?? charge.deviceRef) },
    { title: 'Category', cell: ({ category }) => name(labelOf(labels, category)) },
    { title: inCurrency('Charged', currency), isFigure: true, cell: ({ gross }) => exactMoney(gross) },
    { title: inCurrency('Net', currency), isFigure: true, cell: ({ net }) => exactMoney(net) },
    { title: 'Why', isProse: true, cell: whyOf },
  ];
}

function whyOf({ codes, links }: Finding): Markup {
  const grades = LINKS.map((link) => `${link} ${links[link]}`);
  const reasons = reasonsOf(codes).map((reason) => html`<li>${prose(reason)}</li>`);
  return html`<ul class="reasons" role="list">${reasons}</ul><span class="soft">${grades.join(', ')}</span>`;
}
