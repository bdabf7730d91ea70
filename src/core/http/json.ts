import { InvalidInputError } from '../errors/input.ts';

/** A run of 16 digits where a JSON number may stand: the only way to exceed 2^53. A string may hold one too. */
const LONG_INTEGER = /(?:^|[:,[])\s*-?\d{16}/;
const INTEGER = /^-?\d+$/;

interface ReviverContext {
  readonly source?: string;
}

type LosslessReviver = (this: unknown, key: string, value: unknown, context?: ReviverContext) => unknown;

const reviveInteger: LosslessReviver = (_key, value, context) => {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  return source !== undefined && INTEGER.test(source) ? BigInt(source) : value;
};

/**
 * `JSON.parse` that loses no integer: those beyond 2^53 come back as bigint. The common text, which has none,
 * costs one scan more than `JSON.parse`.
 *
 * @throws SyntaxError as `JSON.parse` does
 */
export function parseJson(text: string): unknown {
  return LONG_INTEGER.test(text) ? JSON.parse(text, reviveInteger) : JSON.parse(text);
}

interface RawJson {
  rawJSON?: (text: string) => unknown;
}

/** Integers that are exact are written as they are; anything that would be changed on the way is refused. */
function replaceNumber(key: string, value: unknown): unknown {
  if (typeof value === 'bigint') {
    const { rawJSON } = JSON as RawJson;
    return rawJSON === undefined
      ? refuse(key, 'this runtime cannot write integers beyond 2^53')
      : rawJSON(String(value));
  }
  if (typeof value !== 'number') return value;
  if (!Number.isFinite(value)) return refuse(key, `${value} has no JSON form`);
  return Number.isInteger(value) && !Number.isSafeInteger(value)
    ? refuse(key, `${value} is beyond 2^53 and already rounded; pass a bigint`)
    : value;
}

function refuse(key: string, message: string): never {
  throw new InvalidInputError('JSON value', [{ path: key, message, code: 'UNSAFE_NUMBER' }], 'UNSAFE_NUMBER');
}

/**
 * `JSON.stringify` for values that go to a vendor: bigints are written as integers, and a number that is not
 * exact is refused instead of being written back changed.
 *
 * @throws InvalidInputError `UNSAFE_NUMBER`
 */
export function stringifyJson(value: unknown): string {
  const text = JSON.stringify(value, replaceNumber);
  return text === undefined ? refuse('', 'the value has no JSON form') : text;
}
