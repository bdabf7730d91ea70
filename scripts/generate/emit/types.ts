import type { Family, Field, LiteralsType, LookupType, TypeDefinition, TypeRef } from '../model.ts';
import { SourceFile } from './file.ts';
import type { Layout } from './layout.ts';
import { type Place, placeOf } from './places.ts';
import { docBlock, keyText, oneLine, quoted } from './text.ts';

/** What printing a type needs to know. */
export interface TypeContext {
  readonly file: SourceFile;
  readonly places: ReadonlyMap<string, Place>;
  /** Module of the types of a family, seen from the file. */
  readonly typeModule: (family: string) => string;
  /** Where `Int64` and `Identified` are, seen from the file. */
  readonly layout: Layout;
  /** The family that is being printed, whose names need no import. */
  readonly own?: string;
}

/** A type as TypeScript. */
export function typeText(type: TypeRef, context: TypeContext): string {
  switch (type.kind) {
    case 'list': {
      const item = typeText(type.of, context);
      const of = type.nullable ? `${item} | null` : item;
      const plain = /^[\w.]+(\[\])*$/.test(of);
      if (type.readonly) return plain ? `readonly ${of}[]` : `ReadonlyArray<${of}>`;
      return plain ? `${of}[]` : `Array<${of}>`;
    }
    case 'map':
      return `Record<string, ${typeText(type.of, context)}>`;
    case 'named': {
      const { file } = placeOf(context.places, type.name);
      return file === context.own ? type.name : context.file.type(type.name, context.typeModule(file));
    }
    case 'int64':
      return context.file.type('Int64', context.layout.checkModule);
    case 'integer':
    case 'natural':
      return 'number';
    case 'object':
      return 'Record<string, unknown>';
    case 'identified': {
      const identified = context.file.type('Identified', context.layout.operationModule);
      return `${identified}<${typeText(type.of, context)}>`;
    }
    case 'union':
      return type.of.map((branch) => typeText(branch, context)).join(' | ');
    case 'upload':
      return 'Blob | Uint8Array';
    default:
      return type.kind;
  }
}

/** A member of an object type; of one that callers write with `input`. */
export function fieldText(field: Field, context: TypeContext, input = false): string {
  const type = typeText(field.type, context);
  const nullable = field.nullable && type !== 'unknown' ? `${type} | null` : type;
  const full = input && field.absent ? `${nullable} | undefined` : nullable;
  const name = `${input ? 'readonly ' : ''}${keyText(field.name)}${field.absent ? '?' : ''}`;
  return `${docBlock(field.docs, 2)}  ${name}: ${full};\n`;
}

/** `type X = a | b;` on one line if it fits, else one branch per line. */
function unionText(name: string, branches: readonly string[]): string {
  const short = oneLine(`export type ${name} = ${branches.join(' | ')};`, 0);
  const text = short ?? `export type ${name} =${branches.map((branch) => `\n  | ${branch}`).join('')};`;
  return `${text}\n`;
}

function lookupText({ name, keys }: LookupType): string {
  const branches = keys.map((chosen) => {
    const members = keys.map((key) => `readonly ${key}${key === chosen ? ': string' : '?: never'}`);
    return `{ ${members.join('; ')} }`;
  });
  return unionText(name, branches);
}

function literalsText({ name, values }: LiteralsType): string {
  return unionText(name, [...values.map(quoted), '(string & {})']);
}

function definitionText(definition: TypeDefinition, context: TypeContext): string {
  if (definition.kind === 'enum') throw new Error(`${definition.name} belongs to the constants`);
  const { name, docs } = definition;
  const sentences = docs.length === 0 ? [`The vendor's type \`${name}\`.`] : docs;
  if (definition.kind === 'alias') {
    return `${docBlock(sentences)}export type ${name} = ${typeText(definition.type, context)};\n`;
  }
  if (definition.kind === 'lookup') return docBlock(sentences) + lookupText(definition);
  if (definition.kind === 'literals') return docBlock(sentences) + literalsText(definition);
  const fields = definition.fields.map((field) => fieldText(field, context, definition.input)).join('');
  return `${docBlock(sentences)}export interface ${name} {\n${fields}}\n`;
}

/** The file of a family of types. */
export function emitTypes(family: Family, places: ReadonlyMap<string, Place>, layout: Layout): string {
  const file = new SourceFile();
  const typeModule = (name: string): string => `./${name}.ts`;
  const context: TypeContext = { file, places, typeModule, layout, own: family.name };
  for (const definition of family.types) file.add(definitionText(definition, context));
  return file.text();
}
