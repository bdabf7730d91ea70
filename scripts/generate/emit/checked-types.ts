import type { Operation, TypeRef } from '../model.ts';
import { type Place, placeOf } from './places.ts';

/** Types that the answer of an operation refers to, and its parameters where those are checked too. */
function rootsOf({ params, result }: Operation, withParams: boolean): readonly TypeRef[] {
  const given = withParams ? params.map(({ type }) => type) : [];
  if (result.kind === 'object') return [...given, ...result.fields.map(({ type }) => type)];
  return result.kind === 'json' ? [...given, result.type] : given;
}

/** Names of the types that need a checker of their own: what the checks of operations reach. */
export function checkedTypes(
  operations: readonly Operation[],
  places: ReadonlyMap<string, Place>,
  withParams: boolean,
): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (type: TypeRef): void => {
    if (type.kind === 'list' || type.kind === 'map' || type.kind === 'identified') visit(type.of);
    if (type.kind !== 'named' || found.has(type.name)) return;
    const { definition } = placeOf(places, type.name);
    if (definition.kind === 'alias') visit(definition.type);
    if (definition.kind === 'lookup') found.add(type.name);
    if (definition.kind !== 'object') return;
    found.add(type.name);
    for (const field of definition.fields) visit(field.type);
  };
  for (const operation of operations) for (const type of rootsOf(operation, withParams)) visit(type);
  return found;
}
