/** Bytes as base64 in the alphabet that is safe in URLs, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * The bytes of base64 text in either alphabet, padded or not. Undefined for anything else, also for text with
 * blanks or stray bits: no two texts of one form mean the same bytes.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bare = text
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/={1,2}$/, '');
  if (!/^[\w-]*$/.test(bare) || bare.length % 4 === 1) return undefined;
  const binary = atob(bare.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return toBase64Url(bytes) === bare ? bytes : undefined;
}
