import { HIDDEN, namesProof } from './secrets.ts';

/** What the fields of a refused body are told, by their path. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

const MAX_DEPTH = 8;
const MAX_MESSAGES = 100;
const WHOLE = 'non_field_errors';

/**
 * A map of field errors, nested as it may be, as one level: `{ "user": { "email": ["A", "B"] } }` becomes
 * `{ "user.email": ["A", "B"] }`. What is said of no field stands under `non_field_errors` (contract 4.9).
 *
 * @param clean what an error may show of a foreign text
 */
export function flattenFieldErrors(body: unknown, clean: (text: string) => string): FieldErrors {
  const fields = new Map<string, string[]>();
  let left = MAX_MESSAGES;
  const visit = (value: unknown, path: string, depth: number): void => {
    if (left <= 0 || depth > MAX_DEPTH || value === null || value === undefined) return;
    if (typeof value !== 'object') {
      const messages = fields.get(path) ?? [];
      messages.push(clean(String(value)));
      fields.set(path, messages);
      left -= 1;
    } else if (Array.isArray(value)) {
      value.forEach((item: unknown, index) => {
        const nested = typeof item === 'object' && item !== null;
        visit(item, nested ? step(path, String(index)) : path, depth + 1);
      });
    } else {
      for (const [key, member] of Object.entries(value)) {
        visit(namesProof(key) ? HIDDEN : member, step(path, clean(key)), depth + 1);
      }
    }
  };
  visit(body, '', 0);
  return Object.fromEntries([...fields].map(([path, messages]) => [path === '' ? WHOLE : path, messages]));
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
