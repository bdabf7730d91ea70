import type { Check } from '../core/check.ts';
import type { CallOptions, IterateOptions } from '../core/http/call.ts';
import type { Paged } from '../core/http/paged.ts';

export type { CallOptions, IterateOptions, Paged };

/** The parameters of an operation that has none. */
export type NoParams = Readonly<Record<string, never>>;

/** An object of an answer whose id is always there; of everything else the API promises nothing. */
export type Identified<T extends object> = T & { readonly id: string };

/** What the client knows about an operation besides the types of its parameters. */
export interface OperationFacts<R> {
  /** Group and method of the client, such as `virtualMachines.start`. */
  readonly name: string;
  /** `GET` may be repeated; anything else only after a 429, which comes before any work (contract 2.3, D6). */
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** The vendor's path with `_` in place of each lookup (contract 3.1). */
  readonly path: string;
  /** Check of the parameters: required ones, types, lookups with exactly one key. */
  readonly input?: Check;
  /**
   * Check of the answer, after the three normalisations below: the primary key and its ids, and the types of
   * all else that is there.
   */
  readonly check: Check;
  /** A success is plain text, which is the result as it comes; a refusal is JSON all the same. */
  readonly text?: true;
  /** The list of a paginated answer, whose items `iterate` yields. */
  readonly list?: string;
  /** The answer has `annotations`, which older servers leave out: absent or null, they become `[]`. */
  readonly annotated?: true;
  /** Another key under which a member may come where its own is missing: `{ build: 'virtual_machine_build' }`. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** A member that may come as a list of one, which becomes its item. */
  readonly single?: string;
  /** Never set; ties the type of the result to the operation. */
  readonly result?: R;
}

/** One call of the Katapult core API as a value: how to send it, how to check both its parameters and its answer. */
export interface Operation<P extends object, R> extends OperationFacts<R> {
  /** Never set; ties the type of the parameters to the operation. */
  readonly params?: P;
}

/** A paginated operation, whose items are of type `T`. */
export interface ListOperation<P extends object, R, T> extends Operation<P, R> {
  readonly list: string;
  /** Never set; ties the type of the items to the operation. */
  readonly item?: T;
}

/** The type of an operation's parameters. */
export type ParamsOf<O> = O extends { readonly params?: infer P } ? Exclude<P, undefined> : never;

/** The type of what an operation gives back. */
export type ResultOf<O> = O extends { readonly result?: infer R } ? Exclude<R, undefined> : never;

/** What groups of methods, and everything built on single operations, need of a client. */
export interface Caller {
  /** Calls an operation and gives back its checked answer. */
  call<P extends object, R>(
    operation: Operation<P, R>,
    params: NoInfer<P>,
    options?: CallOptions,
  ): Promise<R>;
  /** Calls a paginated operation page by page and yields the items. Parallel `next()` calls are safe. */
  iterate<P extends object, R, T>(
    operation: ListOperation<P, R, T>,
    params: NoInfer<P>,
    options?: IterateOptions,
  ): Paged<T>;
}
