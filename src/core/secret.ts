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

  /** Hides the secret from string conversion. */
  toString(): string {
    return HIDDEN;
  }

  /** Hides the secret from JSON. */
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

/** Secrets also as JSON text and addresses write them, longest first. */
function writtenForms(secrets: readonly string[]): string[] {
  const forms = secrets.flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    new URLSearchParams([['', secret]]).toString().slice(1),
    encodeURIComponent(secret.replace(/\p{Surrogate}/gu, '\uFFFD')),
  ]);
  return [...new Set(forms)].filter((form) => form !== '').sort((a, b) => b.length - a.length);
}

/** A text without any of the forms, also where one begins inside another. */
function blotOut(text: string, forms: readonly string[]): string {
  const spans: (readonly [from: number, to: number])[] = [];
  for (const form of forms) {
    for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + 1)) {
      spans.push([at, at + form.length]);
    }
  }
  let clean = '';
  let end = 0;
  for (const [from, to] of spans.sort(([a], [b]) => a - b)) {
    if (from >= end) clean += text.slice(end, from) + HIDDEN;
    end = Math.max(end, to);
  }
  return clean + text.slice(end);
}

/** The first 200 characters of a foreign text on one line, with every known secret value blotted out. */
export function quote(text: string, secrets: readonly string[] = []): string {
  const forms = writtenForms(secrets);
  const longest = forms[0]?.length ?? 0;
  const window = MAX_QUOTE * 2 + longest;
  let clean = blotOut(text.slice(0, window), forms);
  // The window may end amid a secret, which is then not recognized.
  if (text.length > window) clean = clean.slice(0, Math.max(0, clean.length - longest));
  const line = clean.replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, ' ').trim();
  return line.length > MAX_QUOTE ? `${line.slice(0, MAX_QUOTE - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : line;
}

/** A copy of a JSON value in which the members with these names (in any case) are blotted out. */
export function redactFields(value: unknown, names: ReadonlySet<string>): unknown {
  return redact(value, new Set([...names].map((name) => name.toLowerCase())), 0);
}

function redact(value: unknown, names: ReadonlySet<string>, depth: number): unknown {
  if (depth > MAX_DEPTH) return HIDDEN;
  if (Array.isArray(value)) return value.map((item) => redact(item, names, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      names.has(key.toLowerCase()) ? HIDDEN : redact(member, names, depth + 1),
    ]),
  );
}

/** Whether two secrets are equal, in time that depends on the length of the first alone. */
export function equalSecrets(a: string, b: string): boolean {
  const left = new TextEncoder().encode(a);
  const right = new TextEncoder().encode(b);
  let difference = left.length ^ right.length;
  for (let index = 0; index < left.length; index += 1) {
    difference |= (left[index] ?? 0) ^ (right[index % Math.max(right.length, 1)] ?? 0);
  }
  return difference === 0;
}
