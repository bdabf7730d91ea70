/** Names of the members that lead to a place in a group policy. */
export type Path = readonly string[];

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const STEP = /(?:^|\.)([A-Za-z_$][\w$]*)|\[("(?:[^"\\]|\\.)*")\]/y;

/** A path as text, such as `Policy.DefaultSources["my docs"].Engine`. */
export function pathText(path: Path): string {
  return path.reduce((text, key) => {
    if (!IDENTIFIER.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

/** The path that a text names; undefined for a text that names none. */
export function parsePath(text: string): Path | undefined {
  const path: string[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const [, name, quoted] = STEP.exec(text) ?? [];
    const key = name ?? textIn(quoted);
    if (key === undefined) return undefined;
    path.push(key);
  }
  return path.length === 0 ? undefined : path;
}

function textIn(quoted: string | undefined): string | undefined {
  if (quoted === undefined) return undefined;
  try {
    const text: unknown = JSON.parse(quoted);
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Whether one path is the other, or leads to something inside it. */
export function isWithin(path: Path, outer: Path): boolean {
  return outer.every((key, at) => path[at] === key);
}
