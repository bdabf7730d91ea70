import { type AuditReport, DOUBTFUL, isIncomplete } from '../../audit-report.ts';
import { type Html, html, type Markup } from '../markup.ts';
import { type HtmlOptions, readOptions } from '../options.ts';
import { pageOf } from '../page.ts';
import { badge } from '../parts/blocks.ts';
import { counted, day } from '../parts/figures.ts';
import { caseList } from './cases.ts';
import { coverageSection } from './coverage.ts';
import { otherFindings } from './findings.ts';
import { auditTiles, categoryTable, verdictTable } from './overview.ts';

/**
 * An audit as one self-contained HTML document: what is claimed, the cases with their evidence, all other charges that
 * need a look with their reasons, and how complete the evidence is. The data names no currency; pass `currency`.
 *
 * @example auditHtml({ window, totals, findings, cases: groupCases(findings, policy) }, { currency: 'USD' })
 * @throws InvalidInputError for options that make no sense
 */
export function auditHtml(audit: AuditReport, options: HtmlOptions = {}): string {
  const read = readOptions(options, { title: 'Billing audit' });
  const { currency, maxRows } = read;
  return pageOf({
    options: read,
    lead: lead(audit),
    sections: [
      {
        id: 'overview',
        title: 'Overview',
        body: [auditTiles(audit, currency), verdictTable(audit, currency), categoryTable(audit, currency)],
      },
      { id: 'cases', title: 'Claim cases', body: caseList(audit, currency, maxRows) },
      { id: 'other', title: 'Other charges', body: otherFindings(audit, currency, maxRows) },
      { id: 'evidence', title: 'Evidence', body: coverageSection(audit, currency) },
    ],
  });
}

function stateOf(audit: AuditReport): Html {
  const { cases, totals } = audit;
  if (cases.length > 0) return badge('There are claims', 'bad');
  if (totals.scanned === 0) return badge('Nothing was read', 'warn');
  const isDoubtful = DOUBTFUL.some((verdict) => totals.byVerdict[verdict].count > 0);
  if (isDoubtful) return badge('Nothing to claim yet', 'warn');
  return isIncomplete(audit)
    ? badge('Nothing to claim, as far as is known', 'warn')
    : badge('Nothing to claim', 'good');
}

function lead(audit: AuditReport): Markup {
  const { window, totals } = audit;
  return html`<p>${stateOf(audit)}</p>
<p>${counted(totals.scanned, 'line')} charged from ${day(window.from)} to ${day(window.to)}, each held against what is known of its service.</p>`;
}
