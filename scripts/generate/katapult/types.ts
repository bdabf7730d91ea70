import type { Field, ListRef, TypeDefinition, TypeRef } from '../model.ts';
import type { Inline } from './catalogue.ts';
import { answerFieldDocs, nounOf } from './wording.ts';

/** Who writes a value: it decides how whole numbers are checked and whether lists are read-only. */
export type Side = 'answer' | 'request';

/** A type and whether null is a value of its place. */
export interface ParsedType {
  readonly type: TypeRef;
  readonly nullable: boolean;
}

const PRIMITIVES: Readonly<Record<string, TypeRef>> = {
  string: { kind: 'string' },
  boolean: { kind: 'boolean' },
  'number:float': { kind: 'number' },
  object: { kind: 'object' },
  any: { kind: 'unknown' },
};

/** Splits at the bars that stand in no parentheses. */
function branches(text: string): readonly string[] {
  return text.split(/\|(?![^(]*\))/);
}

function readBranch(text: string, side: Side, nameOf: (name: string) => string): TypeRef {
  if (text.endsWith('[]')) {
    const item = parseType(text.slice(0, -2).replace(/^\((.*)\)$/, '$1'), side, nameOf);
    const list: ListRef = { kind: 'list', of: item.type };
    return {
      ...list,
      ...(item.nullable ? { nullable: true } : {}),
      ...(side === 'request' ? { readonly: true } : {}),
    };
  }
  if (text === 'integer') return { kind: side === 'request' ? 'integer' : 'number' };
  return PRIMITIVES[text] ?? { kind: 'named', name: nameOf(text) };
}

/**
 * A type expression of the catalogue's grammar.
 *
 * @param nameOf the name that a schema has on this side
 */
export function parseType(text: string, side: Side, nameOf: (name: string) => string): ParsedType {
  const all = branches(text);
  const [first = '', ...more] = all.filter((branch) => branch !== 'null');
  const nullable = all.includes('null');
  if (more.length === 0) return { type: readBranch(first, side, nameOf), nullable };
  const of = [first, ...more].map((branch) => readBranch(branch, side, nameOf));
  return { type: { kind: 'union', of }, nullable };
}

/** Names of the types that a type mentions. */
export function namesIn(type: TypeRef): readonly string[] {
  if (type.kind === 'list' || type.kind === 'map' || type.kind === 'identified') return namesIn(type.of);
  if (type.kind === 'union') return type.of.flatMap(namesIn);
  return type.kind === 'named' ? [type.name] : [];
}

/** A member of an answer: nothing is promised of it but its type (contract 4.6). */
export function answerField(owner: string, key: string, text: string): Field {
  const name = key.replace('?', '');
  const { type } = parseType(text, 'answer', (same) => same);
  return {
    name,
    type,
    nullable: true,
    absent: true,
    docs: answerFieldDocs(owner, name, text),
  };
}

/** An object of answers. */
export function answerObject(name: string, schema: Inline): TypeDefinition {
  const fields = Object.entries(schema).map(([key, text]) => answerField(name, key, text));
  return { kind: 'object', name, docs: [], fields };
}

/** An object of requests. @param vendors the vendor's name of the schema */
export function requestObject(
  vendors: string,
  schema: Inline,
  nameOf: (name: string) => string,
): TypeDefinition {
  const fields = Object.entries(schema).map(([key, text]) => {
    const parsed = parseType(text, 'request', nameOf);
    return { ...parsed, name: key.replace('?', ''), absent: key.endsWith('?'), docs: [] };
  });
  const docs = [`The vendor's type \`${vendors}\`, as requests take it.`];
  return { kind: 'object', name: nameOf(vendors), docs, fields, input: true };
}

/** A lookup. */
export function lookupType(name: string, keys: readonly string[]): TypeDefinition {
  const noun = nounOf(name.replace(/Lookup$/, ''));
  const docs = [`Names one ${noun}, by exactly one key; its text is not empty.`];
  return { kind: 'lookup', name, docs, keys };
}

/** An open set of texts. */
export function literalsType(name: string, values: readonly string[]): TypeDefinition {
  return { kind: 'literals', name, docs: [`The vendor's type \`${name}\`; further values occur.`], values };
}
