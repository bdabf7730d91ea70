/** A start token as a store keeps it. */
export interface StoredToken {
  readonly token: string;
  /** Milliseconds since 1970 from which it is not to be used any more; null where the API names no end. */
  readonly expiresAt: number | null;
}

/**
 * Keeps start tokens for several processes, by client ID. It is a cache: what it does not have, or fails to give, is
 * fetched anew. Encrypt what you keep; a start token acts for the partner.
 */
export interface TokenStore {
  /** The token of a client; null if there is none. */
  load(clientId: string): Promise<StoredToken | null>;
  /** Keeps the token of a client in place of the one before. */
  save(clientId: string, stored: StoredToken): Promise<void>;
  /** Removes the token, unless another process has replaced it meanwhile. */
  clear(clientId: string, token: string): Promise<void>;
}
