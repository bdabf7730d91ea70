import { compareText } from './order.ts';

/** Lists of server keys in order. Nearly all entries live on one server, so they share one list. */
export class ServerKeys {
  readonly #alone = new Map<string, readonly string[]>();

  /** The list with a key in it. */
  with(known: readonly string[], key: string): readonly string[] {
    if (known[0] === key || known.includes(key)) return known;
    return known.length === 0 ? this.#only(key) : [...known, key].sort(compareText);
  }

  #only(key: string): readonly string[] {
    const known = this.#alone.get(key);
    if (known !== undefined) return known;
    const list = Object.freeze([key]);
    this.#alone.set(key, list);
    return list;
  }
}
