import { pascal } from '../emit/text.ts';
import type { AnyOf, CatalogueOperation, Correction, Inline, KatapultCatalogue } from './catalogue.ts';
import { identifierOf } from './names.ts';

/** What is known of an answer once the corrections are applied. */
export interface WireAnswer {
  readonly keys: Readonly<Record<string, string>>;
  /** Members by another key under which they may come. */
  readonly aliases: Readonly<Record<string, string>>;
  /** A member that may come as a list of one. */
  readonly single?: string;
}

/** The catalogue as the wire is. */
export interface WireCatalogue {
  /** Types by key of each object; inline objects of the corrections have become schemas of their own. */
  readonly schemas: ReadonlyMap<string, Inline>;
  /** Answers by operation id. */
  readonly answers: ReadonlyMap<string, WireAnswer>;
}

/** The catalogue in the making. */
interface Draft {
  readonly schemas: Map<string, Inline>;
  readonly answers: Map<string, WireAnswer>;
  readonly operations: ReadonlyMap<string, CatalogueOperation>;
}

function pascalKey(key: string): string {
  return key
    .replace('?', '')
    .split('_')
    .map((word) => pascal(word))
    .join('');
}

/** The name of a type; an inline object becomes a schema with the name proposed. */
function named(type: string | Inline, proposed: string, draft: Draft): string {
  if (typeof type === 'string') return type;
  if (draft.schemas.has(proposed)) throw new Error(`there is a schema ${proposed} already`);
  draft.schemas.set(proposed, type);
  return proposed;
}

function isUnion(set: string | Inline | AnyOf): set is AnyOf {
  return typeof set === 'object' && Array.isArray(set['anyOf']);
}

function correctAnswer(id: string, key: string, correction: Correction, draft: Draft): void {
  const answer = draft.answers.get(id);
  const operation = draft.operations.get(id);
  if (answer === undefined || operation === undefined || !(key in answer.keys)) {
    throw new Error(`nothing to correct at ${correction.target}`);
  }
  const { set, alias } = correction;
  if (alias !== undefined) {
    draft.answers.set(id, { ...answer, aliases: { ...answer.aliases, [alias]: key } });
  }
  if (set === undefined) return;
  const proposed = `${pascal(identifierOf(operation.sdk))}${pascalKey(key)}`;
  const type = isUnion(set)
    ? set.anyOf.map((branch) => named(branch, proposed, draft)).join('|')
    : named(set, proposed, draft);
  // A type or a list of it: the client hands out the one object.
  const [one = '', list] = type.split('|');
  const single = list === `${one}[]`;
  const keys = { ...answer.keys, [key]: single ? one : type };
  draft.answers.set(id, { ...answer, keys, ...(single ? { single: key } : {}) });
}

function correctSchema(
  name: string,
  key: string | undefined,
  { set, add, target }: Correction,
  draft: Draft,
): void {
  const schema = draft.schemas.get(name);
  if (schema === undefined) throw new Error(`nothing to correct at ${target}`);
  if (key !== undefined && typeof set === 'string') {
    if (!(key in schema)) throw new Error(`nothing to correct at ${target}`);
    draft.schemas.set(name, { ...schema, [key]: set });
  } else if (key === undefined && typeof set === 'object' && !isUnion(set)) {
    draft.schemas.set(name, set);
  } else if (add !== undefined) {
    const added = Object.entries(add).map(
      ([field, type]) => [field, named(type, `${name}${pascalKey(field)}`, draft)] as const,
    );
    draft.schemas.set(name, { ...schema, ...Object.fromEntries(added) });
  } else throw new Error(`the correction of ${target} is of no known form`);
}

/** A build goes by two names; an answer that has its former one alone must not lose the build (contract 7.2, 7.3). */
function twinsIn(keys: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return 'build' in keys && 'virtual_machine_build' in keys ? { build: 'virtual_machine_build' } : {};
}

/** Applies the corrections of the catalogue. @throws Error for one that does not fit */
export function correct(catalogue: KatapultCatalogue): WireCatalogue {
  const objects = Object.entries(catalogue.schemas).filter(
    (entry): entry is [string, Inline] => typeof entry[1] === 'object',
  );
  const draft: Draft = {
    schemas: new Map(objects),
    answers: new Map(
      catalogue.operations.map(({ operationId, success }) => [
        operationId,
        { keys: success.keys ?? {}, aliases: twinsIn(success.keys ?? {}) },
      ]),
    ),
    operations: new Map(catalogue.operations.map((operation) => [operation.operationId, operation])),
  };
  for (const correction of catalogue.wireCorrections) {
    const [room, name = '', ...rest] = correction.target.split('.');
    if (room === 'schemas') correctSchema(name, rest[0], correction, draft);
    else correctAnswer(name, rest[1] ?? '', correction, draft);
  }
  return draft;
}
