/**
 * What the readers of catalogues agree on: a small model of an API that knows no vendor. Readers build it,
 * the emitter prints it.
 */

/** A type as a field, parameter or answer refers to it. */
export type TypeRef =
  | { readonly kind: 'string' | 'boolean' | 'number' | 'unknown' | 'upload' }
  /** An integer that may exceed 2^53: `number` where exact, `bigint` beyond. */
  | { readonly kind: 'int64' }
  /** A number that a caller hands in and that must be whole; `natural` begins at 1. */
  | { readonly kind: 'integer' | 'natural' }
  /** An object of which nothing more is known. */
  | { readonly kind: 'object' }
  | ListRef
  | { readonly kind: 'map'; readonly of: TypeRef }
  /** An object that must have its id. */
  | { readonly kind: 'identified'; readonly of: TypeRef }
  /** One of several object types, which nothing tells apart for certain. */
  | { readonly kind: 'union'; readonly of: readonly TypeRef[] }
  | { readonly kind: 'named'; readonly name: string };

/** A list as a type. */
export interface ListRef {
  readonly kind: 'list';
  readonly of: TypeRef;
  /** Items may be null. */
  readonly nullable?: true;
  /** A list that a caller hands in and that is not written to. */
  readonly readonly?: true;
}

/** A member of an object type. */
export interface Field {
  readonly name: string;
  readonly type: TypeRef;
  /** Null is a legal value. */
  readonly nullable: boolean;
  /** The member may be missing. */
  readonly absent: boolean;
  /** Sentences about the member, without those that only repeat its name. */
  readonly docs: readonly string[];
}

/** An object with known members; unknown ones may always be there too. */
export interface ObjectType {
  readonly kind: 'object';
  readonly name: string;
  readonly docs: readonly string[];
  readonly fields: readonly Field[];
  /** Callers write it: its members are read-only, and those that may be missing may be undefined. */
  readonly input?: true;
}

/** An object that names one thing: exactly one of several keys, each with a text. */
export interface LookupType {
  readonly kind: 'lookup';
  readonly name: string;
  readonly docs: readonly string[];
  readonly keys: readonly string[];
}

/** A set of known texts that is open: unknown ones occur. */
export interface LiteralsType {
  readonly kind: 'literals';
  readonly name: string;
  readonly docs: readonly string[];
  readonly values: readonly string[];
}

/** Another name of a type. */
export interface AliasType {
  readonly kind: 'alias';
  readonly name: string;
  readonly docs: readonly string[];
  readonly type: TypeRef;
}

/** A set of published values that is open: unknown ones occur. */
export interface OpenEnum {
  readonly kind: 'enum';
  readonly name: string;
  readonly docs: readonly string[];
  readonly base: 'string' | 'number';
  /** The family of constants that holds the published values. */
  readonly family: string;
}

export type TypeDefinition = ObjectType | LookupType | LiteralsType | AliasType | OpenEnum;

/** A named value that the vendor publishes. */
export interface Constant {
  readonly name: string;
  readonly value: string | number;
  readonly docs: readonly string[];
}

/** Constants that belong together. */
export interface ConstantFamily {
  readonly name: string;
  readonly docs: readonly string[];
  readonly values: readonly Constant[];
}

/** A parameter of an operation. */
export interface Param {
  readonly name: string;
  readonly type: TypeRef;
  readonly required: boolean;
  readonly docs: readonly string[];
}

/** An answer of a type that the vendor names, or that is no JSON. */
export interface BodyResult {
  /** `json` is parsed and checked against `type`, `text` and `bytes` are handed out as they come. */
  readonly kind: 'json' | 'text' | 'bytes';
  readonly type: TypeRef;
  /** Members of the answer's object that older servers leave out. */
  readonly lateFields: readonly string[];
  /** Whether the answer is worth a stream. */
  readonly download: boolean;
}

/** An answer that is an object of this operation alone; its type is printed beside the operation. */
export interface ObjectResult {
  readonly kind: 'object';
  readonly fields: readonly Field[];
  /** The member with the items of a page, where further pages may follow. */
  readonly page?: { readonly item: TypeRef };
}

/** What an operation answers. */
export type Result = BodyResult | ObjectResult;

/** A value that is printed as a literal. */
export type Literal = string | number | boolean | { readonly [name: string]: Literal };

/** Where a client offers an operation. */
export interface Binding {
  /** The client, where an API has several. */
  readonly client: string;
  /** Group of methods, as the property of the client is named. */
  readonly group: string;
  readonly method: string;
}

/** One call of the API. */
export interface Operation {
  /** The name in errors and events: the vendor's own where there is a telling one. */
  readonly name: string;
  /** The name of the value in code; the types of its parameters and its answer begin with it. */
  readonly identifier: string;
  /** The file it is printed to. */
  readonly file: string;
  readonly binding: Binding;
  /** Sentences; the first names the vendor's endpoint. */
  readonly docs: readonly string[];
  readonly params: readonly Param[];
  readonly result: Result;
  /** Members of the operation value besides its name and its check; the client gives them their meaning. */
  readonly settings: Readonly<Record<string, Literal>>;
}

/** A file of types. Families only refer to families before them. */
export interface Family {
  readonly name: string;
  readonly types: readonly TypeDefinition[];
}

/** A whole API. */
export interface ApiModel {
  readonly title: string;
  readonly constants: readonly ConstantFamily[];
  /** Open enums; printed beside the constants. */
  readonly enums: readonly OpenEnum[];
  readonly families: readonly Family[];
  readonly operations: readonly Operation[];
}
