/** A source of numbers in [0, 1), shaped like `Math.random`. */
export type Random = () => number;

/** Numbers that depend on the seed alone: the same seed gives the same row (the mulberry32 generator). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `length` lower-case hex digits. */
export function randomHex(random: Random, length: number): string {
  let text = '';
  while (text.length < length) text += Math.floor(random() * 16).toString(16);
  return text;
}

/** A text in the form of a GUID. */
export function randomGuid(random: Random): string {
  return [8, 4, 4, 4, 12].map((length) => randomHex(random, length)).join('-');
}
