import { brokenJson } from './json-skip.ts';

/** Bytes by their kind. All others, such as digits and letters, are plain; those below a blank are control bytes. */
const BYTES = {
  plain: '',
  quote: '"',
  backslash: '\\',
  comma: ',',
  colon: ':',
  blank: ' \t\n\r',
  control: '',
  opening: '{[',
  closingBrace: '}',
  closingBracket: ']',
};

type Kind = keyof typeof BYTES;

// Where in an object or a list a place is: before, within or behind a name or a value.
const OBJECT_START = 0;
const NAME = 1;
const IN_NAME = 2;
const ESCAPE_IN_NAME = 3;
const BEHIND_NAME = 4;
const MEMBER = 5;
const IN_MEMBER = 6;
const ESCAPE_IN_MEMBER = 7;
const PLAIN_MEMBER = 8;
const BEHIND_MEMBER = 9;
const LIST_START = 10;
const ITEM = 11;
const IN_ITEM = 12;
const ESCAPE_IN_ITEM = 13;
const PLAIN_ITEM = 14;
const BEHIND_ITEM = 15;
const STATES = 16;
/** In place of a state: the byte breaks the text. Of several bytes: one of them does so, opens or closes. */
const STOP = 16;
/** In place of a state: the byte opens an object or a list inside of this one. */
const OPENS = 17;
/** In place of a state: the byte closes this one. */
const CLOSES = 18;

type Row = { readonly [kind in Kind]?: number };

/** What a byte outside of strings leads to. One of a kind that is not there breaks the text. */
const OUTSIDE: readonly (readonly [state: number, row: Row])[] = [
  [OBJECT_START, { blank: OBJECT_START, quote: IN_NAME, closingBrace: CLOSES }],
  [NAME, { blank: NAME, quote: IN_NAME }],
  [BEHIND_NAME, { blank: BEHIND_NAME, colon: MEMBER }],
  [MEMBER, { blank: MEMBER, quote: IN_MEMBER, plain: PLAIN_MEMBER, opening: OPENS }],
  [PLAIN_MEMBER, { plain: PLAIN_MEMBER, blank: BEHIND_MEMBER, comma: NAME, closingBrace: CLOSES }],
  [BEHIND_MEMBER, { blank: BEHIND_MEMBER, comma: NAME, closingBrace: CLOSES }],
  [
    LIST_START,
    { blank: LIST_START, quote: IN_ITEM, plain: PLAIN_ITEM, opening: OPENS, closingBracket: CLOSES },
  ],
  [ITEM, { blank: ITEM, quote: IN_ITEM, plain: PLAIN_ITEM, opening: OPENS }],
  [PLAIN_ITEM, { plain: PLAIN_ITEM, blank: BEHIND_ITEM, comma: ITEM, closingBracket: CLOSES }],
  [BEHIND_ITEM, { blank: BEHIND_ITEM, comma: ITEM, closingBracket: CLOSES }],
];

/** Inside of a string, behind a backslash there, and behind the string. */
const STRINGS = [
  [IN_NAME, ESCAPE_IN_NAME, BEHIND_NAME],
  [IN_MEMBER, ESCAPE_IN_MEMBER, BEHIND_MEMBER],
  [IN_ITEM, ESCAPE_IN_ITEM, BEHIND_ITEM],
] as const;

const KINDS = /* @__PURE__ */ Object.keys(BYTES) as readonly Kind[];
const KIND_BITS = 4;
const KIND_ROW = 1 << KIND_BITS;
/** All brackets are one kind in pairs: it stops a leap, or is within a string. */
const BRACKET = /* @__PURE__ */ KINDS.indexOf('opening');
const PAIR_KIND_BITS = 3;
const PAIR_KINDS = 1 << PAIR_KIND_BITS;
const PAIRS = PAIR_KINDS * PAIR_KINDS;
const BYTE_VALUES = 0x100;
const BLANK = 0x20;

const OPEN_BRACE = 0x7b;
const MAX_DEPTH = 1024;

// The tables of a finite automaton. Constants, because that makes the walk fast; they are filled when they are needed.
/** The kind of a byte. */
const kinds = /* @__PURE__ */ new Uint8Array(BYTE_VALUES);
/** Where one byte leads, by `state << 4 | kind`. */
const steps = /* @__PURE__ */ new Uint8Array(STATES * KIND_ROW);
/** The kinds of two bytes in a row, by both as a number of 16 bits with the first byte lowest. */
const pairs = /* @__PURE__ */ new Uint8Array(BYTE_VALUES * BYTE_VALUES);
/** Where two pairs lead, by `state << 12 | pair << 6 | pair`. */
const leaps = /* @__PURE__ */ new Uint8Array(STATES * PAIRS * PAIRS);
/** States behind the objects and lists around a place; a walk never waits, so one stack serves all. */
const around = /* @__PURE__ */ new Uint8Array(MAX_DEPTH);

function fillTables(): void {
  fillKinds();
  fillSteps();
  fillPairs();
  fillLeaps();
}

function fillKinds(): void {
  kinds.fill(KINDS.indexOf('control'), 0, BLANK);
  for (const [kind, name] of KINDS.entries()) {
    for (const byte of BYTES[name]) kinds[byte.charCodeAt(0)] = kind;
  }
}

function fillSteps(): void {
  steps.fill(STOP);
  for (const [state, row] of OUTSIDE) {
    for (const [kind, name] of KINDS.entries()) steps[state * KIND_ROW + kind] = row[name] ?? STOP;
  }
  for (const [inside, behindBackslash, behind] of STRINGS) {
    for (const [kind, name] of KINDS.entries()) {
      if (name === 'control') continue;
      const next = name === 'quote' ? behind : name === 'backslash' ? behindBackslash : inside;
      steps[inside * KIND_ROW + kind] = next;
      steps[behindBackslash * KIND_ROW + kind] = inside;
    }
  }
}

/** The rows of second bytes of one kind are the same. */
function fillPairs(): void {
  const pairKinds = kinds.map((kind) => Math.min(kind, BRACKET));
  const rows = Array.from({ length: PAIR_KINDS }, (_none, second) =>
    pairKinds.map((first) => (first << PAIR_KIND_BITS) | second),
  );
  for (const [second, kind] of pairKinds.entries()) pairs.set(rows[kind] ?? [], second * BYTE_VALUES);
}

/** Two pairs lead to where the second one leads from the state to which the first one does. */
function fillLeaps(): void {
  const step = (state: number, kind: number): number =>
    state === STOP ? STOP : Math.min(steps[state * KIND_ROW + kind] ?? STOP, STOP);
  const rows = Array.from({ length: STATES + 1 }, (_none, state) =>
    Uint8Array.from({ length: PAIRS }, (_zero, pair) =>
      step(step(state, pair >> PAIR_KIND_BITS), pair & (PAIR_KINDS - 1)),
    ),
  );
  for (const [state, row] of rows.slice(0, STATES).entries()) {
    for (const [pair, half] of row.entries()) leaps.set(rows[half] ?? [], (state * PAIRS + pair) * PAIRS);
  }
}

/** The state that the last leap or creep has come to. */
let reached = OBJECT_START;

/**
 * Where the object or list ends that begins at a place. Every byte of it is looked at: quotes, braces, brackets, commas
 * and colons must stand as they do in JSON, and strings hold no control bytes. Numbers, literals and escapes are not
 * looked into.
 *
 * The walk takes four bytes at a time and decides nothing but at brackets, so it costs as much whatever the bytes are:
 * a processor guesses wrong where names and values end, and each wrong guess costs as much as several bytes.
 *
 * @throws SyntaxError for a text that ends within the value, that is no JSON there, or of more than 1024 levels
 */
export function nestedEnd(bytes: Uint8Array, words: DataView, start: number): number {
  if (kinds[BLANK] === 0) fillTables();
  let at = start + 1;
  let depth = 0;
  reached = openedBy(bytes[start]);
  for (;;) {
    at = creep(bytes, leap(words, at, reached), reached);
    const byte = bytes[at];
    const stop = byte === undefined ? STOP : steps[(reached << KIND_BITS) | (kinds[byte] ?? 0)];
    if (stop === CLOSES) {
      if (depth === 0) return at + 1;
      depth -= 1;
      reached = around[depth] ?? STOP;
    } else if (stop === OPENS && depth < MAX_DEPTH - 1) {
      around[depth] = reached === MEMBER ? BEHIND_MEMBER : BEHIND_ITEM;
      depth += 1;
      reached = openedBy(byte);
    } else throw brokenJson(at);
    at += 1;
  }
}

function openedBy(first: number | undefined): number {
  return first === OPEN_BRACE ? OBJECT_START : LIST_START;
}

/** Goes on by words, up to one in which the walk must stop. */
function leap(words: DataView, start: number, from: number): number {
  const last = words.byteLength - 4;
  let at = start;
  let state = from;
  while (at <= last) {
    const word = words.getInt32(at, true);
    const four = ((pairs[word & 0xffff] ?? 0) << 6) | (pairs[word >>> 16] ?? 0);
    const next = leaps[four | (state << 12)] ?? STOP;
    if (next === STOP) break;
    state = next;
    at += 4;
  }
  reached = state;
  return at;
}

/** Goes on byte by byte, up to the one at which the walk must stop. */
function creep(bytes: Uint8Array, start: number, from: number): number {
  let at = start;
  let state = from;
  for (; at < bytes.length; at += 1) {
    const next = steps[(state << KIND_BITS) | (kinds[bytes[at] ?? 0] ?? 0)] ?? STOP;
    if (next >= STOP) break;
    state = next;
  }
  reached = state;
  return at;
}
