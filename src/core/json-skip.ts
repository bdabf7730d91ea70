const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const BACKSLASH = 0x5c;
const FALSE = 0x66;
const TRUE = 0x74;
const NULL = 0x6e;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
/** The highest of the bytes that stand between tokens. */
const BLANK = 0x20;
/** The bit by which a bracket differs from a brace. */
const BRACE_BIT = 0x20;
/** From an opening brace or bracket to the one that closes it. */
const TO_CLOSING = 2;
const MAX_DEPTH = 1024;

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

/** Where a number or a literal ends. */
export function plainEnd(bytes: Uint8Array, at: number): number {
  let next = at;
  for (;;) {
    const byte = bytes[next];
    if (byte === undefined || byte <= BLANK || byte === COMMA || isClosing(byte)) return next;
    next += 1;
  }
}

function isClosing(byte: number): boolean {
  return (byte | BRACE_BIT) === CLOSE_BRACE;
}

/** Where a string ends, which is behind its closing quote; `at` is behind the opening one. @throws SyntaxError */
export function stringEnd(bytes: Uint8Array, words: DataView, at: number): number {
  const lastWord = bytes.length - 4;
  let next = at;
  while (next <= lastWord) {
    const word = words.getInt32(next, true);
    const quotes = word ^ 0x22222222;
    const backslashes = word ^ 0x5c5c5c5c;
    // The highest bit of a byte is set where one of the two is zero there.
    const zeros = ((quotes - 0x01010101) & ~quotes) | ((backslashes - 0x01010101) & ~backslashes);
    if ((zeros & 0x80808080) !== 0) break;
    next += 4;
  }
  for (;;) {
    const byte = bytes[next++];
    if (byte === undefined) throw brokenJson(bytes.length);
    if (byte > BACKSLASH) continue;
    if (byte === QUOTE) return next;
    if (byte === BACKSLASH) next += 1;
  }
}

/** Where the value of a member begins whose name is the next token. @throws SyntaxError */
function memberStart(bytes: Uint8Array, words: DataView, at: number): number {
  if (bytes[at] === QUOTE) {
    const end = stringEnd(bytes, words, at + 1);
    if (bytes[end] === COLON) return end + 1;
  }
  return spacedMemberStart(bytes, words, at);
}

/** The same with blanks around the name. */
function spacedMemberStart(bytes: Uint8Array, words: DataView, at: number): number {
  const name = tokenStart(bytes, at);
  if (bytes[name] !== QUOTE) throw brokenJson(name);
  const colon = tokenStart(bytes, stringEnd(bytes, words, name + 1));
  if (bytes[colon] !== COLON) throw brokenJson(colon);
  return colon + 1;
}

/** Opening bytes of the objects and lists around a place in a value; a walk never waits, so one stack serves all. */
const around = /* @__PURE__ */ new Uint8Array(MAX_DEPTH);

/**
 * Where the value that begins at `at`, perhaps behind blanks, ends. Quotes, braces, brackets, commas and colons are
 * matched; numbers, literals and escapes are not looked at.
 *
 * @throws SyntaxError for a text that ends within the value, that those do not match in, or of more than 1024 levels
 */
export function valueEnd(bytes: Uint8Array, words: DataView, at: number): number {
  let next = at;
  let depth = 0;
  let opening = 0;
  for (;;) {
    const first = bytes[next++];
    if (first === undefined) throw brokenJson(bytes.length);
    if (first === QUOTE) next = stringEnd(bytes, words, next);
    else if ((first | BRACE_BIT) === OPEN_BRACE) {
      const closing = first + TO_CLOSING;
      if (bytes[next] !== closing) next = tokenStart(bytes, next);
      if (bytes[next] === closing) next += 1;
      else {
        if (depth === MAX_DEPTH) throw brokenJson(next);
        around[depth++] = opening;
        opening = first;
        if (first === OPEN_BRACE) next = memberStart(bytes, words, next);
        continue;
      }
    } else if (first === FALSE) next += 'alse'.length;
    else if (first === TRUE || first === NULL) next += 'rue'.length;
    else if (first <= BLANK) continue;
    else if (first === COMMA || isClosing(first)) throw brokenJson(next - 1);
    else next = plainEnd(bytes, next);
    // Behind a value: what closes, until a comma begins the next one.
    for (;;) {
      if (depth === 0) return next;
      const byte = bytes[next++];
      if (byte === COMMA) {
        if (opening === OPEN_BRACE) next = memberStart(bytes, words, next);
        break;
      }
      if (byte === opening + TO_CLOSING) opening = around[--depth] ?? 0;
      else if (byte === undefined || byte > BLANK) throw brokenJson(next - 1);
    }
  }
}
