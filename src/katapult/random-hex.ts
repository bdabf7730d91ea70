/** Gives so many bytes that nobody can foresee. */
export type RandomBytes = (length: number) => Uint8Array;

/** The platform's cryptographic random numbers. */
export const systemRandomBytes: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

/** Random bytes as lower-case hex digits, two for each. */
export function randomHex(bytes: number, random: RandomBytes): string {
  return Array.from(random(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
