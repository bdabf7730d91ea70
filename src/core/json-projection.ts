import { parseJson } from './http/json.ts';
import { nestedEnd } from './json-automaton.ts';
import {
  bucketOf,
  type EachPlan,
  type JsonShape,
  type MemberPlan,
  type MembersPlan,
  type Plan,
  planOf,
} from './json-shape.ts';
import { brokenJson, markAt, plainEnd, stringEnd, tokenStart } from './json-skip.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const BLANK = 0x20;
const LAST_ASCII = 0x7e;
const ZERO = 0x30;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
/** Digits of an integer that is exact as a number whatever they are. */
const SAFE_DIGITS = 15;
/** Longest string that is put together here: a decoder takes its time to begin. */
const SHORT = 40;

const decoder = /* @__PURE__ */ new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Reads of a JSON text what a shape names and builds nothing else. What is read equals what `parseJson` gives, with
 * integers beyond 2^53 as bigint; a member that is not there stays away. What is passed over is matched by its quotes,
 * braces, brackets, commas and colons alone, so an error in a number or a literal there goes unseen. Where a shape
 * names members and something else than an object stands, that is read whole.
 *
 * @param text UTF-8, with or without a byte order mark
 * @throws SyntaxError for a text that is no JSON
 */
export function projectJson(text: Uint8Array, shape: JsonShape): unknown {
  return new Projection(text).read(planOf(shape));
}

/** One walk over a text. */
class Projection {
  readonly #text: Uint8Array;
  readonly #words: DataView;
  #at: number;

  constructor(text: Uint8Array) {
    this.#text = text;
    this.#words = new DataView(text.buffer, text.byteOffset, text.byteLength);
    this.#at = BYTE_ORDER_MARK.every((byte, at) => text[at] === byte) ? BYTE_ORDER_MARK.length : 0;
  }

  read(plan: Plan): unknown {
    const value = this.#value(plan);
    if (this.#token() !== undefined) throw brokenJson(this.#at);
    return value;
  }

  #value(plan: Plan): unknown {
    const first = this.#token();
    return first === OPEN_BRACE && plan !== 'whole' ? this.#object(plan) : this.#whole(first);
  }

  /** Keeps its place in a variable while it passes over members, which most are. */
  #object(plan: EachPlan | MembersPlan): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    const text = this.#text;
    let at = tokenStart(text, this.#at + 1);
    for (let isFirst = true; text[at] !== CLOSE_BRACE || !isFirst; isFirst = false) {
      if (text[at] !== QUOTE) throw brokenJson(at);
      const mark = markAt(text, this.#words, at + 1);
      const end = text[mark] === QUOTE ? mark + 1 : stringEnd(text, this.#words, mark);
      const colon = text[end] === COLON ? end : tokenStart(text, end);
      if (text[colon] !== COLON) throw brokenJson(colon);
      const member =
        'each' in plan
          ? { name: this.#string(at, end), plan: plan.each }
          : this.#wanted(at, end, plan, mark + 1 < end);
      if (member === undefined) at = this.#valueEnd(colon + 1);
      else {
        this.#at = colon + 1;
        setOwn(object, member.name, this.#value(member.plan));
        at = this.#at;
      }
      if (text[at] !== COMMA) at = tokenStart(text, at);
      if (text[at] === CLOSE_BRACE) break;
      if (text[at] !== COMMA) throw brokenJson(at);
      at = text[at + 1] === QUOTE ? at + 1 : tokenStart(text, at + 1);
    }
    this.#at = at + 1;
    return object;
  }

  /** The member to read whose name is between two places; undefined for one to pass over. */
  #wanted(
    quote: number,
    end: number,
    { buckets, byName }: MembersPlan,
    isEscaped: boolean,
  ): MemberPlan | undefined {
    if (isEscaped) return byName.get(this.#string(quote, end));
    const start = quote + 1;
    const bucket = buckets[bucketOf(this.#text, start, end - 1 - start)];
    if (bucket === undefined) return undefined;
    for (const member of bucket) if (isAt(this.#text, start, member.bytes)) return member;
    return undefined;
  }

  /** Where the value ends that begins at a place, perhaps behind blanks. */
  #valueEnd(start: number): number {
    const text = this.#text;
    const at = (text[start] ?? 0) > BLANK ? start : tokenStart(text, start);
    const first = text[at];
    if (first === QUOTE) return stringEnd(text, this.#words, at + 1);
    if (first === OPEN_BRACE || first === OPEN_BRACKET) return nestedEnd(text, this.#words, at);
    const end = plainEnd(text, this.#words, at);
    if (end === at) throw brokenJson(at);
    return end;
  }

  #whole(first: number | undefined): unknown {
    const start = this.#at;
    if (first === QUOTE) {
      this.#at = stringEnd(this.#text, this.#words, start + 1);
      return this.#string(start, this.#at);
    }
    const isNested = first === OPEN_BRACE || first === OPEN_BRACKET;
    this.#at = isNested
      ? nestedEnd(this.#text, this.#words, start)
      : plainEnd(this.#text, this.#words, start);
    return (isNested ? undefined : shortInteger(this.#text, start, this.#at)) ?? this.#parse(start, this.#at);
  }

  /** The string with its quotes between two places. A slice would keep all of a longer text; this is a text of its own. */
  #string(quote: number, end: number): string {
    const plain = plainString(this.#text, quote + 1, end - 1);
    if (plain !== undefined) return plain;
    const value = this.#parse(quote, end);
    return typeof value === 'string' ? value : '';
  }

  /** The value between two places. The parser's own words would quote the text, which may hold a secret. */
  #parse(start: number, end: number): unknown {
    try {
      return parseJson(decoder.decode(this.#text.subarray(start, end)));
    } catch {
      throw brokenJson(start);
    }
  }

  /** The first byte of the next token, to which this moves; undefined at the end. */
  #token(): number | undefined {
    this.#at = tokenStart(this.#text, this.#at);
    return this.#text[this.#at];
  }
}

/** A short integer of at least 0; undefined for anything else. */
function shortInteger(text: Uint8Array, start: number, end: number): number | undefined {
  const length = end - start;
  if (length === 0 || length > SAFE_DIGITS || (length > 1 && text[start] === ZERO)) return undefined;
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = (text[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

/** A short string of printable ASCII without escapes, which most are; undefined for any other. */
function plainString(text: Uint8Array, start: number, end: number): string | undefined {
  if (end - start > SHORT) return undefined;
  const codes: number[] = [];
  for (let at = start; at < end; at += 1) {
    const byte = text[at] ?? 0;
    if (byte === BACKSLASH || byte < BLANK || byte > LAST_ASCII) return undefined;
    codes.push(byte);
  }
  return String.fromCharCode(...codes);
}

function isAt(text: Uint8Array, start: number, bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += 1) if (text[start + at] !== bytes[at]) return false;
  return true;
}

/** As `JSON.parse` does it: a name such as `__proto__` is one like any other. */
function setOwn(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}
