import type { Literal } from '../model.ts';

const WIDTH = 110;

/** A line of code that fits, or undefined. */
export function oneLine(text: string, indent: number): string | undefined {
  const line = ' '.repeat(indent) + text;
  return line.length <= WIDTH && !line.includes('\n') ? line : undefined;
}

/** Sentences as a documentation comment with a line end; nothing for no sentences. */
export function docBlock(sentences: readonly string[], indent = 0): string {
  if (sentences.length === 0) return '';
  const pad = ' '.repeat(indent);
  const text = sentences.join(' ').replaceAll('*/', '*\\/');
  const short = oneLine(`/** ${text} */`, indent);
  if (short !== undefined) return `${short}\n`;
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1] ?? '';
    if (last !== '' && indent + 3 + last.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return `${pad}/**\n${lines.map((line) => `${pad} * ${line}\n`).join('')}${pad} */\n`;
}

/** A name as the key of an object or interface. */
export function keyText(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}

/** A string literal. */
export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** A literal value as code; objects go on one line where they fit. */
export function literalText(value: Literal, indent: number): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${keyText(name)}: ${literalText(member, indent + 2)}`,
  );
  if (members.length === 0) return '{}';
  const short = `{ ${members.join(', ')} }`;
  if (oneLine(short, indent + 16) !== undefined) return short;
  const pad = ' '.repeat(indent);
  return `{\n${members.map((member) => `${pad}  ${member},\n`).join('')}${pad}}`;
}

function numberText(value: number): string {
  return Math.abs(value) < 10_000 ? String(value) : String(value).replace(/\B(?=(\d{3})+$)/g, '_');
}

/** `user-groups` or `userGroups` as `UserGroups`. */
export function pascal(name: string): string {
  return name.replace(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

/** `userGroups` as `user-groups`. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
