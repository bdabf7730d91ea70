import type { Family, TypeRef } from '../model.ts';
import type { Layout } from './layout.ts';
import { type Place, placeOf, resolve } from './places.ts';

type Classes = ReadonlyMap<string, number>;

/** What the check of a type depends on, with the classes of types in place of their names. */
function typeSignature(type: TypeRef, classes: Classes, places: ReadonlyMap<string, Place>): unknown {
  const real = resolve(type, places);
  if (real.kind === 'named') return classes.get(real.name);
  if (real.kind === 'list' || real.kind === 'map' || real.kind === 'identified') {
    const nullable = real.kind === 'list' && real.nullable === true;
    return [real.kind, nullable, typeSignature(real.of, classes, places)];
  }
  return real.kind;
}

function signature(name: string, classes: Classes, places: ReadonlyMap<string, Place>): string {
  const { definition } = placeOf(places, name);
  if (definition.kind === 'lookup') return JSON.stringify(definition.keys);
  if (definition.kind !== 'object') return name;
  const members = definition.fields.map(({ name: member, type, nullable, absent }) => ({
    member,
    nullable,
    absent,
    type: typeSignature(type, classes, places),
  }));
  return JSON.stringify(members);
}

/** Classes of types with equal checks: all are one class first, which is split until nothing tells two apart. */
function equalClasses(names: readonly string[], places: ReadonlyMap<string, Place>): Classes {
  let classes: Classes = new Map(names.map((name) => [name, 0]));
  for (let count = 0; ; ) {
    const numbers = new Map<string, number>();
    const next = new Map<string, number>();
    for (const name of names) {
      const text = signature(name, classes, places);
      const number = numbers.get(text) ?? numbers.size;
      numbers.set(text, number);
      next.set(name, number);
    }
    classes = next;
    if (numbers.size === count) return classes;
    count = numbers.size;
  }
}

/**
 * By the name of each type that needs a checker the one whose checker serves for it: its own, or that of the
 * first type with the same members. The first one is in an earlier family, so the files have no cycle.
 */
export function checkersOf(
  families: readonly Family[],
  wanted: ReadonlySet<string>,
  places: ReadonlyMap<string, Place>,
  { mergeEqualChecks }: Layout,
): ReadonlyMap<string, string> {
  const names = families
    .flatMap(({ types }) => types.map(({ name }) => name))
    .filter((name) => wanted.has(name));
  if (!mergeEqualChecks) return new Map(names.map((name) => [name, name]));
  const classes = equalClasses(names, places);
  const firsts = new Map<number | undefined, string>();
  for (const name of names) if (!firsts.has(classes.get(name))) firsts.set(classes.get(name), name);
  return new Map(names.map((name) => [name, firsts.get(classes.get(name)) ?? name]));
}
