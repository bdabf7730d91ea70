import type { AuditReport } from '../../audit-report.ts';
import { html, type Markup } from '../markup.ts';
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

function lead({ window, cases, totals }: AuditReport): Markup {
  const state = cases.length > 0 ? badge('There are claims', 'bad') : badge('Nothing to claim', 'good');
  return html`<p>${state}</p>
<p>${counted(totals.scanned, 'line')} charged from ${day(window.from)} to ${day(window.to)}, each held against what is known of its service.</p>`;
}
