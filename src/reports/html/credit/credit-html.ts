import { oneLine } from '../../columns.ts';
import type { CreditReport } from '../../credit-report.ts';
import { burnDownChart } from '../chart/burn-down-chart.ts';
import { consumptionChart } from '../chart/consumption-chart.ts';
import { html, type Markup } from '../markup.ts';
import { currencyOf, type HtmlOptions, readOptions } from '../options.ts';
import { pageOf } from '../page.ts';
import { badge } from '../parts/blocks.ts';
import { instant, name } from '../parts/figures.ts';
import { balanceOverview } from './balance.ts';
import { daysTable } from './days.ts';
import { lotsTable } from './lots.ts';
import { runwaySection } from './runway.ts';
import { raised } from './words.ts';

/**
 * A position of prepaid credit as one self-contained HTML document: what is left and of which kind, how long it
 * lasts, what was used day by day, and the lots that paid. Days are business days of the account.
 *
 * @example creditHtml({ balance, signals, days, lots }, { brand: 'Example Hosting' })
 * @throws InvalidInputError for options that make no sense, or amounts that are no decimals
 */
export function creditHtml(report: CreditReport, options: HtmlOptions = {}): string {
  const credit = printable(report);
  const { days, lots, balance } = credit;
  const { currency } = balance;
  const read = readOptions(options, { title: 'Prepaid credit', currency });
  return pageOf({
    options: read,
    lead: lead(credit),
    days: businessDays(credit),
    sections: [
      { id: 'balance', title: 'Balance', body: balanceOverview(credit) },
      { id: 'runway', title: 'Runway', body: runwaySection(credit) },
      { id: 'course', title: 'Course', body: [creditCharts(credit), days.length > 0 && seeDays] },
      { id: 'lots', title: 'Lots', body: lotsTable(lots, currency, read.maxRows) },
      { id: 'days', title: 'Day by day', body: daysTable(days, currency, read.maxRows) },
    ],
  });
}

const seeDays = html`<p class="left-out">The figures of both stand under <a href="#days">Day by day</a>.</p>`;

/** The same with a currency that can be printed. */
export function printable(credit: CreditReport): CreditReport {
  const { balance } = credit;
  return { ...credit, balance: { ...balance, currency: currencyOf(balance.currency) ?? '' } };
}

/** What a day is. */
export function businessDays({ businessTimeZone }: CreditReport): string {
  return businessTimeZone === undefined
    ? 'business days of the account'
    : `business days in ${oneLine(businessTimeZone)}`;
}

/** What was left and what was used, as pictures. */
export function creditCharts({ balance, days, signals }: CreditReport): Markup {
  return [burnDownChart(days, signals.runway, balance.currency), consumptionChart(days, balance.currency)];
}

function lead({ balance, signals }: CreditReport): Markup {
  const state = raised(signals).some(([tone]) => tone !== 'plain')
    ? badge('Needs attention', 'bad')
    : badge('In order', 'good');
  return html`<p>${state}</p><p>Account ${name(balance.account)}, as of ${instant(balance.asOf)}.</p>`;
}
