import type { Caller, ListOperation, Operation } from 'reseller-sdk/katapult';
import { paged } from '../../../src/core/http/paged.ts';

/** A call that was made. */
export interface MadeCall {
  readonly name: string;
  readonly params: object;
}

/**
 * A caller that answers each operation with what `answers` holds for it: the body of a call, or the pages of an
 * iteration. An error is thrown.
 */
export function answering(answers: Readonly<Record<string, unknown>>): {
  readonly caller: Caller;
  readonly calls: readonly MadeCall[];
} {
  const calls: MadeCall[] = [];
  const take = <T>(name: string, params: object): T => {
    calls.push({ name, params });
    const answer = answers[name];
    if (answer instanceof Error) throw answer;
    return JSON.parse(JSON.stringify(answer));
  };
  const caller: Caller = {
    call: async <P extends object, R>(operation: Operation<P, R>, params: P): Promise<R> =>
      take(operation.name, params),
    iterate: <P extends object, R, T>(operation: ListOperation<P, R, T>, params: P) => {
      async function* pages() {
        yield* take<T[][]>(operation.name, params);
      }
      return paged(pages());
    },
  };
  return { caller, calls };
}
