import { DOMImplementation, DOMParser, Element, Text, XMLSerializer } from '@xmldom/xmldom';
import { InvalidInputError } from '../../core/errors/input.ts';
import type { Place } from './notes.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';
/** Far above any specification; it bounds what a hostile text can cost. */
const MAX_LENGTH = 131_072;
/** What no XML 1.0 document may hold, not even escaped. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** Whether XML 1.0 can say this text. */
export function isXmlText(text: string): boolean {
  return !FORBIDDEN.test(text);
}

/** The root element of a new document. */
export function newRoot(tag: string): Element {
  const root = new DOMImplementation().createDocument(null, tag).documentElement;
  if (root === null) throw new TypeError(`a document without its root ${tag}`);
  return root;
}

/** A new element at the end of another. */
export function append(parent: Element, tag: string): Element {
  const element = parent.ownerDocument?.createElement(tag);
  if (element === undefined) throw new TypeError(`no document to make ${tag} in`);
  parent.appendChild(element);
  return element;
}

/** Puts text into an element. */
export function setText(element: Element, text: string): void {
  element.textContent = text;
}

/** The document that an element is the root of, in one line under the declaration. */
export function documentText(root: Element): string {
  // A bare carriage return would be read as a line feed.
  const body = new XMLSerializer().serializeToString(root).replaceAll('\r', '&#13;');
  return `${DECLARATION}\n${body}\n`;
}

/**
 * The root element of a document.
 *
 * @throws InvalidInputError with the code `MALFORMED_XML`; the message says where, and quotes nothing
 */
export function parseRoot(xml: string): Element {
  if (typeof xml !== 'string') return malformed('must be text');
  if (xml.length > MAX_LENGTH) return malformed(`must not be longer than ${MAX_LENGTH} characters`);
  if (/<!DOCTYPE/i.test(xml)) return malformed('must have no document type, which could define entities');
  let where = '';
  const parser = new DOMParser({
    // XML 1.1 would also turn U+0085 and U+2028 into line feeds.
    normalizeLineEndings: (text) => text.replace(/\r\n?/g, '\n'),
    onError: (level, _message, context) => {
      // The parser also warns of U+FFFD, which is a character like any other.
      if (level === 'warning' && xml.includes('\uFFFD')) return;
      const { lineNumber, columnNumber } = context?.locator ?? {};
      if (lineNumber) where = ` (line ${lineNumber}, column ${columnNumber})`;
      throw new Error('not well-formed');
    },
  });
  try {
    const root = parser.parseFromString(xml.replace(/^\uFEFF/, ''), 'text/xml').documentElement;
    if (root !== null) return root;
  } catch {
    // The parser's own message quotes the document.
  }
  return malformed(`is not well-formed${where}`);
}

function malformed(message: string): never {
  throw new InvalidInputError('the XML of a build specification', [{ path: '', message }], 'MALFORMED_XML');
}

/** The elements of these names inside an element. Others, and text between them, are noted as unknown. */
export function elementsOf(parent: Element, at: Place, names: readonly string[]): Element[] {
  const elements: Element[] = [];
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    if (node instanceof Element) {
      if (names.includes(node.nodeName)) elements.push(node);
      else at.element(node.nodeName).skip();
    } else if (node instanceof Text && node.data.trim() !== '') at.element('text()').skip();
  }
  return elements;
}

/** The text inside an element. Elements in it are noted as unknown, characters that XML forbids as wrong. */
export function textOf(element: Element, at: Place): string {
  let text = '';
  for (let node = element.firstChild; node !== null; node = node.nextSibling) {
    if (node instanceof Text) text += node.data;
    else if (node instanceof Element) at.element(node.nodeName).skip();
  }
  if (!isXmlText(text)) at.refuse('holds a character that XML forbids');
  return text;
}

/** Notes attributes other than these as unknown. */
export function expectAttributes(element: Element, names: readonly string[], at: Place): void {
  for (const { name } of element.attributes) {
    if (!names.includes(name)) at.element(`@${name}`).skip();
  }
}
