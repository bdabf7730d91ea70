import type { LotView } from '../../../credit-ledger/index.ts';
import { difference } from '../../sums.ts';
import { usedBar } from '../chart/meter.ts';
import { html, type Markup } from '../markup.ts';
import { badge } from '../parts/blocks.ts';
import { code, day, instant, money, name } from '../parts/figures.ts';
import { table } from '../parts/table.ts';
import { KIND, LOT_STATUS } from './words.ts';

/** The lots in the order in which they pay. */
export function lotsTable(lots: readonly LotView[], currency: string, max: number): Markup {
  return table<LotView>({
    caption: `Lots in the order in which they pay, ${currency}`,
    isWide: true,
    empty: 'There is no lot on record.',
    rows: lots,
    max,
    noun: 'lots',
    columns: [
      {
        title: 'Lot',
        cell: ({ label, id }) =>
          label === null ? code(id) : html`${name(label)}<span class="soft">${code(id)}</span>`,
      },
      { title: 'Kind', cell: ({ kind }) => KIND[kind] },
      { title: 'From', cell: (lot) => day(lot.day) },
      { title: 'Expires', cell: ({ expiresAt }) => instant(expiresAt, 'never') },
      { title: 'Original', isFigure: true, cell: ({ original }) => money(original) },
      { title: 'Used', isFigure: true, cell: usedOf },
      { title: 'Left', isFigure: true, cell: ({ remaining }) => money(remaining) },
      { title: 'State', cell: ({ status }) => badge(...LOT_STATUS[status]) },
    ],
  });
}

function usedOf({ original, consumed }: LotView): Markup {
  return [money(consumed), usedBar(consumed, difference(original, consumed))];
}
