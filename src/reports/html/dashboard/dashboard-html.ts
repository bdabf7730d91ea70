import type { CreditReport } from '../../credit-report.ts';
import type { DashboardInput, JobRun } from '../../dashboard-input.ts';
import { type DashboardModel, dashboardModel } from '../../dashboard-model.ts';
import { caseSummary } from '../audit/case-summary.ts';
import { businessDays, creditCharts, printable } from '../credit/credit-html.ts';
import { html, type Markup } from '../markup.ts';
import { currencyOf, type HtmlOptions, type ReportOptions, readOptions } from '../options.ts';
import { pageOf } from '../page.ts';
import { badge, notice, type Section } from '../parts/blocks.ts';
import { instant, name, prose } from '../parts/figures.ts';
import { table } from '../parts/table.ts';
import { comparedCategories } from '../reconciliation/categories.ts';
import { INCOMPLETE } from '../reconciliation/words.ts';
import { cards } from './cards.ts';
import { ALERT, JOB, PART } from './words.ts';

/** What a reader sees at once; the reports of the parts hold the rest. */
const MOST_CASES = 20;

/**
 * Credit, reconciliation, audit and jobs on one page, as a self-contained HTML document. What is `null` is shown as not
 * known. {@link dashboardModel} gives the same as plain data. No part takes its currency from another: pass `currency`
 * for an audit. It is looked at `now`, or else when the report is made. Source: cometbilling-features 8.
 *
 * @example dashboardHtml({ credit, reconciliation, audit, jobs }, { brand: 'Example Hosting', currency: 'USD' })
 * @throws InvalidInputError for options that make no sense, or amounts that are no decimals
 */
export function dashboardHtml(input: DashboardInput, options: HtmlOptions = {}): string {
  const read = readOptions(options, { title: 'Billing dashboard' });
  const { currency } = read;
  const shown = printableInput(input, read);
  const { credit = null, reconciliation = null, audit = null, jobs = [] } = shown;
  const model = dashboardModel(shown);
  const sections: Section[] = [
    { id: 'now', title: 'Now', body: [alerts(model), cards(model, credit, currency)] },
  ];
  if (credit !== null)
    sections.push({ id: 'credit', title: 'Credit day by day', body: creditCharts(credit) });
  if (reconciliation !== null) {
    const body = comparedCategories(reconciliation, reconciliation.currency);
    sections.push({ id: 'categories', title: 'In use and billed', body });
  }
  if (audit !== null) {
    sections.push({
      id: 'claims',
      title: 'Claims',
      body: caseSummary(audit, currency, Math.min(MOST_CASES, read.maxRows)),
    });
  }
  if (jobs.length > 0) sections.push({ id: 'jobs', title: 'Jobs', body: jobTable(jobs) });
  return pageOf({ options: read, lead: lead(model), sections, days: daysOf(credit) });
}

/** The same with currencies that can be printed, and an instant at which it is looked at if one is known. */
function printableInput(input: DashboardInput, { currency, generatedAt }: ReportOptions): DashboardInput {
  const { credit, reconciliation, now = generatedAt } = input;
  return {
    ...input,
    ...(credit && { credit: printable(credit) }),
    ...(reconciliation && {
      reconciliation: { ...reconciliation, currency: currencyOf(reconciliation.currency) ?? currency },
    }),
    ...(now !== null && { now }),
  };
}

function daysOf(credit: CreditReport | null): string {
  return credit === null ? 'UTC days' : `UTC days, those of credit ${businessDays(credit)}`;
}

function lead(model: DashboardModel): Markup {
  const { unknown } = model;
  const missing =
    unknown.length > 0 &&
    !isEmpty(model) &&
    html`<p>Not known yet: ${unknown.map((part) => PART[part]).join(', ')}.</p>`;
  return html`<p>${state(model)}</p>${missing}`;
}

function isEmpty({ credit, reconciliation, claims }: DashboardModel): boolean {
  return credit === null && reconciliation === null && claims === null;
}

function state(model: DashboardModel): Markup {
  const { status } = model;
  if (status === 'ok') return badge('All in order', 'good');
  if (status === 'attention') return badge('Needs attention', 'bad');
  return isEmpty(model) ? badge('Nothing is known yet', 'plain') : badge('Not everything is known', 'warn');
}

function alerts({ alerts: list, reconciliation }: DashboardModel): Markup {
  if (list.length === 0) return null;
  return html`<ul class="notices" role="list">${list.map((alert) => {
    const [tone, title, text] = ALERT[alert];
    const reasons = alert === 'RECONCILIATION_INCOMPLETE' ? (reconciliation?.reasons ?? []) : [];
    const words = [text, ...reasons.map((reason) => INCOMPLETE[reason])].join(' ');
    return html`<li>${notice(tone, title, words)}</li>`;
  })}</ul>`;
}

function jobTable(jobs: readonly JobRun[]): Markup {
  return table<JobRun>({
    caption: 'How each job went the last time',
    empty: '',
    rows: jobs,
    columns: [
      { title: 'Job', cell: (job) => name(job.name) },
      { title: 'Result', cell: ({ status }) => badge(...JOB[status]) },
      { title: 'At', cell: ({ at }) => instant(at, 'never') },
      { title: 'Note', isProse: true, cell: ({ note = null }) => prose(note) },
    ],
  });
}
