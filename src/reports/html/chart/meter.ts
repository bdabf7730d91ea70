import { type Html, html, type Markup } from '../markup.ts';
import { coordinate } from './frame.ts';
import { sharesOf } from './proportion.ts';

/** What a part of a meter is: kinds of credit, and what is used up. */
export type MeterKind = 'purchased' | 'bonus' | 'adjustment' | 'rest';

/** A part of a meter. */
export interface MeterPart {
  readonly kind: MeterKind;
  readonly name: string;
  /** Decimal text; its width. */
  readonly amount: string;
  /** The same as it is printed. */
  readonly figure: Markup;
}

const HEIGHT = 10;
const WIDTH = 1000;
/** Between two parts, so that they differ also without colour. */
const GAP = 3;

/** A bar that is parted by amounts, with a legend that says them. */
export function meter(name: string, parts: readonly MeterPart[]): Html {
  return html`<div class="meter">${bar(name, parts)}<ul class="legend">${parts.map(
    ({ kind, name: part, figure }) =>
      html`<li><svg aria-hidden="true" viewBox="0 0 10 10"><rect class="fill-${kind}" width="10" height="10"/></svg>${part} ${figure}</li>`,
  )}</ul></div>`;
}

function bar(name: string, parts: readonly MeterPart[]): Html {
  const shares = sharesOf(parts.map(({ amount }) => amount));
  let x = 0;
  const drawn = parts.map(({ kind }, index) => {
    const width = (shares[index] ?? 0) * WIDTH;
    const from = x;
    x += width;
    if (width === 0) return null;
    const gap = x < WIDTH - GAP ? GAP : 0;
    return html`<rect class="fill-${kind}" x="${coordinate(from)}" width="${coordinate(Math.max(width - gap, 1))}" height="${HEIGHT}"/>`;
  });
  const empty = x === 0 && html`<rect class="fill-rest" width="${WIDTH}" height="${HEIGHT}"/>`;
  const words = parts.map(({ name: part }, index) => `${part} ${percentOf(shares[index] ?? 0)}`).join(', ');
  return html`<svg role="img" aria-label="${name}: ${words}" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">${empty}${drawn}</svg>`;
}

function percentOf(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** A small bar in a line of text: how much of something is used. */
export function usedBar(used: string, left: string): Html {
  const [share = 0] = sharesOf([used, left]);
  return html`<div class="used"><svg aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none"><rect class="fill-rest" width="100" height="10"/><rect class="fill-purchased" width="${coordinate(share * 100)}" height="10"/></svg></div>`;
}
