const DIGITS = /^\d+$/;

function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}

/**
 * The list of rows in a report's body: the body itself, the `data` of an envelope, or an object whose keys are
 * all digits, because PHP writes a list with gaps that way (rule E5.5). Undefined for anything else.
 */
export function rowListOf(body: unknown): readonly unknown[] | undefined {
  if (Array.isArray(body)) return body;
  if (typeof body !== 'object' || body === null) return undefined;
  if ('data' in body && Array.isArray(body.data)) return body.data;
  const members = new Map<string, unknown>(Object.entries(body));
  const keys = [...members.keys()];
  if (keys.length === 0 || !keys.every((key) => DIGITS.test(key))) return undefined;
  return keys.sort(byNumber).map((key) => members.get(key));
}
