import type { Answer } from '../core/http/answer.ts';
import type { ErrorKind } from './error-kind.ts';
import type { OperationFacts } from './operation.ts';

/** What the reading of an answer needs to know of its call. */
export interface CallFacts {
  /** Name of the API in errors and events. */
  readonly vendor: string;
  readonly operation: OperationFacts<unknown>;
  /** The row of errors that a code belongs to; undefined for a code that is not known. */
  readonly kindOf: (code: string) => ErrorKind | undefined;
  /** A piece of a foreign text as an error may show it, without the secrets of the call. */
  readonly clean: (text: string) => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What identifies the request at the vendor. */
export function requestIdOf({ headers }: Answer, { clean }: CallFacts): string | undefined {
  const id = headers.get('x-request-id');
  return id === null ? undefined : clean(id);
}
