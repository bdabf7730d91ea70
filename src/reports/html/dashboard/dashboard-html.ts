import {
  type DashboardInput,
  type DashboardModel,
  dashboardModel,
  type JobRun,
} from '../../dashboard-model.ts';
import { caseSummary } from '../audit/case-summary.ts';
import { creditCharts } from '../credit/credit-html.ts';
import { html, type Markup } from '../markup.ts';
import { type HtmlOptions, readOptions } from '../options.ts';
import { pageOf } from '../page.ts';
import { badge, notice, type Section } from '../parts/blocks.ts';
import { instant, name } from '../parts/figures.ts';
import { table } from '../parts/table.ts';
import { comparedCategories } from '../reconciliation/categories.ts';
import { cards } from './cards.ts';
import { ALERT, JOB } from './words.ts';

/** What a reader sees at once; the reports of the parts hold the rest. */
const MOST_CASES = 20;

/**
 * Credit, reconciliation, audit and jobs on one page, as a self-contained HTML document. What was not passed is shown
 * as not known. {@link dashboardModel} gives the same as plain data. Source: cometbilling-features 8.
 *
 * @example dashboardHtml({ credit, reconciliation, audit, jobs }, { brand: 'Example Hosting' })
 * @throws InvalidInputError for options that make no sense, or amounts that are no decimals
 */
export function dashboardHtml(input: DashboardInput, options: HtmlOptions = {}): string {
  const { credit = null, reconciliation = null, audit = null, jobs = [] } = input;
  const own = credit?.balance.currency ?? reconciliation?.currency ?? null;
  const read = readOptions(options, { title: 'Billing dashboard', currency: own });
  const { currency } = read;
  const model = dashboardModel(input);
  const sections: Section[] = [
    { id: 'now', title: 'Now', body: [alerts(model), cards(model, credit, currency)] },
  ];
  if (credit !== null)
    sections.push({ id: 'credit', title: 'Credit day by day', body: creditCharts(credit) });
  if (reconciliation !== null) {
    const body = comparedCategories(reconciliation, reconciliation.currency ?? currency);
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
  return pageOf({ options: read, lead: lead(model), sections });
}

function lead({ status }: DashboardModel): Markup {
  if (status === 'unknown') return html`<p>${badge('Nothing is known yet', 'plain')}</p>`;
  return html`<p>${status === 'ok' ? badge('All in order', 'good') : badge('Needs attention', 'bad')}</p>`;
}

function alerts({ alerts: list }: DashboardModel): Markup {
  if (list.length === 0) return null;
  return html`<ul class="notices" role="list">${list.map((alert) => html`<li>${notice(...ALERT[alert])}</li>`)}</ul>`;
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
      { title: 'Note', cell: ({ note = null }) => name(note) },
    ],
  });
}
