/** Invented parameters and answers of every operation, made from the catalogue. */
import { join } from 'node:path';
import {
  type CatalogueOperation,
  type Inline,
  loadKatapultCatalogue,
} from '../../scripts/generate/katapult/catalogue.ts';
import { correct } from '../../scripts/generate/katapult/corrections.ts';
import type { OperationFacts } from '../../src/katapult/operation.ts';
import * as values from '../../src/katapult/operations/index.ts';

export const catalogue = loadKatapultCatalogue(
  join(import.meta.dirname, '..', '..', 'catalog', 'katapult.api.json'),
);

const wire = correct(catalogue);

/** An operation as the catalogue has it, and as the door exports it. */
export interface Pair {
  readonly entry: CatalogueOperation;
  readonly operation: OperationFacts<unknown>;
}

const byName = new Map<string, OperationFacts<unknown>>(
  Object.values(values).map((operation) => [operation.name, operation]),
);

/** Every operation of the catalogue. @throws Error for one that the door does not export */
export const pairs: readonly Pair[] = catalogue.operations.map((entry) => {
  const operation = byName.get(entry.sdk);
  if (operation === undefined) throw new Error(`no operation ${entry.sdk}`);
  return { entry, operation };
});

/** Schemas nest in each other; deeper than this, a member is left out. */
const DEEPEST = 6;

const SCALARS: Readonly<Record<string, unknown>> = {
  string: 'text',
  integer: 7,
  boolean: true,
  'number:float': 0.25,
  object: { any: 1 },
  any: [null],
};

function lookupValue(keys: readonly string[]): Record<string, string> {
  return { [keys.at(-1) ?? 'id']: 'acme' };
}

/** An invented value of a type; undefined where it would nest too deep. */
export function sampleOf(type: string, depth = 0): unknown {
  const [first = ''] = type.replace(/^\((.*)\)\[\]$/, '$1[]').split('|');
  if (type.startsWith('(')) return [sampleOf(first, depth + 1), null];
  if (first.endsWith('[]')) {
    const item = sampleOf(first.slice(0, -2), depth + 1);
    return item === undefined ? [] : [item];
  }
  if (first in SCALARS) return SCALARS[first];
  const lookup = catalogue.lookups[first];
  if (lookup !== undefined) return lookupValue(lookup.keys);
  // What the vendor may add tomorrow.
  if (first in catalogue.schemaEnums) return 'value_of_tomorrow';
  const schema = wire.schemas.get(first);
  if (schema === undefined) throw new Error(`no schema ${first}`);
  return depth > DEEPEST ? undefined : objectOf(schema, depth + 1);
}

function objectOf(schema: Inline, depth: number): Record<string, unknown> {
  const members = Object.entries(schema).map(([key, type]) => [key.replace('?', ''), sampleOf(type, depth)]);
  return { ...Object.fromEntries(members), field_of_tomorrow: { deep: [1] } };
}

/** A whole answer, as a client holds it after its normalisations; undefined for the answer that is text. */
export function answerOf({ operationId, success }: CatalogueOperation): Record<string, unknown> | undefined {
  if (success.contentType === 'text/plain') return undefined;
  return objectOf(wire.answers.get(operationId)?.keys ?? {}, 0);
}

/** The type of the member of an answer that must be there, as the wire has it. */
export function primaryType({ operationId, primary = '' }: CatalogueOperation): string {
  return wire.answers.get(operationId)?.keys[primary] ?? '';
}

/** Whether a type, or the type of its items, is an object with an id. */
export function hasId(type: string): boolean {
  return 'id?' in (wire.schemas.get(type.replace('[]', '')) ?? {});
}

/** Parameters of an operation, all of them given. */
export function paramsOf({ query = {}, body = {} }: CatalogueOperation): Record<string, unknown> {
  const fromQuery = Object.entries(query).map(([name, { lookup, keyValueFilter, type = '' }]) => {
    if (lookup !== undefined) return [name, lookupValue(lookup)];
    return [name, keyValueFilter === undefined ? sampleOf(type) : [{ key: 'acme.client', value: '7' }]];
  });
  const fromBody = Object.entries(body).map(([name, { type }]) => [name, sampleOf(type)]);
  return Object.fromEntries([...fromQuery, ...fromBody]) as Record<string, unknown>;
}

/** Names of the parameters that must be given. */
export function requiredOf({ query = {}, body = {}, placeholders = [] }: CatalogueOperation): string[] {
  return [...Object.entries(query), ...Object.entries(body)]
    .filter(([name, { required }]) => required === true || placeholders.includes(name))
    .map(([name]) => name);
}

/** Keys of the lookups among the parameters, by the name of the parameter. */
export function lookupsOf({ query = {}, body = {} }: CatalogueOperation): [string, readonly string[]][] {
  const fromQuery = Object.entries(query).flatMap(([name, { lookup }]) =>
    lookup === undefined ? [] : [[name, lookup] as [string, readonly string[]]],
  );
  const fromBody = Object.entries(body).flatMap(([name, { type }]) => {
    const lookup = catalogue.lookups[type];
    return lookup === undefined ? [] : [[name, lookup.keys] as [string, readonly string[]]];
  });
  return [...fromQuery, ...fromBody];
}
