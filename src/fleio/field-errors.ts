import { HIDDEN, namesProof } from './secrets.ts';

/** What the fields of a refused body are told, by their path. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

const MAX_DEPTH = 8;
const MAX_MESSAGES = 100;
/** Members that are looked at, so that a body of any size is soon done with. */
const MAX_MEMBERS = 1000;
const WHOLE = 'non_field_errors';

/**
 * A map of field errors, nested as it may be, as one level: `{ "user": { "email": ["A", "B"] } }` becomes
 * `{ "user.email": ["A", "B"] }`. What is said of no field stands under `non_field_errors` (contract 4.9). Of a long
 * map the first 100 messages are kept.
 *
 * @param clean what an error may show of a foreign text
 */
export function flattenFieldErrors(body: unknown, clean: (text: string) => string): FieldErrors {
  const fields = new Map<string, string[]>();
  let messages = 0;
  let members = 0;
  const note = (text: string, path: string): void => {
    const field = path === '' ? WHOLE : path;
    fields.set(field, [...(fields.get(field) ?? []), clean(text)]);
    messages += 1;
  };
  const visit = (value: unknown, path: string, depth: number): void => {
    if (value === null || value === undefined || depth > MAX_DEPTH) return;
    if (typeof value !== 'object') {
      note(String(value), path);
      return;
    }
    for (const key in value) {
      members += 1;
      if (members > MAX_MEMBERS || messages === MAX_MESSAGES) return;
      const member: unknown = Reflect.get(value, key);
      const plain = Array.isArray(value) && (typeof member !== 'object' || member === null);
      visit(namesProof(key) ? HIDDEN : member, plain ? path : step(path, clean(key)), depth + 1);
    }
  };
  visit(body, '', 0);
  return Object.fromEntries(fields);
}

function step(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** Field errors in one line, such as `email: A; B | currency: C`. */
export function fieldErrorText(fields: FieldErrors): string {
  return Object.entries(fields)
    .map(([path, messages]) => `${path}: ${messages.join('; ')}`)
    .join(' | ');
}
