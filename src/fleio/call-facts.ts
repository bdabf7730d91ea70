import type { Answer } from '../core/http/answer.ts';

/** Name of the API in errors and events. */
export const VENDOR = 'fleio';

/** What the reading of an answer needs to know of its call. */
export interface CallFacts {
  /** A piece of a foreign text as an error may show it, without the secrets of the call. */
  readonly clean: (text: string) => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What identifies the request at the vendor, where it says so. */
export function requestIdOf({ headers }: Answer, { clean }: CallFacts): string | undefined {
  const id = headers.get('x-request-id');
  return id === null ? undefined : clean(id);
}
