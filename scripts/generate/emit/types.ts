import type { Family, Field, TypeDefinition, TypeRef } from '../model.ts';
import { SourceFile } from './file.ts';
import { type Place, placeOf } from './places.ts';
import { docBlock, keyText } from './text.ts';

/** What printing a type needs to know. */
export interface TypeContext {
  readonly file: SourceFile;
  readonly places: ReadonlyMap<string, Place>;
  /** Module of the types of a family, seen from the file. */
  readonly typeModule: (family: string) => string;
  /** Module of `Int64`, seen from the file. */
  readonly int64Module: string;
  /** The family that is being printed, whose names need no import. */
  readonly own?: string;
}

/** A type as TypeScript. */
export function typeText(type: TypeRef, context: TypeContext): string {
  switch (type.kind) {
    case 'list': {
      const of = typeText(type.of, context);
      return /^[\w.]+(\[\])*$/.test(of) ? `${of}[]` : `Array<${of}>`;
    }
    case 'map':
      return `Record<string, ${typeText(type.of, context)}>`;
    case 'named': {
      const { file } = placeOf(context.places, type.name);
      return file === context.own ? type.name : context.file.type(type.name, context.typeModule(file));
    }
    case 'int64':
      return context.file.type('Int64', context.int64Module);
    case 'upload':
      return 'Blob | Uint8Array';
    default:
      return type.kind;
  }
}

function fieldText(field: Field, context: TypeContext): string {
  const type = typeText(field.type, context);
  const nullable = field.nullable && type !== 'unknown' ? `${type} | null` : type;
  return `${docBlock(field.docs, 2)}  ${keyText(field.name)}${field.absent ? '?' : ''}: ${nullable};\n`;
}

function definitionText(definition: TypeDefinition, context: TypeContext): string {
  if (definition.kind === 'enum') throw new Error(`${definition.name} belongs to the constants`);
  const { name, docs } = definition;
  const sentences = docs.length === 0 ? [`The vendor's type \`${name}\`.`] : docs;
  if (definition.kind === 'alias') {
    return `${docBlock(sentences)}export type ${name} = ${typeText(definition.type, context)};\n`;
  }
  const fields = definition.fields.map((field) => fieldText(field, context)).join('');
  return `${docBlock(sentences)}export interface ${name} {\n${fields}}\n`;
}

/** The file of a family of types. */
export function emitTypes(family: Family, places: ReadonlyMap<string, Place>, int64Module: string): string {
  const file = new SourceFile();
  const typeModule = (name: string): string => `./${name}.ts`;
  const context: TypeContext = { file, places, typeModule, int64Module, own: family.name };
  for (const definition of family.types) file.add(definitionText(definition, context));
  return file.text();
}
