import type { InstantInput } from '../core/time.ts';

/**
 * Where open tokens wait: per token a key and when it expires, nothing else. A key tells neither the token nor
 * what it is for.
 *
 * Source: rule D36 of the Katapult contract. `actionTokenStoreCases` of `reseller-sdk/testing` tries an adapter.
 */
export interface ActionTokenStore {
  /**
   * Keeps a key. Keys are 64 lower-case hex digits and never repeat.
   *
   * @param expiresAt ISO text in UTC with milliseconds, so that text order is time order
   */
  put(key: string, expiresAt: string): Promise<void>;
  /**
   * Deletes a key and tells when it expires, in one atomic step: of any number of callers at once, one gets the
   * expiry and the others `null`. An expired key may be handed out or be `null`; both count as expired.
   */
  take(key: string): Promise<InstantInput | null>;
}
