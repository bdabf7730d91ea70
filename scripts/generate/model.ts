/**
 * What the readers of catalogues agree on: a small model of an API that knows no vendor. Readers build it,
 * the emitter prints it.
 */

/** A type as a field, parameter or answer refers to it. */
export type TypeRef =
  | { readonly kind: 'string' | 'boolean' | 'number' | 'unknown' | 'upload' }
  /** An integer that may exceed 2^53: `number` where exact, `bigint` beyond. */
  | { readonly kind: 'int64' }
  | { readonly kind: 'list'; readonly of: TypeRef }
  | { readonly kind: 'map'; readonly of: TypeRef }
  | { readonly kind: 'named'; readonly name: string };

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

export type TypeDefinition = ObjectType | AliasType | OpenEnum;

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

/** What an operation answers. */
export interface Result {
  /** `json` is parsed and checked against `type`, `text` and `bytes` are handed out as they come. */
  readonly kind: 'json' | 'text' | 'bytes';
  readonly type: TypeRef;
  /** Members of the answer's object that older servers leave out. */
  readonly lateFields: readonly string[];
  /** Whether the answer is worth a stream. */
  readonly download: boolean;
}

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
  /** The vendor's own name. */
  readonly name: string;
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
