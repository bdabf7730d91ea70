const QUOTE = 0x22;
const COMMA = 0x2c;
const CLOSE_BRACE = 0x7d;
const BACKSLASH = 0x5c;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
/** The highest of the bytes that stand between tokens. */
const BLANK = 0x20;
/** The bit by which a bracket differs from a brace. */
const BRACE_BIT = 0x20;
/** The highest bit of each byte of a word. */
const HIGHEST = 0x80808080;

/** Says where a text is no JSON, and nothing of what it holds. */
export function brokenJson(at: number): SyntaxError {
  return new SyntaxError(`The text is no JSON at byte ${at}`);
}

/** Where the next token begins; the length of the text if there is none. @throws SyntaxError */
export function tokenStart(bytes: Uint8Array, at: number): number {
  let next = at;
  for (;;) {
    const byte = bytes[next];
    if (byte === undefined || byte > BLANK) return next;
    if (byte !== BLANK && byte !== LINE_FEED && byte !== RETURN && byte !== TAB) throw brokenJson(next);
    next += 1;
  }
}

/** Where a number or a literal ends, at the latest where a string begins. */
export function plainEnd(bytes: Uint8Array, words: DataView, at: number): number {
  const lastWord = bytes.length - 4;
  let next = at;
  while (next <= lastWord) {
    const word = words.getInt32(next, true);
    // Digits have the fifth bit and not the seventh; what ends a number differs in one of them.
    const others = ((~word << 3) | (word << 1)) & HIGHEST;
    if (others !== 0) {
      next += firstByte(others);
      if (isPlainEnd(bytes[next])) return next;
      next += 1;
    } else next += 4;
  }
  while (!isPlainEnd(bytes[next])) next += 1;
  return next;
}

function isPlainEnd(byte: number | undefined): boolean {
  if (byte === undefined || byte <= BLANK || byte === COMMA || byte === QUOTE) return true;
  return (byte | BRACE_BIT) === CLOSE_BRACE;
}

/** The place within a word of the first of its bytes whose highest bit is set. */
function firstByte(highest: number): number {
  return (31 - Math.clz32(highest & -highest)) >> 3;
}

/** Where the first quote or backslash stands; at or behind the end of the text if there is none. */
export function markAt(bytes: Uint8Array, words: DataView, at: number): number {
  const lastWord = bytes.length - 4;
  let next = at;
  while (next <= lastWord) {
    const word = words.getInt32(next, true);
    const quotes = word ^ 0x22222222;
    const backslashes = word ^ 0x5c5c5c5c;
    // The highest bit of a byte is set where one of the two is zero there; first where that is so for the first time.
    const marks = (((quotes - 0x01010101) & ~quotes) | ((backslashes - 0x01010101) & ~backslashes)) & HIGHEST;
    if (marks !== 0) return next + firstByte(marks);
    next += 4;
  }
  while (next < bytes.length && bytes[next] !== QUOTE && bytes[next] !== BACKSLASH) next += 1;
  return next;
}

/** Where a string ends, which is behind its closing quote; `at` is within it. @throws SyntaxError */
export function stringEnd(bytes: Uint8Array, words: DataView, at: number): number {
  let mark = markAt(bytes, words, at);
  while (bytes[mark] === BACKSLASH) mark = markAt(bytes, words, mark + 2);
  if (bytes[mark] !== QUOTE) throw brokenJson(bytes.length);
  return mark + 1;
}
