import { type Html, html, type Markup } from '../markup.ts';

/** How good a state is; every tone comes with words. */
export type Tone = 'good' | 'bad' | 'warn' | 'plain';

/** What a notice says. */
export type NoticeWords = readonly [tone: Tone, title: string, text: string];

/** A state in a word or two. */
export function badge(text: string, tone: Tone): Html {
  return html`<span class="badge ${tone}">${text}</span>`;
}

/** Something to read before all else. */
export function notice(tone: Tone, title: string, text: Markup): Html {
  return html`<div class="notice ${tone}"><p><strong>${title}</strong> ${text}</p></div>`;
}

/** Several things of one kind to read before all else. */
export function notices(tone: Tone, title: string, texts: readonly string[]): Html {
  return html`<div class="notice ${tone}"><p><strong>${title}</strong></p><ul>${texts.map((text) => html`<li>${text}</li>`)}</ul></div>`;
}

/** A figure with its name. */
export interface Tile {
  readonly name: string;
  readonly figure: Markup;
  readonly unit?: string | null;
  readonly note?: Markup;
}

/** The figures that matter most, side by side. */
export function tiles(list: readonly Tile[]): Html {
  return html`<dl class="tiles">${list.map(
    ({ name, figure, unit = null, note }) =>
      html`<div><dt>${name}</dt><dd class="value">${figure}${unit !== null && html` <small>${unit}</small>`}</dd>${
        note !== undefined && html`<dd class="note">${note}</dd>`
      }</div>\n`,
  )}</dl>`;
}

/** Facts by name. */
export function facts(list: readonly (readonly [string, Markup])[]): Html {
  return html`<dl class="facts">${list.map(([name, fact]) => html`<div><dt>${name}</dt><dd>${fact}</dd></div>\n`)}</dl>`;
}

/** A part of a page that the contents name. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Markup;
}

/** A part of the page with its heading. */
export function sectionOf({ id, title, body }: Section): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}
</section>\n`;
}
