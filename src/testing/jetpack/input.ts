import { parseJson } from '../../core/http/json.ts';
import type { ReceivedRequest } from '../api/received-request.ts';
import { badParam } from './refusal.ts';

/** The parameters of a request, in whichever encoding they came. */
export class Input {
  readonly #values: ReadonlyMap<string, string>;
  readonly #query: URLSearchParams;

  private constructor(values: ReadonlyMap<string, string>, query: URLSearchParams) {
    this.#values = values;
    this.#query = query;
  }

  /** Those of the body; the framework takes forms of both kinds and JSON. */
  static ofBody(request: ReceivedRequest): Input {
    return new Input(bodyValues(request), new URLSearchParams());
  }

  /** Those of query and body; WordPress REST routes merge both. */
  static ofBoth(request: ReceivedRequest): Input {
    return new Input(new Map([...request.query, ...bodyValues(request)]), request.query);
  }

  /** A text as it came, blanks and all; undefined for none and for an empty one. */
  text(name: string): string | undefined {
    const text = this.#values.get(name);
    return text === '' ? undefined : text;
  }

  /** A yes in any of its spellings. */
  flag(name: string): boolean {
    return /^(?:1|t|true)$/i.test(this.#values.get(name) ?? '');
  }

  /** A whole number from 1. @throws Refusal `rest_invalid_param` */
  count(name: string, max = Number.MAX_SAFE_INTEGER): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const number = /^\d{1,15}$/.test(text) ? Number(text) : 0;
    if (number < 1 || number > max) throw badParam(name, 'is not a number that fits');
    return number;
  }

  /** One of a few words. @throws Refusal `rest_invalid_param` */
  oneOf<T extends string>(name: string, words: readonly T[], otherwise: T): T {
    const text = this.text(name);
    if (text === undefined) return otherwise;
    const word = words.find((known) => known === text);
    if (word === undefined) throw badParam(name, `is none of ${words.join(', ')}`);
    return word;
  }

  /** A list of the query, `name[]=a&name[]=b` or `name=a,b`. */
  list(name: string): string[] {
    const several = this.#query.getAll(`${name}[]`);
    return several.length > 0 ? several : (this.#query.get(name)?.split(',') ?? []);
  }
}

function bodyValues({ encoding, form, parts, json }: ReceivedRequest): Map<string, string> {
  if (encoding === 'json') return new Map(jsonValues(json));
  if (encoding !== 'multipart') return new Map(form);
  const decoder = new TextDecoder();
  return new Map([...parts].map(([name, bytes]) => [name, decoder.decode(bytes)]));
}

function jsonValues(text: string): [string, string][] {
  const body: unknown = readJson(text);
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, value]: [string, unknown]) =>
    ['string', 'number', 'bigint', 'boolean'].includes(typeof value) ? [[name, String(value)]] : [],
  );
}

function readJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
