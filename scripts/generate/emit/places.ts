import type { ApiModel, OpenEnum, TypeDefinition, TypeRef } from '../model.ts';

/** Where a named type is printed, and what it is. */
export interface Place {
  readonly definition: TypeDefinition | OpenEnum;
  /** File name without folder and ending; the same for the type and its checker. */
  readonly file: string;
}

/** Name of the file of constants and open enums. */
export const CONSTANTS_FILE = 'constants';

/** All named types of a model. @throws Error for a name that is defined twice */
export function placesOf(model: ApiModel): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  const add = (definition: TypeDefinition, file: string): void => {
    if (places.has(definition.name)) throw new Error(`${definition.name} is defined twice`);
    places.set(definition.name, { definition, file });
  };
  for (const item of model.enums) add(item, CONSTANTS_FILE);
  for (const { name, types } of model.families) for (const type of types) add(type, name);
  return places;
}

/** The place of a name. @throws Error for a name that nobody defines */
export function placeOf(places: ReadonlyMap<string, Place>, name: string): Place {
  const place = places.get(name);
  if (place === undefined) throw new Error(`the type ${name} is not defined`);
  return place;
}

/** The type behind aliases and enums. */
export function resolve(type: TypeRef, places: ReadonlyMap<string, Place>): TypeRef {
  if (type.kind !== 'named') return type;
  const { definition } = placeOf(places, type.name);
  if (definition.kind === 'enum') return { kind: definition.base };
  if (definition.kind === 'literals') return { kind: 'string' };
  return definition.kind === 'alias' ? resolve(definition.type, places) : type;
}
