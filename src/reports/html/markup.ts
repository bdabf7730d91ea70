/** What may stand in a template: markup as it is, text escaped, lists one after the other, nothing for nothing. */
export type Markup = Html | string | number | null | undefined | false | readonly Markup[];

/** Ends an element, an attribute or a reference. */
const SPECIAL = /[&<>"']/g;
const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What breaks lines, turns the direction of the text, or is there without being seen. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

function escapeText(text: string): string {
  return text.replace(UNPRINTABLE, ' ').replace(SPECIAL, (character) => REFERENCES[character] ?? '');
}

/** Markup that may stand in a document. Only {@link html} makes it, so nothing foreign is in it unescaped. */
export class Html {
  readonly #markup: string;

  private constructor(markup: string) {
    this.#markup = markup;
  }

  static of(this: void, literal: TemplateStringsArray, ...values: readonly Markup[]): Html {
    return new Html(literal.map((part, index) => part + Html.#textOf(values[index])).join(''));
  }

  static #textOf(value: Markup): string {
    if (value === null || value === undefined || value === false) return '';
    if (value instanceof Html) return value.#markup;
    if (typeof value === 'string') return escapeText(value);
    if (typeof value === 'number') return value.toString();
    return value.map((part) => Html.#textOf(part)).join('');
  }

  /** The markup as text. */
  toString(): string {
    return this.#markup;
  }
}

/**
 * Markup from a template. What is filled in is escaped, for text and for attributes in double quotes; only markup
 * of this tag goes in as it is.
 *
 * @example html`<td title="${name}">${name}</td>`
 */
export const html = Html.of;
