import { readFileSync } from 'node:fs';

/** A parameter as the catalogue writes it. */
export interface CatalogueParam {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly encoding: 'string' | 'int' | 'bool' | 'json' | 'file';
  readonly default?: 'serverURL';
  readonly note?: string;
  readonly sinceVersion?: string;
}

/** An endpoint as the catalogue writes it. */
export interface CatalogueEndpoint {
  readonly name: string;
  readonly group: string;
  readonly method: 'POST' | 'GET';
  readonly path: string;
  readonly auth: 'admin' | 'user' | 'admin-or-public-downloads' | 'hybrid' | 'none';
  readonly requires: readonly string[];
  readonly params: readonly CatalogueParam[];
  readonly response: {
    readonly kind: 'json' | 'bytes';
    readonly type: string;
    readonly contentType?: string;
    readonly envelope?: boolean;
    readonly before?: { readonly version: string; readonly type: string };
  };
  readonly readOnly?: boolean;
  readonly deviceQuery?: boolean;
  readonly sinceVersion?: string;
  readonly deprecatedSince?: string;
}

/** A field as the catalogue writes it. */
export interface CatalogueField {
  readonly name: string;
  readonly type: string;
  readonly optional?: boolean;
  readonly nullable?: boolean;
  readonly risk53?: boolean;
  readonly bitset?: boolean;
  readonly enum?: string;
  readonly enumValuesPublic?: boolean;
  readonly format?: string;
  readonly note?: string;
  readonly firstSeenIn?: string;
  readonly sinceVersion?: string;
  readonly deprecatedSince?: string;
}

/** A type as the catalogue writes it. */
export interface CatalogueType {
  readonly kind: 'object' | 'enum' | 'alias';
  readonly fields?: readonly CatalogueField[];
  readonly type?: string;
  readonly base?: 'int' | 'string';
  readonly constants?: string;
  readonly note?: string;
  readonly usedAs?: string;
  readonly firstSeenIn?: string;
  readonly sinceVersion?: string;
  readonly deprecatedSince?: string;
}

/** A family of constants as the catalogue writes it. */
export interface CatalogueConstants {
  readonly base: 'int' | 'string' | 'mixed';
  readonly type?: string;
  readonly bitset?: boolean;
  readonly note?: string;
  readonly ranges?: Readonly<Record<string, readonly [number, number]>>;
  readonly values: readonly {
    readonly name: string;
    readonly value: string | number;
    readonly firstSeenIn?: string;
    readonly sinceVersion?: string;
    readonly deprecatedSince?: string;
  }[];
}

/** The catalogue of the Comet Server API; its own `typeGrammar` and `conventions` explain the notation. */
export interface CometCatalogue {
  readonly endpoints: readonly CatalogueEndpoint[];
  readonly types: Readonly<Record<string, CatalogueType>>;
  readonly constants: Readonly<Record<string, CatalogueConstants>>;
}

/** Reads the catalogue file, which is part of this repository and trusted to have its documented form. */
export function loadCatalogue(file: string): CometCatalogue {
  return JSON.parse(readFileSync(file, 'utf8')) as CometCatalogue;
}
