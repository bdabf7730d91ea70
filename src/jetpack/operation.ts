import type { Check, Findings } from '../core/check.ts';
import type { CallOptions, IterateOptions } from '../core/http/call.ts';
import type { Paged } from '../core/http/paged.ts';
import type { QueryPairs } from '../core/http/url.ts';

export type { CallOptions, IterateOptions, Paged };

/** Which of the three tokens an operation takes; they are not interchangeable (contract 2). */
export type JetpackAuth = 'start' | 'licensing' | 'user' | 'none';

/** Which calls get how long (contract 10). */
export type TimeoutClass = 'token' | 'provision' | 'cancel' | 'default';

/** What an answer has to be like; the check looks at it where it stands. */
export interface AnswerFacts {
  /** The shape of the answer; absent: any JSON is taken as it comes. */
  readonly check?: Check;
  /** A success has nothing to say. */
  readonly ignored?: true;
  /** The same, but `success: false` is a refusal. */
  readonly done?: true;
  /** The answer holds a secret, so no error shows a part of it. */
  readonly secret?: true;
}

/** What is known of an operation whatever its parameters and its answer are. */
export interface OperationFacts {
  /** Method of the client, such as `provision` or `licensing.issue`. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** The vendor's path; `{name}` stands for that member of the parameters. */
  readonly path: string;
  readonly auth: JetpackAuth;
  /** A failed one is repeated (contract 10). Not every call that could be is. */
  readonly repeatable?: true;
  /** Each success makes, ends or costs something anew, so that no error calls a repeat safe. */
  readonly once?: true;
  readonly timeoutClass?: TimeoutClass;
  /** Checks of the parameters by name; one that ends in `?` may be absent. Others are refused. */
  readonly input: Readonly<Record<string, Check>>;
  /** What else has to hold among them. */
  readonly rules?: (params: Readonly<Record<string, unknown>>, findings: Findings) => void;
  readonly answer: AnswerFacts;
}

/** One call of the partner API as a value: how to send it, how to check both its parameters and its answer. */
export interface Operation<P extends object, R> extends OperationFacts {
  /** The query; absent: there is none. */
  readonly query?: (params: P) => QueryPairs;
  /** How the fields of the body are encoded. */
  readonly form?: {
    readonly as: 'multipart' | 'urlencoded';
    /** The fields; no fields, no body. */
    readonly fields: (params: P) => QueryPairs;
  };
  /** The JSON body; absent: none is sent. */
  readonly json?: (params: P) => unknown;
  /** Never set; ties the type of the result to the operation. */
  readonly result?: R;
}

/** An operation that gives one page of a list. */
export interface ListOperation<P extends object, R extends object, T extends object> extends Operation<P, R> {
  /** The items of a page. */
  readonly items: (page: R) => readonly T[];
  /** What tells an item from another. */
  readonly keyOf: (item: T) => unknown;
  /** Whether more follow, after a page by its number from 1 and the items that were seen so far. */
  readonly more: (page: R, number: number, seen: number) => boolean;
}

/** The type of an operation's parameters. */
export type ParamsOf<O> = O extends Operation<infer P, infer _R> ? P : never;

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
  /** Calls an operation page by page and yields the items. Parallel `next()` calls are safe. */
  iterate<P extends object, R extends object, T extends object>(
    operation: ListOperation<P, R, T>,
    params: NoInfer<P>,
    options?: IterateOptions,
  ): Paged<T>;
}
