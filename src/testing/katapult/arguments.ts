import { parseJson } from '../../core/http/json.ts';
import type { ReceivedRequest } from '../api/received-request.ts';
import { parseArguments, parseType } from './argument-types.ts';
import { isMembers, type Members, members, parseRackQuery } from './rack-query.ts';
import { Refusal } from './refusal.ts';
import type { Match } from './routes.ts';

/** A lookup with its one key. */
export interface LookupValue {
  readonly key: string;
  readonly value: string;
}

/** A pair of an annotation; the value may be absent. */
export interface KeyValue {
  readonly key: string;
  readonly value?: string | undefined;
}

/** Arguments of a call after every check of their form. */
export class Arguments {
  readonly #members: Members;

  constructor(values: Members) {
    this.#members = values;
  }

  /** Whether the argument was sent, also as null. */
  has(name: string): boolean {
    return name in this.#members;
  }

  text(name: string): string | undefined {
    const value = this.#members[name];
    return typeof value === 'string' ? value : undefined;
  }

  integer(name: string): number | undefined {
    const value = this.#members[name];
    return typeof value === 'number' ? value : undefined;
  }

  flag(name: string): boolean | undefined {
    const value = this.#members[name];
    return typeof value === 'boolean' ? value : undefined;
  }

  texts(name: string): readonly string[] | undefined {
    const value = this.#members[name];
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
  }

  lookup(name: string): LookupValue | undefined {
    const value = this.#members[name];
    if (!isMembers(value)) return undefined;
    const [entry] = Object.entries(value);
    return entry && { key: entry[0], value: String(entry[1]) };
  }

  /** The members of an object argument; none when it was not sent. */
  set(name: string): Arguments {
    const value = this.#members[name];
    return new Arguments(isMembers(value) ? value : members());
  }

  sets(name: string): readonly Arguments[] {
    const value = this.#members[name];
    return Array.isArray(value) ? value.filter(isMembers).map((item) => new Arguments(item)) : [];
  }

  pairs(name: string): readonly KeyValue[] {
    return this.sets(name).map((pair) => ({ key: pair.text('key') ?? '', value: pair.text('value') }));
  }
}

/** The arguments of a request: query and body merged deeply, the body first, the path last (contract 3.2, 3.6). */
export function readArguments(request: ReceivedRequest, { operation, pathValues }: Match): Arguments {
  const sent = merge(parseRackQuery(request.query), readBody(request));
  for (const [name, value] of pathValues) {
    if (sent[name] === undefined) sent[name] = fillFirstKey(operation.args, name, value);
  }
  return new Arguments(parseArguments(operation.args, sent, []));
}

/** A body without a JSON content type is not read at all (contract 2.2). */
function readBody({ json, method }: ReceivedRequest): Members {
  if (json === '' || method === 'GET') return members();
  const body = parsedBody(json);
  if (isMembers(body)) return body;
  throw new Refusal('invalid_json_body', { details: 'the body is no JSON object' });
}

function parsedBody(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw new Refusal('invalid_json_body', { details: error instanceof Error ? error.message : '' });
  }
}

function merge(under: Members, over: Members): Members {
  const merged = Object.assign(members(), under);
  for (const [name, value] of Object.entries(over)) {
    const present = merged[name];
    merged[name] = isMembers(present) && isMembers(value) ? merge(present, value) : value;
  }
  return merged;
}

function fillFirstKey(args: readonly string[], name: string, value: string): unknown {
  const type = args.map(parseType).find((argument) => argument.name === name)?.type ?? '';
  const key = /^lookup:(\w+)/.exec(type)?.[1];
  return key === undefined ? value : Object.assign(members(), { [key]: value });
}
