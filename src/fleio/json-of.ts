import { parseJson } from '../core/http/json.ts';

/** The JSON value that a text is; undefined for a text that is none. */
export function jsonOf(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
