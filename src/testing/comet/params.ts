import { parseJson } from '../../core/http/json.ts';
import type { ReceivedRequest } from '../api/received-request.ts';
import { DecodeError, decode } from './decode.ts';
import { Refusal } from './refusal.ts';
import { hasSince } from './version.ts';
import { proven, type WireTypes } from './wire-types.ts';
import type { WireValue } from './wire-value.ts';

/**
 * Parameters of an endpoint by name: `string`, `int`, `bool`, `file` or `json:<type of the catalogue>`, with
 * `?` for optional ones, and behind a blank the version that brought it (older servers ignore it).
 */
export type ParamSpec = Readonly<Record<string, string>>;

/** The parameters of one call, checked and decoded before the endpoint does anything. */
export class Params {
  readonly #values: ReadonlyMap<string, WireValue | Uint8Array>;

  /** @throws Refusal when one is missing or does not fit its encoding */
  constructor(spec: ParamSpec, request: ReceivedRequest, version: string) {
    const values = new Map<string, WireValue | Uint8Array>();
    for (const [name, words] of Object.entries(spec)) {
      const [kind = '', since] = words.split(' ');
      if (!hasSince(version, since)) continue;
      const raw = kind === 'file' ? request.parts.get(name) : (request.form.get(name) ?? undefined);
      if (raw !== undefined) values.set(name, read(name, kind.replace('?', ''), raw, version));
      else if (!kind.endsWith('?')) throw new Refusal(400, `Missing parameter ${name}`);
    }
    this.#values = values;
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** A text; empty when it was left out. */
  text(name: string): string {
    const value = this.#values.get(name);
    return typeof value === 'string' ? value : '';
  }

  /** An integer; 0 when it was left out. */
  integer(name: string): number {
    return Number(this.#values.get(name) ?? 0);
  }

  /** A required object, which is of the type that the endpoint's table says. */
  object<Name extends keyof WireTypes>(name: string, type: Name): WireTypes[Name] {
    return proven(type, this.#values.get(name));
  }

  /** The bytes of an uploaded file. */
  file(name: string): Uint8Array {
    const value = this.#values.get(name);
    return value instanceof Uint8Array ? value : new Uint8Array();
  }
}

function read(name: string, kind: string, raw: string | Uint8Array, version: string): WireValue | Uint8Array {
  if (typeof raw !== 'string' || kind === 'string') return raw;
  if (kind === 'int') return /^-?\d{1,18}$/.test(raw) ? Number(raw) : bad(name, 'is not an integer');
  if (kind === 'bool') return readFlag(name, raw);
  try {
    return decode(kind.slice('json:'.length), parseJson(raw), version, name);
  } catch (error) {
    return bad(name, error instanceof DecodeError ? `does not fit: ${error.message}` : 'is not JSON');
  }
}

function readFlag(name: string, raw: string): boolean {
  if (raw === '1' || raw === 'true') return true;
  return raw === '0' || raw === 'false' ? false : bad(name, 'is neither true nor false');
}

function bad(name: string, what: string): never {
  throw new Refusal(400, `Parameter ${name} ${what}`);
}
