import type { DailyBalance } from '../../../credit-ledger/index.ts';
import type { Markup } from '../markup.ts';
import { day, money } from '../parts/figures.ts';
import { type Column, table } from '../parts/table.ts';

/** A movement of a day. */
type Movement = Exclude<keyof DailyBalance, 'date'>;

const ALWAYS: readonly (readonly [Movement, string])[] = [
  ['opening', 'At the start'],
  ['usage', 'Used'],
];
/** Shown only where one of the days has them. */
const SOMETIMES: readonly (readonly [Movement, string])[] = [
  ['purchased', 'Purchased'],
  ['bonus', 'Bonus'],
  ['adjustment', 'Adjusted'],
  ['returned', 'Given back'],
  ['refunded', 'Refunded'],
  ['voided', 'Voided'],
  ['expired', 'Expired'],
];

/** The days with their movements, the newest first. */
export function daysTable(days: readonly DailyBalance[], currency: string, max: number): Markup {
  const occurring = SOMETIMES.filter(([movement]) => days.some((row) => row[movement] !== '0'));
  const debt = days.some((row) => row.debt !== '0') ? ([['debt', 'Owed']] as const) : [];
  const shown = [...ALWAYS, ...occurring, ['closing', 'At the end'] as const, ...debt];
  return table<DailyBalance>({
    caption: `Days, ${currency}`,
    isWide: shown.length > 5,
    empty: 'There is no day on record.',
    rows: days.toReversed(),
    max,
    noun: 'days',
    columns: [
      { title: 'Day', cell: ({ date }) => day(date) },
      ...shown.map(
        ([movement, title]): Column<DailyBalance> => ({
          title,
          isFigure: true,
          cell: (row) => money(row[movement]),
        }),
      ),
    ],
  });
}
