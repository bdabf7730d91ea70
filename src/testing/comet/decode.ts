import { type ShapeField, shapeOf } from './shape.ts';
import { hasSince } from './version.ts';
import { isWireObject, type WireObject, type WireValue } from './wire-value.ts';

/** A value does not fit the type that the server decodes it into. */
export class DecodeError extends Error {
  override readonly name: string = 'DecodeError';
  readonly path: string;
  readonly reason: string;

  constructor(path: string, reason: string) {
    super(`${path} ${reason}`);
    this.path = path;
    this.reason = reason;
  }
}

const MAP = /^map<\w+,(.+)>$/;
const INT64 = { least: -(2n ** 63n), most: 2n ** 63n - 1n };
const UINT64 = { least: 0n, most: 2n ** 64n - 1n };

/**
 * A value as the server stores it after decoding: every known field is there (absent ones zero, lists and maps
 * null), fields that are left out when zero are left out, fields that the server does not know stay as sent.
 * A list where a map belongs, a fraction where an integer belongs and the like are refused.
 *
 * @param version the server's; fields that appeared later are unknown to it
 * @throws DecodeError naming the path
 */
export function decode(type: string, value: unknown, version: string, path = type): WireValue {
  const fields = shapeOf(type);
  if (fields !== undefined) return decodeObject(fields, value ?? {}, version, path);
  if (type.endsWith('[]')) return decodeList(type.slice(0, -2), value, version, path);
  const member = MAP.exec(type)?.[1];
  if (member !== undefined) return decodeMap(member, value, version, path);
  return decodeScalar(type, value, path);
}

function decodeObject(
  fields: readonly ShapeField[],
  value: unknown,
  version: string,
  path: string,
): WireObject {
  if (!isWireObject(value)) return refuse(path, 'an object', value);
  const known = new Set<string>();
  const members: [string, WireValue][] = [];
  for (const { name, type, optional, since } of fields) {
    if (!hasSince(version, since)) continue;
    known.add(name);
    const given = Object.hasOwn(value, name) ? value[name] : undefined;
    if (optional && (given === undefined || given === null)) continue;
    const member = decode(type, given, version, `${path}.${name}`);
    if (!(optional && isZero(member))) members.push([name, member]);
  }
  // A seed may be used by several fakes, so nothing of it is kept by reference.
  for (const [name, member] of Object.entries(value)) {
    if (!known.has(name)) members.push([name, structuredClone(member)]);
  }
  return Object.fromEntries(members);
}

function decodeList(type: string, value: unknown, version: string, path: string): WireValue {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value)) return refuse(path, 'a list', value);
  return value.map((item, index) => decode(type, item, version, `${path}[${index}]`));
}

function decodeMap(type: string, value: unknown, version: string, path: string): WireValue {
  if (value === undefined || value === null) return null;
  if (!isWireObject(value)) return refuse(path, 'a map', value);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, decode(type, member, version, `${path}.${key}`)]),
  );
}

function decodeScalar(type: string, value: unknown, path: string): WireValue {
  switch (type) {
    case 'bool':
      return typeof (value ?? false) === 'boolean' ? value === true : refuse(path, 'true or false', value);
    case 'int':
    case 'int64':
      return decodeInteger(INT64, value ?? 0, path);
    case 'uint64':
      return decodeInteger(UINT64, value ?? 0, path);
    case 'float':
      return typeof (value ?? 0) === 'number' ? Number(value ?? 0) : refuse(path, 'a number', value);
    case 'bytes':
      return value === undefined || value === null ? null : text(value, path);
    default:
      return text(value ?? '', path);
  }
}

function decodeInteger(range: typeof INT64, value: unknown, path: string): WireValue {
  const exact = typeof value === 'bigint' || Number.isSafeInteger(value);
  if (!exact || (typeof value !== 'bigint' && typeof value !== 'number')) {
    return refuse(path, 'an integer', value);
  }
  return BigInt(value) < range.least || BigInt(value) > range.most
    ? refuse(path, 'an integer of 64 bits', value)
    : value;
}

function text(value: unknown, path: string): string {
  return typeof value === 'string' ? value : refuse(path, 'a text', value);
}

function isZero(value: WireValue): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === false || value === '' || value === 0;
}

function refuse(path: string, wanted: string, value: unknown): never {
  const got = value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value;
  throw new DecodeError(path, `must be ${wanted}, not ${got}`);
}
