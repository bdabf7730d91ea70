/** What the catalogue says about answers, said a second time: as zod schemas and as made-up values. */
import * as z from 'zod';
import catalogue from '../../../catalog/comet-admin.api.json' with { type: 'json' };

interface FieldFacts {
  readonly name: string;
  readonly type: string;
  readonly optional?: boolean;
  readonly nullable?: boolean;
  readonly risk53?: boolean;
  readonly firstSeenIn?: string;
  readonly sinceVersion?: string;
}

interface TypeFacts {
  readonly kind: string;
  readonly base?: string;
  readonly type?: string;
  readonly fields?: readonly FieldFacts[];
}

interface EndpointFacts {
  readonly name: string;
  readonly response: {
    readonly kind: string;
    readonly type: string;
    readonly before?: { readonly type: string };
  };
}

const types: Readonly<Record<string, TypeFacts>> = catalogue.types;

/** Endpoints that answer JSON. */
export const jsonEndpoints: readonly EndpointFacts[] = catalogue.endpoints.filter(
  ({ response }) => response.kind === 'json',
);

const MAP = /^map<[^,<>]+,(.+)>$/;
const schemas = new Map<string, z.ZodType>();

function named(name: string): z.ZodType {
  const known = schemas.get(name);
  if (known !== undefined) return known;
  const facts = types[name];
  if (facts === undefined) throw new Error(`the catalogue has no type ${name}`);
  const schema = z.lazy(() => built.value);
  schemas.set(name, schema);
  const built = { value: namedSchema(facts) };
  return schema;
}

function namedSchema(facts: TypeFacts): z.ZodType {
  if (facts.kind === 'enum') return facts.base === 'string' ? z.string() : z.number();
  if (facts.kind === 'alias') return schemaOf(facts.type ?? '');
  return objectSchema(facts.fields ?? [], new Set());
}

function schemaOf(type: string, exact = true): z.ZodType {
  if (type.endsWith('[]')) return z.array(schemaOf(type.slice(0, -2), exact));
  const of = MAP.exec(type)?.[1];
  if (of !== undefined) return z.record(z.string(), schemaOf(of, exact));
  if (type === 'string' || type === 'bytes') return z.string();
  if (type === 'bool') return z.boolean();
  if (type === 'any') return z.unknown();
  if (['int', 'int64', 'uint64', 'float'].includes(type)) {
    return exact ? z.number() : z.union([z.number(), z.bigint()]);
  }
  return named(type);
}

function objectSchema(fields: readonly FieldFacts[], late: ReadonlySet<string>): z.ZodType {
  const shape = fields.map((field) => {
    const schema = schemaOf(field.type, field.risk53 !== true);
    const nullable = field.optional || field.nullable ? schema.nullable() : schema;
    const absent = field.optional || field.firstSeenIn || field.sinceVersion || late.has(field.name);
    return [field.name, absent ? nullable.optional() : nullable] as const;
  });
  return z.looseObject(Object.fromEntries(shape));
}

/** The schema of an endpoint's answer; what older servers leave out may be absent. */
export function answerSchema({ response }: EndpointFacts): z.ZodType {
  const facts = types[response.type];
  const { before } = response;
  if (before === undefined || before.type === 'none' || facts?.fields === undefined)
    return schemaOf(response.type);
  const early = new Set(types[before.type]?.fields?.map(({ name }) => name));
  const late = facts.fields.map(({ name }) => name).filter((name) => !early.has(name));
  return objectSchema(facts.fields, new Set(late));
}

/** The schema of a named type. */
export function typeSchema(name: string): z.ZodType {
  return named(name);
}

/** Below this depth lists and maps are empty, and what may be absent is. */
export const MAX_DEPTH = 7;

/** A fitting value of a type. `pick(n)` gives a whole number below `n`. */
export function sample(type: string, pick: (below: number) => number, depth = 0): unknown {
  if (type.endsWith('[]')) {
    const length = depth > MAX_DEPTH ? 0 : pick(3);
    return Array.from({ length }, () => sample(type.slice(0, -2), pick, depth + 1));
  }
  const of = MAP.exec(type)?.[1];
  if (of !== undefined) {
    const length = depth > MAX_DEPTH ? 0 : pick(3);
    const entries = Array.from(
      { length },
      (_, index) => [`key-${index}`, sample(of, pick, depth + 1)] as const,
    );
    return Object.fromEntries(entries);
  }
  if (type === 'string' || type === 'bytes') return `text ${pick(9)}`;
  if (type === 'bool') return pick(2) === 1;
  if (type === 'any') return [null, 'x', { any: [1] }][pick(3)];
  const facts = types[type];
  if (facts === undefined) return pick(1000);
  if (facts.kind === 'enum') return facts.base === 'string' ? 'value' : pick(9000);
  if (facts.kind === 'alias') return sample(facts.type ?? '', pick, depth);
  return sampleObject(facts.fields ?? [], pick, depth);
}

function sampleObject(fields: readonly FieldFacts[], pick: (below: number) => number, depth: number): object {
  const members = fields.flatMap((field) => {
    const absent = field.optional || field.firstSeenIn || field.sinceVersion;
    if (absent && (depth > MAX_DEPTH || pick(3) === 0)) return [];
    if ((field.optional || field.nullable) && pick(4) === 0) return [[field.name, null] as const];
    if (field.risk53 && pick(4) === 0) return [[field.name, 2n ** 63n - 1n] as const];
    return [[field.name, sample(field.type, pick, depth + 1)] as const];
  });
  return { ...Object.fromEntries(members), UnknownField: { deep: [pick(9)] } };
}

/** A picker of numbers that depends on a seed alone. */
export function picker(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
