import { dayFromNumber, dayNumber, isDay } from '../../../core/time.ts';
import type { DailyBalance, Runway } from '../../../credit-ledger/index.ts';
import { formatMoney } from '../../format-money.ts';
import { type Html, html } from '../markup.ts';
import { day } from '../parts/figures.ts';
import { coordinate, depth, frame, HEIGHT, type Mark, WIDTH } from './frame.ts';
import { type Axis, axisOf } from './proportion.ts';

/** The forecast takes at most so many times the width of the past, but so many days in any case. */
const MOST_AHEAD = 1.5;
const LEAST_AHEAD = 14;

/** What the days to come look like at the pace of the runway. */
interface Ahead {
  /** Days that are drawn, and what part of the way to zero they are. */
  readonly days: number;
  readonly part: number;
  /** The last of them. */
  readonly last: string;
  readonly depletion: string;
}

/** What was left at the end of each day, and where it leads. Nothing is drawn without a day. */
export function burnDownChart(days: readonly DailyBalance[], runway: Runway, currency: string): Html | null {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return null;
  const ahead = aheadOf(last.date, days.length, runway);
  const axis = axisOf(days.map(({ closing }) => closing));
  const span = Math.max(days.length - 1 + (ahead?.days ?? 0), 1);
  const x = (index: number): number => (index / span) * WIDTH;
  const words = `Line chart of the credit left at the end of each day, from ${formatMoney(first.closing, currency)} on ${first.date} to ${formatMoney(last.closing, currency)} on ${last.date}.`;
  const future = ahead === null ? '' : ` At this pace it lasts until ${ahead.depletion}.`;
  return frame({
    caption: 'Left at the end of the day',
    unit: currency,
    alternative: `${words}${future}`,
    axis,
    drawing: [past(axis, x), ahead !== null && aheadLine(axis, x, days.length - 1, ahead)],
    marks: marksOf(days, ahead, span),
    legend:
      ahead !== null &&
      html`<p class="left-out">From ${day(last.date)} on, the broken line goes on at the pace of the runway, which ends on ${day(ahead.depletion)}.</p>`,
  });
}

function aheadOf(last: string, shown: number, { asOf, days, depletion }: Runway): Ahead | null {
  if (asOf === null || days === null || depletion === null || !isDay(last) || !isDay(depletion)) return null;
  const whole = dayNumber(depletion) - dayNumber(last);
  if (whole <= 0) return null;
  const drawn = Math.min(whole, Math.max(Math.ceil(shown * MOST_AHEAD), LEAST_AHEAD));
  return {
    days: drawn,
    part: drawn / whole,
    last: dayFromNumber(dayNumber(last) + drawn),
    depletion,
  };
}

/** The ends, and between them the day on which the forecast begins, or the middle one. */
function marksOf(days: readonly DailyBalance[], ahead: Ahead | null, span: number): readonly Mark[] {
  const last = days.length - 1;
  const indices = new Set([0, ahead === null ? Math.floor(last / 2) : last, last]);
  const marks = [...indices].map((index) => ({ day: days[index]?.date ?? '', place: index / span }));
  return ahead === null ? marks : [...marks, { day: ahead.last, place: 1 }];
}

function past(axis: Axis, x: (index: number) => number): Html {
  const points = axis.places.map((place, index) => `${coordinate(x(index))},${depth(place)}`);
  const end = coordinate(x(axis.places.length - 1));
  const zero = depth(axis.zero);
  return html`<polygon class="below" points="0,${zero} ${points.join(' ')} ${end},${zero}"/><polyline class="line" points="${points.join(' ')}"/><path class="dot" d="M${points.at(-1)}h0"/>`;
}

function aheadLine(axis: Axis, x: (index: number) => number, from: number, { days, part }: Ahead): Html {
  const start = axis.places.at(-1) ?? axis.zero;
  const end = start + (axis.zero - start) * part;
  const today = coordinate(x(from));
  return html`<line class="grid" x1="${today}" x2="${today}" y1="0" y2="${HEIGHT}"/><line class="ahead" x1="${today}" y1="${depth(start)}" x2="${coordinate(x(from + days))}" y2="${depth(end)}"/>`;
}
