import type { Random } from '../random.ts';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

interface Proof {
  readonly euid: string;
  /** Seconds since the epoch. */
  readonly timestamp: number;
}

/** Proofs of a login: each is good once, and for a while (contract 7.4). */
export class SsoProofs {
  readonly #lifetime: number;
  readonly #open = new Map<string, Proof>();

  /** @param lifetime seconds */
  constructor(lifetime: number) {
    this.#lifetime = lifetime;
  }

  /** A new proof. Its signature has every character that an address has to escape. */
  mint(euid: string, now: Date, random: Random): { readonly timestamp: number; readonly signature: string } {
    let signature = '';
    while (signature.length < 40) signature += BASE64.charAt(Math.floor(random() * BASE64.length));
    signature += '+/=';
    const timestamp = Math.floor(now.getTime() / 1000);
    this.#open.set(signature, { euid, timestamp });
    return { timestamp, signature };
  }

  /** Uses up the proof of a login address; the external id that it proves, undefined if it proves nothing. */
  redeem(query: URLSearchParams, now: Date): string | undefined {
    const signature = query.get('hash_val') ?? '';
    const proof = this.#open.get(signature);
    if (proof === undefined || query.get('euid') !== proof.euid) return undefined;
    if (query.get('timestamp') !== String(proof.timestamp)) return undefined;
    this.#open.delete(signature);
    return now.getTime() / 1000 - proof.timestamp <= this.#lifetime ? proof.euid : undefined;
  }
}
