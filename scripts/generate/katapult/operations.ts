import { kebab } from '../emit/text.ts';
import type { Field, Literal, Operation, Param, Result, TypeDefinition, TypeRef } from '../model.ts';
import type { CatalogueOperation, QueryArgument } from './catalogue.ts';
import type { WireAnswer } from './corrections.ts';
import { bindingOf, identifierOf, lookupName } from './names.ts';
import type { Schemas } from './schemas.ts';
import { operationDocs } from './sentences.ts';
import { answerField, parseType } from './types.ts';

/** The name of the request type of a pair of key and value, which filters by annotations consist of. */
const PAIR = 'KeyValue';

function queryType(name: string, argument: QueryArgument, schemas: Schemas): TypeRef {
  if (argument.lookup !== undefined) {
    return { kind: 'named', name: lookupName(name, [...schemas.types.keys()]) };
  }
  if (argument.keyValueFilter !== undefined) {
    const pair = schemas.requestName(PAIR);
    return { kind: 'list', of: { kind: 'named', name: pair }, readonly: true };
  }
  if (argument.minimum === 1) return { kind: 'natural' };
  return parseType(argument.type ?? '', 'request', schemas.requestName).type;
}

function queryDocs(name: string, argument: QueryArgument): readonly string[] {
  if (argument.keyValueFilter !== undefined) return ['Only what bears these annotations.'];
  if (argument.default === undefined) return [];
  const meaning = name === 'page' ? 'Number of the page, from 1.' : 'Items on a page.';
  return [`${meaning} Default ${argument.default}.`];
}

/** The parameters: the keys of the query or of the body. What fills a place of the path is always required. */
function readParams(operation: CatalogueOperation, schemas: Schemas): readonly Param[] {
  const fills = (name: string): boolean => operation.placeholders?.includes(name) === true;
  const query = Object.entries(operation.query ?? {}).map(([name, argument]) => ({
    name,
    type: queryType(name, argument, schemas),
    required: argument.required === true || fills(name),
    docs: queryDocs(name, argument),
  }));
  const body = Object.entries(operation.body ?? {}).map(([name, { type, required }]) => ({
    name,
    type: parseType(type, 'request', schemas.requestName).type,
    required: required === true || fills(name),
    docs: [],
  }));
  return [...query, ...body];
}

function hasId(type: TypeRef, types: ReadonlyMap<string, TypeDefinition>): boolean {
  const definition = type.kind === 'named' ? types.get(type.name) : undefined;
  return definition?.kind === 'object' && definition.fields.some(({ name }) => name === 'id');
}

/** The type of the primary member, whose id, or whose items' ids, are always there where the schema has one. */
function primaryType(type: TypeRef, types: ReadonlyMap<string, TypeDefinition>): TypeRef {
  if (type.kind === 'list') return { ...type, of: primaryType(type.of, types) };
  return hasId(type, types) ? { kind: 'identified', of: type } : type;
}

function readResult(operation: CatalogueOperation, answer: WireAnswer, { types }: Schemas): Result {
  if (operation.success.contentType === 'text/plain') {
    return { kind: 'json', type: { kind: 'string' }, lateFields: [], download: false };
  }
  const fields = Object.entries(answer.keys).map(([key, text]): Field => {
    const field = answerField(identifierOf(operation.sdk), key, text);
    if (key === operation.primary) {
      return { ...field, type: primaryType(field.type, types), nullable: false, absent: false };
    }
    return key === 'annotations' ? { ...field, nullable: false, absent: false } : field;
  });
  const items = fields.find(({ name }) => name === operation.list?.key)?.type;
  return operation.list?.paginated && items?.kind === 'list'
    ? { kind: 'object', fields, page: { item: items.of } }
    : { kind: 'object', fields };
}

function settingsOf(operation: CatalogueOperation, answer: WireAnswer): Record<string, Literal> {
  const { list, success } = operation;
  return {
    method: operation.method,
    path: operation.template.replace(/\{\w+\}/g, '_'),
    ...(success.contentType === 'text/plain' ? { text: true } : {}),
    ...(list?.paginated ? { list: list.key } : {}),
    ...('annotations' in answer.keys ? { annotated: true } : {}),
    ...(Object.keys(answer.aliases).length === 0 ? {} : { aliases: answer.aliases }),
    ...(answer.single === undefined ? {} : { single: answer.single }),
  };
}

/** One operation. @param answer its answer as the wire has it */
export function readOperation(
  operation: CatalogueOperation,
  answer: WireAnswer,
  schemas: Schemas,
): Operation {
  const binding = bindingOf(operation.sdk);
  return {
    name: operation.sdk,
    identifier: identifierOf(operation.sdk),
    file: kebab(binding.group),
    binding,
    docs: operationDocs(operation),
    params: readParams(operation, schemas),
    result: readResult(operation, answer, schemas),
    settings: settingsOf(operation, answer),
  };
}
