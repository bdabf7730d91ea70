const HIDDEN = '[redacted]';

/**
 * Holds a secret so that it cannot be printed by accident: string conversion, JSON and inspection all show
 * `[redacted]`. Only `reveal()` hands it out.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The secret itself. Call it where the secret goes on the wire, nowhere else. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return HIDDEN;
  }
}

/** Longest piece of a foreign body or text that an error may quote, in characters. */
export const MAX_QUOTE = 200;

const MAX_DEPTH = 64;

/** The first 200 characters of a foreign text on one line, with every known secret value blotted out. */
export function quote(text: string, secrets: readonly string[] = []): string {
  // Cutting first would let a secret that straddles the cut escape, so a longer piece is cleaned and then cut.
  const longest = secrets.reduce((length, secret) => Math.max(length, secret.length), 0);
  let clean = text.slice(0, MAX_QUOTE * 2 + longest);
  for (const secret of secrets) if (secret !== '') clean = clean.replaceAll(secret, HIDDEN);
  const line = clean.replace(/\s+/g, ' ').trim();
  return line.length > MAX_QUOTE ? `${line.slice(0, MAX_QUOTE - 1)}…` : line;
}

/** A copy of a JSON value in which the members with these names (compared case-blind) are blotted out. */
export function redactFields(value: unknown, names: ReadonlySet<string>, depth = 0): unknown {
  if (depth > MAX_DEPTH) return HIDDEN;
  if (Array.isArray(value)) return value.map((item) => redactFields(item, names, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      names.has(key.toLowerCase()) ? HIDDEN : redactFields(member, names, depth + 1),
    ]),
  );
}

/** Whether two secrets are equal, in time that does not depend on where they differ. */
export function equalSecrets(a: string, b: string): boolean {
  const left = new TextEncoder().encode(a);
  const right = new TextEncoder().encode(b);
  let difference = left.length ^ right.length;
  for (let index = 0; index < left.length; index += 1) {
    difference |= (left[index] ?? 0) ^ (right[index % Math.max(right.length, 1)] ?? 0);
  }
  return difference === 0;
}
