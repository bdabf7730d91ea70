import { LimitExceededError } from './errors/transport.ts';
import { brokenJson, tokenStart } from './json-skip.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
/** The bit by which a bracket differs from a brace. */
const BRACE_BIT = 0x20;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * Takes an object apart while its JSON text comes in. Each member comes out as the text of an object that has it
 * alone, so that one member at a time is in memory. Members are told apart by quotes, braces, brackets and commas;
 * whether they are JSON is for their reader to find.
 */
export class JsonMembers {
  readonly #longest: number;
  /** Bytes of earlier chunks. */
  #passed = 0;
  /** Bytes of a byte order mark so far. */
  #marks = 0;
  #state: 'before' | 'inside' | 'behind' = 'before';
  /** Braces and brackets that are open inside the current member. */
  #depth = 0;
  #inString = false;
  #isEscaped = false;
  #hasMembers = false;
  /** What there is of the current member, behind a place for a brace. */
  #buffer = new Uint8Array(64 * 1024);
  #length = 0;

  /** @param longest bytes of a member at most */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /**
   * Takes the next chunk, and gives the members that end in it. A member is to be read before the next one is asked for:
   * all stand in one buffer.
   *
   * @throws SyntaxError where the text is no object; LimitExceededError for a member that is too long
   */
  *push(chunk: Uint8Array): Generator<Uint8Array, void, undefined> {
    let at = this.#state === 'before' ? this.#open(chunk) : 0;
    while (this.#state === 'inside' && at < chunk.length) {
      const end = this.#boundary(chunk, at);
      this.#add(chunk.subarray(at, end));
      const member = end < chunk.length ? this.#endMember(chunk[end], this.#passed + end) : undefined;
      if (member !== undefined) yield member;
      at = end + 1;
    }
    if (this.#state === 'behind') {
      const next = tokenStart(chunk, at);
      if (next < chunk.length) throw brokenJson(this.#passed + next);
    }
    this.#passed += chunk.length;
  }

  /** Says that the text is over. @throws SyntaxError where the object is not */
  end(): void {
    if (this.#state !== 'behind') throw brokenJson(this.#passed);
  }

  /** Where the first member begins, behind the brace. */
  #open(chunk: Uint8Array): number {
    let at = 0;
    for (; at < chunk.length && chunk[at] === BYTE_ORDER_MARK[this.#passed + at]; at += 1) this.#marks += 1;
    const brace = tokenStart(chunk, at);
    if (brace === chunk.length && (brace === at || this.#isMarkWhole)) return brace;
    if (chunk[brace] !== OPEN_BRACE || !this.#isMarkWhole) throw brokenJson(this.#passed + brace);
    this.#state = 'inside';
    return brace + 1;
  }

  /** Whether there is no byte order mark or all of it. */
  get #isMarkWhole(): boolean {
    return this.#marks % BYTE_ORDER_MARK.length === 0;
  }

  /** Where the comma or brace stands that ends the current member; the length of the chunk if it goes on. */
  #boundary(chunk: Uint8Array, start: number): number {
    let depth = this.#depth;
    let inString = this.#inString;
    let isEscaped = this.#isEscaped;
    let at = start;
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (inString) {
        if (isEscaped) isEscaped = false;
        else if (byte === QUOTE) inString = false;
        else if (byte === BACKSLASH) isEscaped = true;
      } else if (byte === QUOTE) inString = true;
      else if ((byte | BRACE_BIT) === OPEN_BRACE) depth += 1;
      else if ((byte | BRACE_BIT) === CLOSE_BRACE) {
        if (depth === 0) break;
        depth -= 1;
      } else if (byte === COMMA && depth === 0) break;
    }
    this.#depth = depth;
    this.#inString = inString;
    this.#isEscaped = isEscaped;
    return at;
  }

  #add(piece: Uint8Array): void {
    if (this.#length + piece.length > this.#longest) {
      throw new LimitExceededError('a member of the answer in bytes', this.#longest);
    }
    const end = 1 + this.#length + piece.length;
    if (end >= this.#buffer.length) {
      const larger = new Uint8Array(2 * end);
      larger.set(this.#buffer.subarray(0, 1 + this.#length));
      this.#buffer = larger;
    }
    this.#buffer.set(piece, 1 + this.#length);
    this.#length += piece.length;
  }

  /** The member that a comma or brace ends; undefined where an object has no members at all. */
  #endMember(end: number | undefined, place: number): Uint8Array | undefined {
    const isLast = end === CLOSE_BRACE;
    this.#buffer[0] = OPEN_BRACE;
    this.#buffer[1 + this.#length] = CLOSE_BRACE;
    const member = this.#buffer.subarray(0, this.#length + 2);
    this.#length = 0;
    const isBlank = tokenStart(member, 1) === member.length - 1;
    if ((!isLast && end !== COMMA) || (isBlank && !(isLast && !this.#hasMembers))) throw brokenJson(place);
    this.#hasMembers = true;
    if (isLast) this.#state = 'behind';
    return isBlank ? undefined : member;
  }
}
