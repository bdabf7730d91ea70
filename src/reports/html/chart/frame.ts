import { type Html, html, type Markup } from '../markup.ts';
import { grouped } from '../parts/figures.ts';
import type { Axis } from './proportion.ts';

/** Units of the drawing; it is stretched to the width that there is. */
export const WIDTH = 1000;
export const HEIGHT = 200;

/** A chart with its words around it. */
export interface Chart {
  readonly caption: string;
  readonly unit: string;
  /** What the picture shows, for who does not see it. */
  readonly alternative: string;
  readonly axis: Axis;
  readonly drawing: Markup;
  /** What stands at the left and at the right end. */
  readonly marks: readonly [string, string];
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
<div class="y" aria-hidden="true">${[axis.top, axis.middle, axis.bottom].map((text) => html`<span>${grouped(text)}</span>`)}</div>
<svg role="img" aria-label="${alternative}" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">
${[0, 0.5, 1].map((place) => level('grid', place))}${drawing}${level('zero', axis.zero)}
</svg>
<div class="x" aria-hidden="true">${marks.map((text) => html`<span>${text}</span>`)}</div>
</div>${legend}
</figure>`;
}

function level(kind: string, place: number): Html {
  const y = depth(place);
  return html`<line class="${kind}" x1="0" x2="${WIDTH}" y1="${y}" y2="${y}"/>`;
}
