import type { Clock } from '../../core/time.ts';
import { type Random, randomGuid } from '../random.ts';

/** Who a session belongs to. */
export interface SessionOwner {
  readonly kind: 'admin' | 'user';
  readonly name: string;
}

interface Session extends SessionOwner {
  lastUse: number;
}

/** Session keys. A key ends after a time without use, or when it is revoked. */
export class Sessions {
  readonly #open = new Map<string, Session>();
  readonly #clock: Clock;
  readonly #random: Random;
  readonly lifeSeconds: number;

  constructor(clock: Clock, random: Random, lifeSeconds: number) {
    this.#clock = clock;
    this.#random = random;
    this.lifeSeconds = lifeSeconds;
  }

  /** Opens a session and returns its key. */
  start({ kind, name }: SessionOwner): string {
    const key = randomGuid(this.#random);
    this.#open.set(key, { kind, name, lastUse: this.#now() });
    return key;
  }

  /** The owner of a key that is still good; using it prolongs its life. */
  use(key: string): SessionOwner | undefined {
    const session = this.#open.get(key);
    if (session === undefined) return undefined;
    const now = this.#now();
    if (now - session.lastUse > this.lifeSeconds * 1000) {
      this.#open.delete(key);
      return undefined;
    }
    session.lastUse = now;
    return { kind: session.kind, name: session.name };
  }

  revoke(key: string): void {
    this.#open.delete(key);
  }

  /** Ends the sessions of an account that is gone. */
  revokeAllOf({ kind, name }: SessionOwner): void {
    for (const [key, session] of this.#open) {
      if (session.kind === kind && session.name === name) this.#open.delete(key);
    }
  }

  /** Ends every session, as a restart of the server does. */
  clear(): void {
    this.#open.clear();
  }

  /** How many keys are open and not expired. */
  get size(): number {
    const now = this.#now();
    return [...this.#open.values()].filter(({ lastUse }) => now - lastUse <= this.lifeSeconds * 1000).length;
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}
