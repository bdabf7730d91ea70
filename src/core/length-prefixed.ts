/**
 * Texts as bytes in which no two different lists look alike: each text is its UTF-8 bytes, with their number in
 * front as 32 bits, big-endian. The texts must be well-formed, see `isWellFormed`.
 */
export function lengthPrefixed(texts: readonly string[]): Uint8Array<ArrayBuffer> {
  const parts = texts.map((text) => new TextEncoder().encode(text));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const part of parts) {
    view.setUint32(at, part.length);
    bytes.set(part, at + 4);
    at += 4 + part.length;
  }
  return bytes;
}

/** Whether no surrogate of the text stands alone. Alone it has no UTF-8 form, and another would replace it. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
