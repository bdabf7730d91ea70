/** An element of a document as far as build specs need it: text beside elements is dropped. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface OpenElement extends XmlElement {
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  text: string;
}

const NAME = '[A-Za-z_][\\w.-]*';
const ATTRIBUTE = new RegExp(`\\s+(${NAME})\\s*=\\s*("[^"<]*"|'[^'<]*')`, 'g');
const TOKEN = new RegExp(
  `<\\?[\\s\\S]*?\\?>|<!--[\\s\\S]*?-->|<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>|</(${NAME})\\s*>|` +
    `<(${NAME})((?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>|([^<]+)`,
  'gy',
);
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Reads a document. It knows elements, attributes, text and entities, no document types. @throws Error */
export function parseXml(text: string): XmlElement {
  const source = text.trim();
  const document: OpenElement = { name: '', attributes: {}, children: [], text: '' };
  const open: OpenElement[] = [document];
  let end = 0;
  for (const match of source.matchAll(TOKEN)) {
    end = match.index + match[0].length;
    take(match, open);
  }
  const [root, ...others] = document.children;
  if (end !== source.length) throw new Error(`unexpected text at character ${end}`);
  if (open.length > 1) throw new Error(`element ${open.at(-1)?.name} is not closed`);
  if (root === undefined || others.length > 0 || document.text.trim() !== '') {
    throw new Error('a document has one root element');
  }
  return root;
}

function take(
  [, data, closing, opening, attributes = '', single, text]: RegExpMatchArray,
  open: OpenElement[],
): void {
  const top = open.at(-1);
  if (top === undefined) throw new Error('an element is closed that was not opened');
  if (closing !== undefined) {
    if (top.name !== closing || open.length === 1)
      throw new Error(`element ${closing} is closed out of turn`);
    open.pop();
  } else if (opening !== undefined) {
    const element: OpenElement = {
      name: opening,
      attributes: readAttributes(attributes),
      children: [],
      text: '',
    };
    top.children.push(element);
    if (single !== '/') open.push(element);
  } else {
    top.text += data ?? decodeEntities(text ?? '');
  }
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = Object.create(null);
  for (const [, name = '', quoted = ''] of text.matchAll(ATTRIBUTE)) {
    if (name in attributes) throw new Error(`attribute ${name} comes twice`);
    attributes[name] = decodeEntities(quoted.slice(1, -1));
  }
  return attributes;
}

function decodeEntities(text: string): string {
  return text.replace(/&([^;&]*);?/g, (reference, name: string) => {
    const code = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(name);
    if (code !== null)
      return String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? '', code[1] ? 16 : 10));
    const known = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
    if (known === undefined || !reference.endsWith(';')) throw new Error(`${reference} is no entity`);
    return known;
  });
}

/** An element as a document. */
export function xmlText(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementText(root)}\n`;
}

function elementText({ name, attributes, children, text }: XmlElement): string {
  const shown = Object.entries(attributes).map(([key, value]) => ` ${key}="${encodeEntities(value)}"`);
  const content = children.length > 0 ? children.map(elementText).join('') : encodeEntities(text);
  return `<${name}${shown.join('')}>${content}</${name}>`;
}

function encodeEntities(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
