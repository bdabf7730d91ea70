import type { Element } from '@xmldom/xmldom';
import type { Codec } from './codec.ts';
import type { Place } from './notes.ts';
import { expectAttributes, isXmlText, setText, textOf } from './xml.ts';

const INTEGER = /^\s*(\d{1,15})\s*$/;

/** A text that is not empty and that XML can say; otherwise undefined, and noted. */
export function checkedText(value: unknown, at: Place): string | undefined {
  if (typeof value !== 'string' || value === '') return at.refuse('must be a text that is not empty');
  return isXmlText(value) ? value : at.refuse('holds a character that XML forbids');
}

function readText(element: Element, at: Place, attributes: readonly string[] = []): string {
  expectAttributes(element, attributes, at);
  return textOf(element, at);
}

/** A text. Only the vendor may leave it empty. */
export const text: Codec<string> = {
  write: (value, element, at) => setText(element, checkedText(value, at) ?? ''),
  read: (element, at) => readText(element, at),
};

/** One of a few texts. */
export function choice<const Choice extends string>(...choices: readonly Choice[]): Codec<Choice> {
  return {
    write: (value, element, at) => {
      const chosen = choices.find((item) => item === value);
      if (chosen === undefined) at.refuse(`must be one of ${choices.join(', ')}`);
      else setText(element, chosen);
    },
    read: (element, at) => {
      const given = readText(element, at).trim();
      return choices.find((item) => item === given) ?? at.skip();
    },
  };
}

/** A whole number from `least` on, in an element whose attributes are the matter of others. */
export function integer(least: number, attributes: readonly string[] = []): Codec<number> {
  return {
    write: (value, element, at) => {
      if (!Number.isSafeInteger(value) || Number(value) < least) {
        at.refuse(`must be a whole number, ${least} or more`);
      } else {
        setText(element, String(value));
      }
    },
    read: (element, at) => {
      const digits = INTEGER.exec(readText(element, at, attributes))?.[1];
      return digits === undefined ? at.refuse('must be a whole number') : Number(digits);
    },
  };
}

/** The version of IP: 4 or 6. */
export const ipVersion: Codec<4 | 6> = {
  write: (value, element, at) => {
    if (value === 4 || value === 6) setText(element, String(value));
    else at.refuse('must be 4 or 6');
  },
  read: (element, at) => {
    const given = readText(element, at).trim();
    return given === '4' ? 4 : given === '6' ? 6 : at.skip();
  },
};
