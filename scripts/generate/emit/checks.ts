import type { Family, Field, ListRef, LookupType, ObjectType, TypeRef } from '../model.ts';
import { SourceFile } from './file.ts';
import { type Layout, moduleOf } from './layout.ts';
import { type Place, placeOf, resolve } from './places.ts';
import { keyText, quoted } from './text.ts';

/** What printing a check needs to know. */
export interface CheckContext {
  readonly file: SourceFile;
  readonly places: ReadonlyMap<string, Place>;
  /** Where the hand-written helpers are, seen from the file. */
  readonly layout: Layout;
  /** Module of the checkers of a family, seen from the file. */
  readonly checkModule: (family: string) => string;
  /** By the name of a type the one whose checker serves for it. */
  readonly checkers: ReadonlyMap<string, string>;
  readonly own?: string;
}

const HELPERS = {
  string: 'text',
  number: 'num',
  int64: 'int64',
  boolean: 'flag',
  object: 'record',
  unknown: 'anything',
  upload: 'anything',
} as const;

/** What else a member may be, as the helpers take it: 1 = null, 2 = absent, 3 = both. */
function lenience({ nullable, absent }: Pick<Field, 'nullable' | 'absent'>): string {
  const bits = (nullable ? 1 : 0) + (absent ? 2 : 0);
  return bits === 0 ? '' : `, ${bits}`;
}

/** The check of one value as an arrow function. */
function arrow(type: TypeRef, mode: string, context: CheckContext): string {
  return `(item, findings, holder, key) => ${callText(type, 'item', 'holder', 'key', mode, context)}`;
}

/** The name of a check of one value, or an arrow function for what no single check covers. */
function checkName(type: TypeRef, context: CheckContext): string {
  const real = resolve(type, context.places);
  if (real.kind === 'list' || real.kind === 'map' || real.kind === 'identified')
    return arrow(real, '', context);
  if (real.kind === 'named') {
    const checked = context.checkers.get(real.name) ?? real.name;
    const { file } = placeOf(context.places, checked);
    const name = `check${checked}`;
    return file === context.own ? name : context.file.value(name, context.checkModule(file));
  }
  if (real.kind === 'integer' || real.kind === 'natural')
    return context.file.value(real.kind, moduleOf(context.layout, 'inputCheckModule'));
  // No branch of a union is told apart for certain, so all that is asked is what they share.
  const helper = HELPERS[real.kind === 'union' ? 'object' : real.kind];
  return context.file.value(helper, context.layout.checkModule);
}

/** The check of the items of a list. */
function itemCheck({ of, nullable }: ListRef, context: CheckContext): string {
  return nullable ? arrow(of, ', 1', context) : checkName(of, context);
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
  const real = resolve(type, context.places);
  const rest = `findings, ${holder}, ${key}${mode}`;
  if (real.kind === 'list' || real.kind === 'map') {
    const helper = context.file.value(real.kind === 'list' ? 'list' : 'mapOf', context.layout.checkModule);
    const item = real.kind === 'list' ? itemCheck(real, context) : checkName(real.of, context);
    return `${helper}(${value}, ${item}, ${rest})`;
  }
  if (real.kind === 'identified') {
    const helper = context.file.value('identified', moduleOf(context.layout, 'answerCheckModule'));
    return `${helper}(${value}, ${checkName(real.of, context)}, ${rest})`;
  }
  return `${checkName(real, context)}(${value}, ${rest})`;
}

/** A line that checks a member; nothing for one that may be anything. */
export function fieldLine(field: Field, context: CheckContext): string {
  if (resolve(field.type, context.places).kind === 'unknown') return '';
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
  const record = context.file.value('record', context.layout.checkModule);
  const check = context.file.type('Check', context.layout.checkModule);
  const lines = type.fields.map((field) =>
    fieldLine(late.includes(field.name) ? { ...field, absent: true } : field, context),
  );
  const body = `  if (!${record}(value, findings, holder, key, mode)) return;\n${lines.join('')}`;
  return `${name}: ${check} = (value, findings, holder, key, mode) => {\n${body}};\n`;
}

/** A checker of a lookup type. */
function lookupCheckText({ name, keys }: LookupType, { file, layout }: CheckContext): string {
  const check = file.type('Check', layout.checkModule);
  const oneKey = file.value('oneKey', moduleOf(layout, 'inputCheckModule'));
  const known = `[${keys.map(quoted).join(', ')}]`;
  const call = `${oneKey}(value, ${known}, findings, holder, key, mode)`;
  return `export const check${name}: ${check} = (value, findings, holder, key, mode) =>\n  ${call};\n`;
}

/** The check of a whole answer, as an expression. */
export function answerCheckText(type: TypeRef, context: CheckContext): string {
  return checkName(type, context);
}

/** The file of the checkers of a family, or undefined when no answer needs one. */
export function emitChecks(
  family: Family,
  places: ReadonlyMap<string, Place>,
  checkers: ReadonlyMap<string, string>,
  layout: Layout,
): string | undefined {
  const file = new SourceFile();
  const checkModule = (name: string): string => `./${name}.ts`;
  const context: CheckContext = { file, places, layout, checkModule, checkers, own: family.name };
  for (const definition of family.types) {
    if (checkers.get(definition.name) !== definition.name) continue;
    if (definition.kind === 'lookup') file.add(lookupCheckText(definition, context));
    if (definition.kind === 'object')
      file.add(objectCheckText(`export const check${definition.name}`, definition, [], context));
  }
  return file.isEmpty ? undefined : file.text();
}
