/** A number from 0 up to 1 that nobody can foresee, from WebCrypto. */
export function systemRandom(): number {
  const [bits = 0] = crypto.getRandomValues(new Uint32Array(1));
  return bits / 2 ** 32;
}

/** So many random lower-case hex digits. */
export function randomHex(digits: number, random: () => number): string {
  return Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
}
