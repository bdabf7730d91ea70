import type { DailyBalance } from '../../../credit-ledger/index.ts';
import { formatMoney } from '../../format-money.ts';
import { type Html, html } from '../markup.ts';
import { coordinate, depth, frame, HEIGHT, WIDTH } from './frame.ts';
import { axisOf } from './proportion.ts';

/** Part of a day's width that stays empty. */
const GAP = 0.22;

/** What was used on each day, as bars. Days are in a row; nothing is drawn without one. */
export function consumptionChart(days: readonly DailyBalance[], currency: string): Html | null {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return null;
  const axis = axisOf(days.map(({ usageAmount }) => usageAmount));
  const most = days[axis.places.indexOf(Math.max(...axis.places))] ?? first;
  const step = WIDTH / days.length;
  const bars = days.map(({ date, usageAmount }, index) => {
    const place = axis.places[index] ?? axis.zero;
    const height = coordinate(Math.abs(place - axis.zero) * HEIGHT);
    const [x, width] = [coordinate((index + GAP / 2) * step), coordinate(step * (1 - GAP))];
    return html`<rect class="bar" x="${x}" y="${depth(Math.max(place, axis.zero))}" width="${width}" height="${height}"><title>${date}: ${formatMoney(usageAmount, currency)}</title></rect>\n`;
  });
  return frame({
    caption: 'Used per day',
    unit: currency,
    alternative: `Bar chart of the credit used per day from ${first.date} to ${last.date}. The most was ${formatMoney(most.usageAmount, currency)}, on ${most.date}.`,
    axis,
    drawing: bars,
    marks: [first.date, last.date],
  });
}
