import { InvalidInputError, type Issue } from '../errors/input.ts';

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
 * costs one quick scan more than `JSON.parse`. A number with a point or an exponent is a float on both sides.
 *
 * @throws SyntaxError as `JSON.parse` does
 */
export function parseJson(text: string): unknown {
  return mayHoldLongInteger(text) ? JSON.parse(text, reviveInteger) : JSON.parse(text);
}

/** The JSON value that a text is, as `parseJson` reads it; undefined for a text that is none. */
export function jsonOf(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** An integer beyond 2^53 has at least this many digits. */
const LONG = 16;

/** Whether digits enough stand where a JSON number may; a string may look alike, which costs time alone. */
function mayHoldLongInteger(text: string): boolean {
  // A long run of digits covers one of any 16 places in a row, so one of them is enough to look at.
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isDigit(text.charCodeAt(at))) continue;
    let start = at;
    while (isDigit(text.charCodeAt(start - 1))) start -= 1;
    let end = at + 1;
    while (isDigit(text.charCodeAt(end))) end += 1;
    if (end - start >= LONG && BEFORE_INTEGER.has(text.charAt(start - 1))) return true;
    at = end;
  }
  return false;
}

/** What stands before an integer; before the digits of a fraction stands a point, in a string often a letter. */
const BEFORE_INTEGER = new Set(['', ':', ',', '[', '-', ' ', '\t', '\n', '\r']);

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

interface RawJson {
  rawJSON?: (text: string) => unknown;
}

/** Why a value cannot be written without changing it; undefined for those that can. */
function problemOf(value: unknown): string | undefined {
  if (typeof value === 'bigint') {
    return (JSON as RawJson).rawJSON === undefined
      ? 'this runtime cannot write integers beyond 2^53'
      : undefined;
  }
  if (typeof value !== 'number') return undefined;
  if (!Number.isFinite(value)) return `${value} has no JSON form`;
  return Number.isInteger(value) && !Number.isSafeInteger(value)
    ? `${value} is beyond 2^53 and may be rounded already; pass a bigint`
    : undefined;
}

/**
 * `JSON.stringify` for values that go to a vendor: bigints are written as integers, and a number that is not
 * exact is refused instead of being written back changed.
 *
 * @throws InvalidInputError `UNSAFE_NUMBER` with the path of every such number
 */
export function stringifyJson(value: unknown): string {
  let exact = true;
  const text = JSON.stringify(value, (_key, member: unknown) => {
    if (problemOf(member) !== undefined) exact = false;
    return typeof member === 'bigint' ? (JSON as RawJson).rawJSON?.(String(member)) : member;
  });
  if (!exact) return refuse(problemsIn(value));
  return text ?? refuse([{ path: '', message: 'the value has no JSON form' }]);
}

/** A second walk that knows the paths, which the common value does without. */
function problemsIn(value: unknown): Issue[] {
  const issues: Issue[] = [];
  const paths = new Map<unknown, string>();
  JSON.stringify(value, function (this: unknown, key: string, member: unknown) {
    const parent = paths.get(this);
    const path = parent === undefined ? '' : Array.isArray(this) ? `${parent}[${key}]` : join(parent, key);
    const message = problemOf(member);
    if (message !== undefined) issues.push({ path, message, code: 'UNSAFE_NUMBER' });
    if (typeof member === 'object' && member !== null) paths.set(member, path);
    return typeof member === 'bigint' ? null : member;
  });
  return issues;
}

function join(parent: string, key: string): string {
  return parent === '' ? key : `${parent}.${key}`;
}

function refuse(issues: readonly Issue[]): never {
  throw new InvalidInputError('JSON value', issues, 'UNSAFE_NUMBER');
}
