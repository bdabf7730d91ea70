/** Counts equal fingerprints 1, 2, 3 ... in order of arrival (rule F3). */
export class Occurrences {
  readonly #counts = new Map<string, number>();

  next(fingerprint: string): number {
    const occurrence = (this.#counts.get(fingerprint) ?? 0) + 1;
    this.#counts.set(fingerprint, occurrence);
    return occurrence;
  }
}
