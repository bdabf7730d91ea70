import type { CategoryFigures, ReconciliationReport } from '../../../reconciler/index.ts';
import { html, type Markup } from '../markup.ts';
import { badge } from '../parts/blocks.ts';
import {
  counted,
  inCurrency,
  money,
  name,
  percent,
  quantity,
  signedMoney,
  variance,
} from '../parts/figures.ts';
import { table } from '../parts/table.ts';
import { CATEGORY_STATUS } from './words.ts';

/** What runs against what is billed, by category. */
export function comparedCategories(report: ReconciliationReport, currency: string | null): Markup {
  return table<CategoryFigures>({
    caption: 'In use and billed, by category',
    isWide: true,
    empty: 'No category was compared.',
    rows: report.categories.filter(({ kind }) => kind === 'compared'),
    columns: [
      { title: 'Category', cell: ({ label }) => name(label) },
      { title: 'In use', isFigure: true, cell: ({ server }) => quantity(server) },
      { title: 'Billed', isFigure: true, cell: ({ portal }) => quantity(portal) },
      { title: 'Difference', isFigure: true, cell: differenceOf },
      { title: 'All differences', isFigure: true, cell: ({ gross }) => quantity(gross) },
      { title: inCurrency('Amount', currency), isFigure: true, cell: ({ amounts }) => money(amounts.billed) },
      {
        title: inCurrency('Expected', currency),
        isFigure: true,
        cell: ({ amounts }) => money(amounts.expected),
      },
      { title: inCurrency('Impact', currency), isFigure: true, cell: impactOf },
      { title: 'Result', cell: ({ status }) => badge(...CATEGORY_STATUS[status]) },
    ],
  });
}

function differenceOf({ variance: figure, variancePct }: CategoryFigures): Markup {
  return html`${variance(figure)}${variancePct !== null && figure !== '0' && html`<span class="soft">${percent(variancePct)}</span>`}`;
}

function impactOf({ amounts }: CategoryFigures): Markup {
  const { impact, unpricedItems } = amounts;
  const missing =
    unpricedItems > 0 && html`<span class="soft">${counted(unpricedItems, 'item')} unpriced</span>`;
  return html`${signedMoney(impact)}${missing}`;
}

/** What is billed and has nothing on the servers to compare it with. */
export function billedBesides({ categories }: ReconciliationReport, currency: string | null): Markup {
  return table<CategoryFigures>({
    caption: 'Billed besides, without anything to compare it with',
    empty: 'Nothing is billed besides the compared categories.',
    rows: categories.filter(
      ({ kind, portalRows, serverRows }) => kind === 'informational' && portalRows + serverRows > 0,
    ),
    columns: [
      { title: 'Category', cell: ({ label }) => name(label) },
      { title: 'Lines', isFigure: true, cell: ({ portalRows }) => quantity(portalRows) },
      { title: 'Quantity', isFigure: true, cell: ({ portal }) => quantity(portal) },
      { title: inCurrency('Amount', currency), isFigure: true, cell: ({ amounts }) => money(amounts.billed) },
    ],
  });
}
