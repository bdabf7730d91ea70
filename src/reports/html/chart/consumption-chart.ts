import type { DailyBalance } from '../../../credit-ledger/index.ts';
import { formatMoney } from '../../format-money.ts';
import { type Html, html, type Markup } from '../markup.ts';
import { coordinate, depth, frame, HEIGHT, type Mark, WIDTH } from './frame.ts';
import { type Axis, axisOf } from './proportion.ts';

/** Part of a day's width that stays empty. */
const GAP = 0.22;
/** A few days do not fill the whole width. */
const MOST_WIDTH = 80;
/** Bars of more days would be narrower than what a screen can show; their outline is not. */
const MOST_BARS = 200;

/** What was used on each day, as bars. Days are in a row; nothing is drawn without one. */
export function consumptionChart(days: readonly DailyBalance[], currency: string): Html | null {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return null;
  const axis = axisOf(days.map(({ usageAmount }) => usageAmount));
  const most = days[indexOfMost(axis.places)] ?? first;
  return frame({
    caption: 'Used per day',
    unit: currency,
    alternative: `Bar chart of the credit used per day from ${first.date} to ${last.date}. The most was ${formatMoney(most.usageAmount, currency)}, on ${most.date}.`,
    axis,
    drawing: days.length > MOST_BARS ? outline(axis) : bars(days, axis, currency),
    marks: marksOf(days),
  });
}

function indexOfMost(places: readonly number[]): number {
  return places.reduce((most, place, index) => (place > (places[most] ?? 0) ? index : most), 0);
}

function bars(days: readonly DailyBalance[], { places, zero }: Axis, currency: string): Markup {
  const step = WIDTH / days.length;
  const width = Math.min(step * (1 - GAP), MOST_WIDTH);
  return days.map(({ date, usageAmount }, index) => {
    const place = places[index] ?? zero;
    const height = coordinate(Math.abs(place - zero) * HEIGHT);
    const x = coordinate((index + 0.5) * step - width / 2);
    return html`<rect class="bar" x="${x}" y="${depth(Math.max(place, zero))}" width="${coordinate(width)}" height="${height}"><title>${date}: ${formatMoney(usageAmount, currency)}</title></rect>\n`;
  });
}

/** All bars without a gap as one form, which stays small however many they are. */
function outline({ places, zero }: Axis): Html {
  const step = WIDTH / places.length;
  const steps = places.map((place, index) => `V${depth(place)}H${coordinate((index + 1) * step)}`);
  return html`<path class="bar" d="M0,${depth(zero)}${steps.join('')}V${depth(zero)}Z"/>`;
}

function marksOf(days: readonly DailyBalance[]): readonly Mark[] {
  const middle = Math.floor(days.length / 2);
  const indices = new Set([0, middle, days.length - 1]);
  return [...indices].map((index) => ({
    day: days[index]?.date ?? '',
    place: (index + 0.5) / days.length,
  }));
}
