import { readFileSync } from 'node:fs';

/** An inline object of a correction: types by key; a `?` after a key means that it may be missing. */
export type Inline = Readonly<Record<string, string>>;

/** An argument in the query. */
export interface QueryArgument {
  readonly type?: string;
  /** Keys of a lookup. */
  readonly lookup?: readonly string[];
  /** Keys of the pairs of a filter. */
  readonly keyValueFilter?: readonly string[];
  readonly required?: boolean;
  readonly default?: number;
  readonly minimum?: number;
}

/** An operation as the catalogue writes it. */
export interface CatalogueOperation {
  readonly operationId: string;
  /** Group and method of the client. */
  readonly sdk: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly template: string;
  readonly placeholders?: readonly string[];
  readonly query?: Readonly<Record<string, QueryArgument>>;
  readonly body?: Readonly<Record<string, { readonly type: string; readonly required?: boolean }>>;
  readonly success: { readonly status: number; readonly keys?: Inline; readonly contentType?: string };
  readonly list?: { readonly key: string; readonly paginated: boolean };
  readonly primary?: string;
  readonly scopesAnyOf: readonly string[];
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly errorsOnlyInApia?: readonly string[];
  readonly note?: string;
}

/** One of several types. */
export interface AnyOf {
  readonly anyOf: readonly (string | Inline)[];
}

/** What the wire does differently from the schemas. */
export interface Correction {
  /** `schemas.<name>`, `schemas.<name>.<key>` or `operations.<id>.success.<key>`. */
  readonly target: string;
  readonly set?: string | Inline | AnyOf;
  readonly add?: Readonly<Record<string, string | Inline>>;
  readonly alias?: string;
}

/** The catalogue of the Katapult core API; its own `conventions` explain the notation. */
export interface KatapultCatalogue {
  readonly operations: readonly CatalogueOperation[];
  readonly lookups: Readonly<Record<string, { readonly keys: readonly string[] }>>;
  readonly errors: Readonly<Record<string, { readonly status: number }>>;
  readonly frameworkErrors: Readonly<Record<string, { readonly status: number }>>;
  readonly schemas: Readonly<Record<string, string | Inline>>;
  readonly schemaEnums: Readonly<Record<string, readonly string[]>>;
  readonly wireCorrections: readonly Correction[];
}

/** Reads the catalogue file, which is part of this repository and trusted to have its documented form. */
export function loadKatapultCatalogue(file: string): KatapultCatalogue {
  return JSON.parse(readFileSync(file, 'utf8')) as KatapultCatalogue;
}
