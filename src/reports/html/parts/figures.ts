import { plainAmount } from '../../../core/amount.ts';
import { parseInstant } from '../../../core/time.ts';
import { cutLine, oneLine } from '../../columns.ts';
import { formatBytes } from '../../format-bytes.ts';
import { formatMoney, formatSignedMoney } from '../../format-money.ts';
import { type Html, html } from '../markup.ts';

const DIGITS = /^([+-]?)(\d{4,})(.*)$/s;
/** A longer figure may be broken, so that a narrow screen shows all of it. */
const MAX_UNBROKEN = 18;
/** Characters of a text that is evidence; a line of the vendor is far shorter. */
const MAX_PROSE = 600;
const GROUP = 3;

/**
 * A number with its thousands set apart. The gaps are set, not written: who copies the number
 * gets the digits alone.
 */
export function grouped(text: string): Html {
  const [, sign = '', whole = '', rest = ''] = DIGITS.exec(text) ?? [];
  if (whole === '') return html`${text}`;
  const first = whole.length % GROUP || GROUP;
  const groups = whole.slice(first).match(/\d{3}/g) ?? [];
  return html`${sign}${whole.slice(0, first)}${groups.map((group) => html`<span class="k">${group}</span>`)}${rest}`;
}

/** A figure for people, with the exact one for machines. */
function figure(exact: string, shown: string, tone = ''): Html {
  const kind = exact === '0' ? ' nil' : tone;
  const length = shown.length > MAX_UNBROKEN ? ' long' : '';
  return html`<data class="n${kind}${length}" value="${exact}">${grouped(shown)}</data>`;
}

/** Text in place of a figure that is not known or does not exist. */
export function absent(word: string): Html {
  return html`<span class="absent">${word}</span>`;
}

/** An amount in cents (X11); the exact one is the value of the element. Null is unknown. */
export function money(amount: string | null): Html {
  return amount === null ? absent('unknown') : figure(amount, formatMoney(amount));
}

/** The same with a sign, and a colour that repeats it. */
export function signedMoney(amount: string | null): Html {
  if (amount === null) return absent('unknown');
  const shown = formatSignedMoney(amount);
  return figure(amount, shown, toneOf(shown));
}

/** An amount with all its decimals, at least two of them: single amounts that add up to a printed sum. */
export function exactMoney(amount: string): Html {
  const inCents = formatMoney(amount);
  return figure(amount, plainAmount(amount) === plainAmount(inCents) ? inCents : plainAmount(amount));
}

/** A quantity with all its decimals. */
export function quantity(amount: string | number): Html {
  return figure(amount.toString(), amount.toString());
}

/** Portal minus server, with a sign. */
export function variance(amount: string): Html {
  const shown = amount.startsWith('-') || amount === '0' ? amount : `+${amount}`;
  return figure(amount, shown, toneOf(shown));
}

/** A percentage as computed; null where there is none. */
export function percent(amount: string | null): Html {
  return amount === null ? absent('none') : figure(amount, `${amount}%`);
}

/** Bytes in steps of 1024. */
export function bytes(amount: string): Html {
  return figure(amount, formatBytes(amount));
}

function toneOf(shown: string): string {
  if (shown.startsWith('+')) return ' over';
  return shown.startsWith('-') ? ' under' : '';
}

/** A civil day. */
export function day(text: string | null, missing = 'not known'): Html {
  return text === null ? absent(missing) : html`<time datetime="${text}">${text}</time>`;
}

/** Civil days from one to another, or the one that both are. */
export function days(from: string, to: string): Html {
  return from === to ? day(from) : html`${day(from)} to ${day(to)}`;
}

/** An instant to the second, in UTC. */
export function instant(at: string | Date | null, missing = 'not known'): Html {
  if (at === null) return absent(missing);
  const text = parseInstant(at).toISOString();
  return html`<time datetime="${text}">${text.slice(0, 10)} ${text.slice(11, 19)} UTC</time>`;
}

/** A foreign name, cut when it is very long, and kept from turning the text around it. */
export function name(text: string | null, missing = 'none'): Html {
  return text === null || text === '' ? absent(missing) : html`<bdi>${oneLine(text)}</bdi>`;
}

/** Foreign text that is read as a whole, such as a printed line or an error; kept from turning what is around it. */
export function prose(text: string | null, missing = 'none'): Html {
  return text === null || text === '' ? absent(missing) : html`<bdi>${cutLine(text, MAX_PROSE)}</bdi>`;
}

/** An id or a code, in letters of one width. */
export function code(text: string | null, missing = 'none'): Html {
  return text === null || text === '' ? absent(missing) : html`<code>${oneLine(text)}</code>`;
}

/** A title with the currency of its amounts. */
export function inCurrency(title: string, currency: string | null): string {
  return currency === null ? title : `${title}, ${currency}`;
}

/** A count with its noun. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
