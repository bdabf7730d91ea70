import { type Html, html, type Markup } from '../markup.ts';
import { grouped } from '../parts/figures.ts';
import type { Axis } from './proportion.ts';

/** Units of the drawing; it is stretched to the width that there is. */
export const WIDTH = 1000;
export const HEIGHT = 200;

/** A day below a chart. */
export interface Mark {
  readonly day: string;
  /** From 0 at the left to 1 at the right. */
  readonly place: number;
}

/** A chart with its words around it. */
export interface Chart {
  readonly caption: string;
  readonly unit: string;
  /** What the picture shows, for who does not see it. */
  readonly alternative: string;
  readonly axis: Axis;
  readonly drawing: Markup;
  /** What stands below it, from left to right: at its ends, and between them if there is room. */
  readonly marks: readonly Mark[];
  readonly legend?: Markup;
}

/** A coordinate as short text. */
export function coordinate(value: number): string {
  return (Math.round(value * 100) / 100).toString();
}

/** How far below the upper edge a place of an axis lies. */
export function depth(place: number): string {
  return coordinate((1 - place) * HEIGHT);
}

/** A drawing with axis and marks as text of the page: it can be wide or narrow, its words stay readable. */
export function frame({ caption, unit, alternative, axis, drawing, marks, legend }: Chart): Html {
  return html`<figure>
<figcaption>${caption} <span class="soft">${unit}</span></figcaption>
<div class="plot">
<div class="y" aria-hidden="true">${axis.ticks.map((text) => html`<span>${grouped(text)}</span>`)}</div>
<svg role="img" aria-label="${alternative}" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">
${axis.ticks.map((_tick, index) => level('grid', index / (axis.ticks.length - 1)))}${drawing}${level('zero', axis.zero)}
</svg>
<div class="x" aria-hidden="true">${marks.map(markOf)}</div>
</div>${legend}
</figure>`;
}

/** Parts of the width at both ends that belong to the marks there. */
const ENDS = 0.2;

function markOf({ day, place }: Mark, index: number, { length }: readonly Mark[]): Html | null {
  if (index === 0 || index === length - 1) return html`<span>${day}</span>`;
  if (place < ENDS || place > 1 - ENDS) return null;
  return html`<span class="between" style="left: ${coordinate(place * 100)}%">${day}</span>`;
}

function level(kind: string, place: number): Html {
  const y = depth(place);
  return html`<line class="${kind}" x1="0" x2="${WIDTH}" y1="${y}" y2="${y}"/>`;
}
