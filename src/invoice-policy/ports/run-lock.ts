/** A lock that is held. */
export interface RunLockHandle {
  /** Holds it for so many milliseconds from now. False: it ran out, and another run may have it. */
  extend(ttlMs: number): Promise<boolean>;
  /** Gives it back. One that ran out stays with its new holder. */
  release(): Promise<void>;
}

/** Keeps two runs from doing the same work. Whether a client is invoiced twice does not rest on it. */
export interface RunLock {
  /** Null: another run holds it, and its time is not over. */
  acquire(name: string, ttlMs: number): Promise<RunLockHandle | null>;
}
