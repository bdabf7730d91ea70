import type { Check } from '../core/check.ts';
import type { Issue } from '../core/errors/input.ts';
import type { CallOptions, IterateOptions } from '../core/http/call.ts';
import type { Paged } from '../core/http/paged.ts';
import type { QueryPairs } from '../core/http/url.ts';
import type { ById } from './types/ids.ts';
import type { Page, PageParams } from './types/page.ts';

export type { CallOptions, IterateOptions, Paged };

/** The parameters of an operation that has none. */
export type NoParams = Readonly<Record<string, never>>;

/** What an answer has to be like; the check looks at it where it stands. */
export interface AnswerFacts {
  /** The shape of a JSON answer; absent: an empty answer is one, too, and any JSON is taken as it comes. */
  readonly check?: Check;
  /** What an action answers is not looked at (contract 4.10). */
  readonly ignored?: true;
  /** The answer is a secret, of which no error shows a part. */
  readonly secret?: true;
}

/** The same, for answers to certain parameters. */
export interface AnswerRules<P, R> extends AnswerFacts {
  /** Whether the answer is to what was asked. Its issues make an error of the given code (contract 4.14, 7.3). */
  readonly fits?: (answer: R, params: P) => readonly Issue[];
  /** Code of that error; default `UNEXPECTED_RESPONSE`. */
  readonly misfit?: string;
}

/** What is known of an operation whatever its parameters and its answer are. */
export interface OperationFacts {
  /** Group and method of the client, such as `clients.changeCredit`. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** The vendor's path below the base address; `{id}` stands for that member of the parameters. */
  readonly path: string;
  /** Changes nothing, so that a failed one is repeated; not every GET is such a one (contract 4.8). */
  readonly repeatable?: true;
  /** Takes longer than others: 60 seconds by default, not 30 (contract 4.7). */
  readonly slow?: true;
  /** Check of the parameters. */
  readonly input: Check;
  readonly answer: AnswerFacts;
}

/** One call of the Fleio staff API as a value: how to send it, how to check both its parameters and its answer. */
export interface Operation<P extends object, R> extends OperationFacts {
  /** The query; absent: there is none. */
  readonly query?: (params: P) => QueryPairs;
  /** The JSON body; absent: none is sent. */
  readonly body?: (params: P) => unknown;
  readonly answer: AnswerRules<P, R>;
}

/** An operation that gives one page of a list. */
export interface ListOperation<P extends PageParams, T extends ById> extends Operation<P, Page<T>> {
  /** Tells the two kinds apart. */
  readonly list: true;
}

/** The type of an operation's parameters. */
export type ParamsOf<O> = O extends Operation<infer P, infer _R> ? P : never;

/** The type of what an operation gives back. */
export type ResultOf<O> = O extends Operation<infer _P, infer R> ? R : never;

/** What an operation gave back, and what the answer told besides. */
export interface Reply<R> {
  readonly result: R;
  /** The server's clock, by the `Date` header of the answer; undefined without one. */
  readonly serverTime: Date | undefined;
}

/** What groups of methods, and everything built on single operations, need of a client. */
export interface Caller {
  /** Calls an operation and gives back its checked answer. */
  call<P extends object, R>(
    operation: Operation<P, R>,
    params: NoInfer<P>,
    options?: CallOptions,
  ): Promise<R>;
  /** The same, with the time of the server. */
  ask<P extends object, R>(
    operation: Operation<P, R>,
    params: NoInfer<P>,
    options?: CallOptions,
  ): Promise<Reply<R>>;
  /** Calls an operation page by page and yields the objects. Parallel `next()` calls are safe. */
  iterate<P extends PageParams, T extends ById>(
    operation: ListOperation<P, T>,
    params: NoInfer<P>,
    options?: IterateOptions,
  ): Paged<T>;
}
