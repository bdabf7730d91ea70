import type { Family, Field, ObjectType, Operation, TypeRef } from '../model.ts';
import { SourceFile } from './file.ts';
import { type Place, placeOf } from './places.ts';
import { keyText, quoted } from './text.ts';

/** What printing a check needs to know. */
export interface CheckContext {
  readonly file: SourceFile;
  readonly places: ReadonlyMap<string, Place>;
  /** Module of the hand-written helpers, seen from the file. */
  readonly helpers: string;
  /** Module of the checkers of a family, seen from the file. */
  readonly checkModule: (family: string) => string;
  readonly own?: string;
}

const HELPERS = { string: 'text', number: 'num', int64: 'int64', boolean: 'flag' } as const;

/** What else a member may be, as the helpers take it: 1 = null, 2 = absent, 3 = both. */
function lenience({ nullable, absent }: Pick<Field, 'nullable' | 'absent'>): string {
  const bits = (nullable ? 1 : 0) + (absent ? 2 : 0);
  return bits === 0 ? '' : `, ${bits}`;
}

/** The type behind aliases and open enums. */
function resolve(type: TypeRef, context: CheckContext): TypeRef {
  if (type.kind !== 'named') return type;
  const { definition } = placeOf(context.places, type.name);
  if (definition.kind === 'enum') return { kind: definition.base };
  return definition.kind === 'alias' ? resolve(definition.type, context) : type;
}

/** The name of a check of one value, or an arrow function for nested lists and maps. */
function checkName(type: TypeRef, context: CheckContext): string {
  const real = resolve(type, context);
  if (real.kind === 'list' || real.kind === 'map') {
    return `(item, findings, holder, key) => ${callText(real, 'item', 'holder', 'key', '', context)}`;
  }
  if (real.kind === 'named') {
    const { file } = placeOf(context.places, real.name);
    const name = `check${real.name}`;
    return file === context.own ? name : context.file.value(name, context.checkModule(file));
  }
  if (real.kind === 'unknown' || real.kind === 'upload')
    return context.file.value('anything', context.helpers);
  return context.file.value(HELPERS[real.kind], context.helpers);
}

/** The call that checks a value. */
function callText(
  type: TypeRef,
  value: string,
  holder: string,
  key: string,
  mode: string,
  context: CheckContext,
): string {
  const real = resolve(type, context);
  if (real.kind === 'list' || real.kind === 'map') {
    const helper = context.file.value(real.kind === 'list' ? 'list' : 'mapOf', context.helpers);
    return `${helper}(${value}, ${checkName(real.of, context)}, findings, ${holder}, ${key}${mode})`;
  }
  return `${checkName(real, context)}(${value}, findings, ${holder}, ${key}${mode})`;
}

function fieldLine(field: Field, context: CheckContext): string {
  if (resolve(field.type, context).kind === 'unknown') return '';
  const access = keyText(field.name) === field.name ? `value.${field.name}` : `value[${quoted(field.name)}]`;
  const call = callText(field.type, access, 'value', quoted(field.name), lenience(field), context);
  return `  ${call};\n`;
}

/** A checker of an object type; the fields named in `late` may be missing. */
export function objectCheckText(
  name: string,
  type: ObjectType,
  late: readonly string[],
  context: CheckContext,
): string {
  const record = context.file.value('record', context.helpers);
  const check = context.file.type('Check', context.helpers);
  const lines = type.fields.map((field) =>
    fieldLine(late.includes(field.name) ? { ...field, absent: true } : field, context),
  );
  const body = `  if (!${record}(value, findings, holder, key, mode)) return;\n${lines.join('')}`;
  return `${name}: ${check} = (value, findings, holder, key, mode) => {\n${body}};\n`;
}

/** The check of a whole answer, as an expression. */
export function answerCheckText(type: TypeRef, context: CheckContext): string {
  return checkName(type, context);
}

/** Names of the object types that the answers of operations hold. */
export function checkedTypes(
  operations: readonly Operation[],
  places: ReadonlyMap<string, Place>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (type: TypeRef): void => {
    if (type.kind === 'list' || type.kind === 'map') visit(type.of);
    if (type.kind !== 'named' || found.has(type.name)) return;
    const { definition } = placeOf(places, type.name);
    if (definition.kind === 'alias') visit(definition.type);
    if (definition.kind !== 'object') return;
    found.add(type.name);
    for (const field of definition.fields) visit(field.type);
  };
  for (const { result } of operations) if (result.kind === 'json') visit(result.type);
  return found;
}

/** The file of the checkers of a family, or undefined when no answer needs one. */
export function emitChecks(
  family: Family,
  places: ReadonlyMap<string, Place>,
  wanted: ReadonlySet<string>,
  helpers: string,
): string | undefined {
  const file = new SourceFile();
  const checkModule = (name: string): string => `./${name}.ts`;
  const context: CheckContext = { file, places, helpers, checkModule, own: family.name };
  for (const definition of family.types) {
    if (definition.kind !== 'object' || !wanted.has(definition.name)) continue;
    file.add(objectCheckText(`export const check${definition.name}`, definition, [], context));
  }
  return file.isEmpty ? undefined : file.text();
}
