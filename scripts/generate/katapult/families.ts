import type { Family, Operation, TypeDefinition } from '../model.ts';
import { namesIn } from './types.ts';

/** Types that several files of operations reach. */
const SHARED = 'shared';
/** Lookups, which every file of operations reaches. */
const LOOKUPS = 'lookups';

function mentioned(definition: TypeDefinition | undefined): readonly string[] {
  return definition?.kind === 'object' ? definition.fields.flatMap(({ type }) => namesIn(type)) : [];
}

function rootsOf({ params, result }: Operation): readonly string[] {
  const answered = result.kind === 'object' ? result.fields.map(({ type }) => type) : [result.type];
  return [...params.map(({ type }) => type), ...answered].flatMap(namesIn);
}

/** Files of operations by the name of the type that they reach. */
function filesByType(
  types: ReadonlyMap<string, TypeDefinition>,
  operations: readonly Operation[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const files = new Map<string, Set<string>>();
  const visit = (name: string, file: string): void => {
    const reachedBy = files.get(name) ?? new Set<string>();
    if (reachedBy.has(file)) return;
    files.set(name, reachedBy.add(file));
    for (const inner of mentioned(types.get(name))) visit(inner, file);
  };
  for (const operation of operations) for (const root of rootsOf(operation)) visit(root, operation.file);
  return files;
}

/**
 * Splits the types into families: lookups, what several files of operations reach, and what only one reaches,
 * under its name. A family refers to itself, to the shared one and to lookups alone, so the files have no cycle.
 */
export function splitIntoFamilies(
  types: ReadonlyMap<string, TypeDefinition>,
  operations: readonly Operation[],
): readonly Family[] {
  const files = filesByType(types, operations);
  const familyOf = ({ kind, name }: TypeDefinition): string => {
    if (kind === 'lookup') return LOOKUPS;
    const [file = SHARED, ...more] = files.get(name) ?? [];
    return more.length === 0 ? file : SHARED;
  };
  const families = new Map<string, TypeDefinition[]>([
    [LOOKUPS, []],
    [SHARED, []],
  ]);
  for (const name of [...types.keys()].sort()) {
    const definition = types.get(name);
    if (definition === undefined) continue;
    const family = familyOf(definition);
    families.set(family, [...(families.get(family) ?? []), definition]);
  }
  return [...families].map(([name, members]) => ({ name, types: members }));
}
