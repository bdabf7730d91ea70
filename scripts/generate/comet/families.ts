import type { Family, Operation, TypeDefinition, TypeRef } from '../model.ts';

/**
 * Roots of the families of types, in order. A family takes what its roots reach and no earlier family has, so
 * families refer only to those before them and the files have no cycle.
 */
const ROOTS: readonly (readonly [family: string, roots: readonly string[]])[] = [
  ['common', ['CometAPIResponseMessage']],
  ['jobs', ['BackupJobDetail', 'BackupJobAdvancedOptions', 'JobEntry', 'SearchClause', 'CountJobsResponse']],
  ['destinations', ['DestinationConfig', 'DestinationLocation']],
  ['profile', ['UserProfileConfig', 'GetProfileAndHashResponseMessage']],
  ['policies', ['GroupPolicy', 'PolicyOptions']],
  ['server', ['ServerConfigOptions', 'Organization']],
];

/** Names of the types that an expression mentions. */
function namesIn(type: TypeRef): readonly string[] {
  if (type.kind === 'list' || type.kind === 'map') return namesIn(type.of);
  return type.kind === 'named' ? [type.name] : [];
}

/** Names of the types that a definition mentions. */
function mentioned(definition: TypeDefinition): readonly string[] {
  if (definition.kind === 'object') return definition.fields.flatMap(({ type }) => namesIn(type));
  return definition.kind === 'alias' ? namesIn(definition.type) : [];
}

/** Splits the types into families: the named ones, one for each file of operations, and the rest as `other`. */
export function splitIntoFamilies(
  types: ReadonlyMap<string, TypeDefinition>,
  operations: readonly Operation[],
): readonly Family[] {
  const taken = new Set<string>();
  const take = (roots: readonly string[]): TypeDefinition[] => {
    const found: TypeDefinition[] = [];
    const waiting = [...roots];
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const definition = types.get(name);
      if (definition === undefined || taken.has(name)) continue;
      taken.add(name);
      found.push(definition);
      waiting.push(...mentioned(definition));
    }
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
  };
  const files = [...new Set(operations.map(({ file }) => file))];
  const rest = files.map((file) => [file, rootsOf(operations, file)] as const);
  const families = [...ROOTS, ...rest, ['other', [...types.keys()]] as const].map(([name, roots]) => ({
    name,
    types: take(roots),
  }));
  return mergeByName(families).filter((family) => family.types.length > 0);
}

function rootsOf(operations: readonly Operation[], file: string): readonly string[] {
  return operations
    .filter((operation) => operation.file === file)
    .flatMap(({ params, result }) => {
      const answered = result.kind === 'object' ? [] : [result.type];
      return [...params.map(({ type }) => type), ...answered].flatMap(namesIn);
    });
}

/** A file of operations may bear the name of a family; its further types form a family of their own. */
function mergeByName(families: readonly Family[]): readonly Family[] {
  const names = new Set<string>();
  return families.map((family) => {
    const name = names.has(family.name) ? `${family.name}-calls` : family.name;
    names.add(name);
    return { ...family, name };
  });
}
