import type { Sum, Verdict, VerdictSums } from '../../../billing-audit/index.ts';
import type { AuditReport } from '../../audit-report.ts';
import { addSums, claimSums } from '../../sums.ts';
import { html, type Markup } from '../markup.ts';
import { tiles } from '../parts/blocks.ts';
import { counted, inCurrency, money, name, quantity } from '../parts/figures.ts';
import { table } from '../parts/table.ts';
import { VERDICT, VERDICT_ORDER } from './words.ts';

/** The figures that matter most. */
export function auditTiles({ totals, cases }: AuditReport, currency: string | null): Markup {
  const { claimed, pending } = claimSums(cases);
  const { probable, duplicate, review } = totals.byVerdict;
  return tiles([
    { name: 'Claimed', figure: money(claimed), unit: currency, note: `in ${counted(cases.length, 'case')}` },
    {
      name: 'Set apart in the cases',
      figure: money(pending),
      unit: currency,
      note: 'perhaps duplicates, not claimed',
    },
    { name: 'Probable besides', figure: money(probable.net), unit: currency, note: chargesOf(probable) },
    {
      name: 'Duplicates and to review',
      figure: money(addSums([duplicate, review]).net),
      unit: currency,
      note: chargesOf(addSums([duplicate, review])),
    },
  ]);
}

function chargesOf({ count }: Sum): Markup {
  return counted(count, 'charge');
}

/** How many charges came to which verdict. */
export function verdictTable({ totals }: AuditReport, currency: string | null): Markup {
  const rows = VERDICT_ORDER.map((verdict) => ({ words: VERDICT[verdict], sum: totals.byVerdict[verdict] }));
  return table<(typeof rows)[number]>({
    caption: 'Charges by verdict',
    empty: '',
    rows,
    sums: [{ words: ['All charges', ''], sum: addSums(rows.map(({ sum }) => sum)) }],
    columns: [
      {
        title: 'Verdict',
        cell: ({ words: [verdict, meaning] }) =>
          html`${verdict}${meaning !== '' && html`<span class="soft">${meaning}</span>`}`,
      },
      { title: 'Charges', isFigure: true, cell: ({ sum }) => quantity(sum.count) },
      { title: inCurrency('Charged', currency), isFigure: true, cell: ({ sum }) => money(sum.gross) },
      { title: inCurrency('Given back', currency), isFigure: true, cell: ({ sum }) => money(sum.credited) },
      { title: inCurrency('Net', currency), isFigure: true, cell: ({ sum }) => money(sum.net) },
    ],
  });
}

/** Net amounts of the verdicts that need action, by category. */
export function categoryTable({ totals, labels = {} }: AuditReport, currency: string | null): Markup {
  const net = (verdict: Verdict) => (row: readonly [string, VerdictSums]) => money(row[1][verdict].net);
  return table<readonly [string, VerdictSums]>({
    caption: `Net amounts by category${currency === null ? '' : `, ${currency}`}`,
    empty: 'No charge was judged.',
    rows: Object.entries(totals.byCategory),
    columns: [
      { title: 'Category', cell: ([category]) => name(labelOf(labels, category)) },
      { title: 'Confirmed', isFigure: true, cell: net('confirmed') },
      { title: 'Probable', isFigure: true, cell: net('probable') },
      { title: 'Duplicate', isFigure: true, cell: net('duplicate') },
      { title: 'To review', isFigure: true, cell: net('review') },
      {
        title: 'Given back',
        isFigure: true,
        cell: ([, sums]) => money(addSums(Object.values(sums)).credited),
      },
    ],
  });
}

/** What a category is called. */
export function labelOf(labels: Readonly<Record<string, string>>, category: string): string {
  return Object.hasOwn(labels, category) ? (labels[category] ?? category) : category;
}
