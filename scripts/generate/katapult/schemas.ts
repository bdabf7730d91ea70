import type { TypeDefinition } from '../model.ts';
import type { Inline, KatapultCatalogue } from './catalogue.ts';
import type { WireCatalogue } from './corrections.ts';
import { lookupName } from './names.ts';
import {
  answerObject,
  literalsType,
  lookupType,
  namesIn,
  parseType,
  requestObject,
  type Side,
} from './types.ts';

/** Named types of the API, and how requests call those that answers have too. */
export interface Schemas {
  readonly types: ReadonlyMap<string, TypeDefinition>;
  readonly requestName: (schema: string) => string;
}

/** Names that type expressions of a side reach, schemas and enums alike. */
function reach(roots: readonly string[], side: Side, schemas: ReadonlyMap<string, Inline>): Set<string> {
  const reached = new Set<string>();
  const visit = (text: string): void => {
    for (const name of namesIn(parseType(text, side, (same) => same).type)) {
      if (reached.has(name)) continue;
      reached.add(name);
      for (const member of Object.values(schemas.get(name) ?? {})) visit(member);
    }
  };
  for (const text of roots) visit(text);
  return reached;
}

function lookupsOf(catalogue: KatapultCatalogue): ReadonlyMap<string, readonly string[]> {
  const known = Object.entries(catalogue.lookups).map(([name, { keys }]) => [name, keys] as const);
  const names = known.map(([name]) => name);
  const lookups = new Map<string, readonly string[]>(known);
  for (const { query = {} } of catalogue.operations) {
    for (const [argument, { lookup }] of Object.entries(query)) {
      if (lookup === undefined) continue;
      const name = lookupName(argument, names);
      const keys = lookups.get(name) ?? lookup;
      if (keys.join() !== lookup.join()) throw new Error(`${argument} has other keys than ${name}`);
      lookups.set(name, keys);
    }
  }
  return lookups;
}

/** Every named type that an operation reaches. @throws Error for a name that nobody defines, or somebody twice */
export function readSchemas(catalogue: KatapultCatalogue, wire: WireCatalogue): Schemas {
  const lookups = lookupsOf(catalogue);
  const answers = reach(
    [...wire.answers.values()].flatMap(({ keys }) => Object.values(keys)),
    'answer',
    wire.schemas,
  );
  const argumentTypes = catalogue.operations.flatMap(({ query = {}, body = {} }) =>
    [...Object.values(query), ...Object.values(body)].flatMap(({ type }) => (type ? [type] : [])),
  );
  const requests = reach(argumentTypes, 'request', wire.schemas);
  const requestName = (name: string): string =>
    answers.has(name) && wire.schemas.has(name) ? `${name}Arguments` : name;
  const types = new Map<string, TypeDefinition>();
  const add = (definition: TypeDefinition): void => {
    if (types.has(definition.name)) throw new Error(`${definition.name} is defined twice`);
    types.set(definition.name, definition);
  };
  for (const [name, keys] of lookups) add(lookupType(name, keys));
  for (const name of new Set([...answers, ...requests])) {
    const values = catalogue.schemaEnums[name];
    const schema = wire.schemas.get(name);
    if (values !== undefined) add(literalsType(name, values));
    else if (lookups.has(name)) continue;
    else if (schema === undefined) throw new Error(`the schema ${name} is not defined`);
    else {
      if (answers.has(name)) add(answerObject(name, schema));
      if (requests.has(name)) add(requestObject(name, schema, requestName));
    }
  }
  return { types, requestName };
}
