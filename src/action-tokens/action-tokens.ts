import { toBase64Url } from '../core/base64.ts';
import { ConfigError, InvalidInputError } from '../core/errors/input.ts';
import { lengthPrefixed } from '../core/length-prefixed.ts';
import { type Clock, parseInstant, systemClock } from '../core/time.ts';
import { type ActionTokenBindings, bindingIssues, bindingTexts } from './bindings.ts';
import type { ActionTokenStore } from './store.ts';

const TOKEN_BYTES = 32;
const TOKEN = /^[\w-]{43}$/;
/** The last instant whose ISO text has four digits for the year, so that text order is time order. */
const LAST_INSTANT = 253_402_300_799_999;

/** What `ActionTokens` works with. */
export interface ActionTokensOptions {
  readonly store: ActionTokenStore;
  /** Tells when a token expires. Default: the clock of the machine. */
  readonly clock?: Clock;
  /** So many random bytes, fit for secrets. Default: WebCrypto. */
  readonly random?: (length: number) => Uint8Array;
}

/** What a token is for, and for how long. */
export interface ActionTokenRequest extends ActionTokenBindings {
  /** How long it may be used, in whole milliseconds. */
  readonly ttlMs: number;
}

/** A token as it goes into a page or link. */
export interface ActionToken {
  /** 43 characters that are safe in a URL: 256 random bits. */
  readonly token: string;
  /** The token works before this instant: ISO text in UTC. */
  readonly expiresAt: string;
}

/**
 * Single-use tokens that guard a customer's actions against replay: a link that was clicked twice, reloaded, sent
 * on, or made up elsewhere does nothing. Any number of tokens may be open at once, so two tabs both work.
 *
 * The store sees neither a token nor what it is for, only a SHA-256 over both: each text of token, subject, action
 * and resource behind its length in bytes (32 bits, big-endian).
 *
 * Source: rule D36 of the Katapult contract.
 */
export class ActionTokens {
  readonly #store: ActionTokenStore;
  readonly #clock: Clock;
  readonly #random: (length: number) => Uint8Array;

  constructor({ store, clock = systemClock, random = randomBytes }: ActionTokensOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#random = random;
  }

  /**
   * A new token for one action of one subject on one resource.
   *
   * @throws InvalidInputError for an empty binding, or a life that is not a whole number of milliseconds above 0
   * @throws what the store throws; then there is no token
   */
  async issue(request: ActionTokenRequest): Promise<ActionToken> {
    const expires = this.#clock.now().getTime() + request.ttlMs;
    const issues = bindingIssues(request);
    if (!Number.isSafeInteger(request.ttlMs) || request.ttlMs <= 0 || expires > LAST_INSTANT) {
      issues.push({ path: 'ttlMs', message: 'must be a whole number of milliseconds above 0' });
    }
    if (issues.length > 0) throw new InvalidInputError('the request for an action token', issues);
    const token = this.#newToken();
    const expiresAt = new Date(expires).toISOString();
    await this.#store.put(await keyOf(token, request), expiresAt);
    return { token, expiresAt };
  }

  /**
   * Uses a token up. True at most once per token, also when many ask at the same time; false for a token that is
   * used, expired, unknown or malformed, and for other bindings than its own, which leave it usable.
   *
   * @throws what the store throws; the token may be used up then
   */
  async consume(token: string, bindings: ActionTokenBindings): Promise<boolean> {
    if (typeof token !== 'string' || !TOKEN.test(token) || bindingIssues(bindings).length > 0) return false;
    const now = this.#clock.now();
    const expiresAt = await this.#store.take(await keyOf(token, bindings));
    return expiresAt !== null && now < parseInstant(expiresAt, 'expiresAt');
  }

  #newToken(): string {
    const bytes = this.#random(TOKEN_BYTES);
    if (bytes.length !== TOKEN_BYTES) {
      throw new ConfigError(
        `random(${TOKEN_BYTES}) gave ${bytes.length} bytes. Give as many as are asked for`,
      );
    }
    return toBase64Url(bytes);
  }
}

function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}

async function keyOf(token: string, bindings: ActionTokenBindings): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', lengthPrefixed([token, ...bindingTexts(bindings)]));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
