import type { Check } from '../../core/check.ts';
import type { Answer } from '../../core/http/answer.ts';
import type { CallOptions, HttpRequest } from '../../core/http/call.ts';
import type { CredentialFields } from './auth.ts';

export type { CallOptions };

/**
 * How a parameter goes on the wire; `?` marks one that may be left out. `self` is the address of the server as
 * clients should see it, `flag` is sent only when true, `object` and `list` are JSON texts.
 */
export type ParamEncoding =
  | 'string'
  | 'string?'
  | 'int'
  | 'int?'
  | 'bool'
  | 'bool?'
  | 'flag'
  | 'object'
  | 'object?'
  | 'list'
  | 'list?'
  | 'self'
  | 'file';

/** The parameters of an operation that has none. */
export type NoParams = Readonly<Record<string, never>>;

/** An answer in which servers older than a certain version leave out some members. */
export type Late<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

/** What a reader of an answer may use. */
export interface ReadContext {
  /** Longest silence of a streamed body, in milliseconds. */
  readonly idleMs: number;
  /** The error for an answer that is not a success, or whose body is a refusal. */
  readonly refusal: (answer: Answer, body: string) => Error;
  /** A piece of a foreign text as an error may show it, without the secrets of the call. */
  readonly quote: (text: string) => string;
}

/** Reads an answer of any status; throws what the server means by it. */
export type Reader<R> = (answer: Answer, context: ReadContext) => Promise<R>;

/** Parameters as they go on the wire. */
export type EncodedParams = ReadonlyMap<string, string | Blob>;

/** Makes the request of one attempt. */
export type RequestBuilder = (
  path: string,
  params: EncodedParams,
  login: CredentialFields,
  headers: Readonly<Record<string, string>>,
) => HttpRequest;

/** What the client knows about an operation besides the types of its parameters. */
export interface OperationFacts<R> {
  /** The vendor's own name. */
  readonly name: string;
  readonly path: string;
  /** Default `POST`. */
  readonly method?: 'GET';
  readonly params: Readonly<Record<string, ParamEncoding>>;
  /** `none` sends no credentials, `optional` sends those that the client has. Default: the client's own. */
  readonly auth?: 'none' | 'optional';
  /** Changes nothing, so it may be repeated. */
  readonly read?: true;
  /** Repeats at most. */
  readonly maxRetries?: number;
  /** Longest time of one attempt in milliseconds. Default 60000. */
  readonly timeoutMs?: number;
  /** First server version, as a hint. */
  readonly since?: string;
  /** Needs nothing but a valid login, so that a refusal means the login. */
  readonly loginOnly?: true;
  /** The answer carries `Status` and `Message` besides its own members. */
  readonly envelope?: true;
  /** Servers before 18.9.2 answer nothing at all. */
  readonly emptyBody?: true;
  /** A top-level null stands for an empty list or map. */
  readonly empty?: 'list' | 'map';
  /** Builds the request in place of a form. */
  readonly build?: RequestBuilder;
  /** Check of a JSON answer. */
  readonly check?: Check;
  /** Reader of an answer that is not JSON. */
  readonly reader?: Reader<R>;
  /** Never set; ties the type of the result to the operation. */
  readonly result?: R;
}

/**
 * One call of the Comet Server API as a value: how to send it, whether it may be repeated, and how to check
 * its answer.
 */
export interface Operation<P extends object, R> extends OperationFacts<R> {
  readonly params: { readonly [K in keyof P]-?: ParamEncoding };
}

/** The type of an operation's parameters. */
export type ParamsOf<O> = O extends Operation<infer P, unknown> ? P : never;

/** The type of what an operation gives back. */
export type ResultOf<O> = O extends { readonly result?: infer R } ? Exclude<R, undefined> : never;

/** What groups of methods need of a client. */
export interface Caller {
  /** Calls an operation and gives back its checked answer. */
  call<P extends object, R>(
    operation: Operation<P, R>,
    params: NoInfer<P>,
    options?: CallOptions,
  ): Promise<R>;
  /** Calls an operation and reads its answer in another way than the operation's own. */
  read<P extends object, R>(
    operation: Operation<P, unknown>,
    params: NoInfer<P>,
    reader: Reader<R>,
    options?: CallOptions,
  ): Promise<R>;
}
