import { untilCutOff } from '../core/http/deadline.ts';
import { emit, type OnEvent } from '../core/http/events.ts';
import type { StoredToken, TokenStore } from './token-store.ts';
import { VENDOR } from './vendor.ts';

/** What start tokens are made of and where they are kept. */
export interface StartTokenParts {
  readonly clientId: string;
  /** Asks the API for a token. */
  readonly fetchToken: () => Promise<StoredToken>;
  readonly store?: TokenStore | undefined;
  /** Longest time of one step of the store, in milliseconds. */
  readonly timeoutMs: number;
  readonly now: () => number;
  readonly onEvent?: OnEvent | undefined;
}

/** What may stand in a header. */
const SENDABLE = /^[\x21-\x7e]+$/;

/** Whether a value is a token that a request can carry. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && SENDABLE.test(value);
}

/** Holds the start token of a client: fetched on first use by one flight for all, replaced once it was refused. */
export class StartTokens {
  readonly #parts: StartTokenParts;
  #held: StoredToken | undefined;
  #flight: Promise<string> | undefined;
  /** What the API refused last: no store gives it back. */
  #refused: string | undefined;
  /** Whether the store is not to be believed either. */
  #distrusts = false;
  /** Grows when all that is known is forgotten; what was begun before is kept by nobody. */
  #era = 0;

  constructor(parts: StartTokenParts) {
    this.#parts = parts;
  }

  /** The token that is valid now; parallel callers share one request. */
  async current(): Promise<string> {
    if (this.#held !== undefined && this.#isFresh(this.#held)) return this.#held.token;
    return this.#shared();
  }

  /** Another token than the refused one. Whoever comes second gets the one that the first fetched. */
  async replace(refused: string): Promise<string> {
    if (this.#held !== undefined && this.#held.token !== refused) return this.current();
    this.#held = undefined;
    this.#refused = refused;
    return this.#shared();
  }

  /** Forgets the token; the next one is fetched, whatever the store has. */
  forget(): void {
    this.#held = undefined;
    this.#flight = undefined;
    this.#distrusts = true;
    this.#era += 1;
  }

  #shared(): Promise<string> {
    if (this.#flight !== undefined) return this.#flight;
    const flight = this.#find().finally(() => {
      if (this.#flight === flight) this.#flight = undefined;
    });
    this.#flight = flight;
    return flight;
  }

  async #find(): Promise<string> {
    const era = this.#era;
    const stored = await this.#load();
    const isRefused = this.#distrusts || stored?.token === this.#refused;
    if (stored !== undefined && !isRefused && this.#isFresh(stored)) return this.#hold(stored, era);
    if (stored !== undefined && isRefused) await this.#clear(stored.token);
    const fetched = await this.#parts.fetchToken();
    if (era !== this.#era) return fetched.token;
    this.#distrusts = false;
    await this.#safely('save', (store, id) => store.save(id, { ...fetched }));
    return this.#hold(fetched, era);
  }

  #hold(found: StoredToken, era: number): string {
    if (era === this.#era) this.#held = found;
    return found.token;
  }

  #isFresh({ expiresAt }: StoredToken): boolean {
    return expiresAt === null || this.#parts.now() < expiresAt;
  }

  /** What the store has, if it is a token. */
  async #load(): Promise<StoredToken | undefined> {
    const stored: unknown = await this.#safely('load', (store, id) => store.load(id));
    if (typeof stored !== 'object' || stored === null) return undefined;
    const token: unknown = Reflect.get(stored, 'token');
    const expiresAt: unknown = Reflect.get(stored, 'expiresAt');
    if (!isToken(token)) return undefined;
    return { token, expiresAt: typeof expiresAt === 'number' ? expiresAt : null };
  }

  async #clear(token: string): Promise<void> {
    await this.#safely('clear', (store, id) => store.clear(id, token));
  }

  /** A store that fails, or hangs, must not stop plans from being made: the API is asked, and an event tells. */
  async #safely(
    step: 'load' | 'save' | 'clear',
    work: (store: TokenStore, clientId: string) => Promise<unknown>,
  ): Promise<unknown> {
    const { store, clientId, timeoutMs, onEvent } = this.#parts;
    if (store === undefined) return undefined;
    try {
      return await untilCutOff(async () => work(store, clientId), `tokenStore.${step}`, {
        deadline: timeoutMs,
      });
    } catch (error) {
      // What a store says may quote the token.
      const name = error instanceof Error ? error.name : typeof error;
      const message = `tokenStore.${step} failed with ${name}; the call goes on without it`;
      emit(onEvent, { type: 'warning', vendor: VENDOR, code: 'TOKEN_STORE_FAILED', message });
      return undefined;
    }
  }
}
