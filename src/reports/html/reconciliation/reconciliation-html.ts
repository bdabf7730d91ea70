import type { ReconciliationReport } from '../../../reconciler/index.ts';
import { type HtmlOptions, readOptions } from '../options.ts';
import { pageOf } from '../page.ts';
import { billedBesides, comparedCategories } from './categories.ts';
import { differingItems, findingTables } from './findings.ts';
import { leadOf, overview } from './overview.ts';
import { sources } from './sources.ts';

/**
 * A reconciliation as one self-contained HTML document: outcome, categories, what was found, the devices that
 * differ, where the figures come from. Source: reconciler 10.5.
 *
 * @example await writeFile('report.html', reconciliationHtml(report, { brand: 'Example Hosting' }))
 * @throws InvalidInputError for options that make no sense
 */
export function reconciliationHtml(report: ReconciliationReport, options: HtmlOptions = {}): string {
  const { generatedAt, currency: own } = report;
  const read = readOptions(options, { title: 'Usage reconciliation', currency: own, generatedAt });
  const { currency, maxRows } = read;
  return pageOf({
    options: read,
    lead: leadOf(report),
    sections: [
      { id: 'overview', title: 'Overview', body: overview(report, currency) },
      {
        id: 'categories',
        title: 'Categories',
        body: [comparedCategories(report, currency), billedBesides(report, currency)],
      },
      { id: 'findings', title: 'Findings', body: findingTables(report, currency, maxRows) },
      { id: 'devices', title: 'Devices that differ', body: differingItems(report, currency, maxRows) },
      { id: 'sources', title: 'Sources', body: sources(report) },
    ],
  });
}
