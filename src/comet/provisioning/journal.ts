/**
 * How far the creation of an account has come: `planned` nothing was sent for the name; `dispatched` the claim of the
 * name was sent, and whether it happened may not be known; `claimed` the account exists; `configured` policy and limits
 * are set; `vaulted` the vault exists; `done`.
 */
export type JournalStage = 'planned' | 'dispatched' | 'claimed' | 'configured' | 'vaulted' | 'done';

/** What is remembered of a creation so that it can go on after a crash. Plain data; never a password. */
export interface AccountRecord {
  readonly serviceKey: string;
  readonly stage: JournalStage;
  /** The name that is, or was last, claimed. */
  readonly username: string;
  /** The organization of the account; empty for the top level. */
  readonly organizationId: string;
  /**
   * When the claim of this name was first sent and got no answer, as ISO text in UTC; a repeat keeps it. Absent while
   * nothing is unanswered.
   */
  readonly addUserDispatchedAt?: string | undefined;
  /** The account's own identity, from `claimed` on. */
  readonly creationGuid?: string | undefined;
  readonly policyId?: string | undefined;
  /** The vaults that were there before one was requested. */
  readonly vaultBefore?: readonly string[] | undefined;
  /** A vault was requested, and whether it was made is not known. */
  readonly vaultRequested?: boolean | undefined;
  readonly destinationId?: string | undefined;
  /** The account was suspended because it could not be finished (`onPartial`). Whoever finishes it ends that. */
  readonly suspended?: boolean | undefined;
  /** The account is to be deleted because it could not be finished, and whether that happened is not known. */
  readonly deleting?: boolean | undefined;
}

/** A record with its version. */
export interface JournalEntry {
  readonly record: AccountRecord;
  readonly version: number;
}

/**
 * Remembers creations by their service key. Implement it over your database: without it, a creation that broke off
 * cannot be resumed after the process ended, and would leave an account that costs money.
 *
 * Source: contract 2.1.
 */
export interface AccountJournal {
  /** The record of a service with its version, or undefined. */
  load(serviceKey: string): Promise<JournalEntry | undefined>;

  /**
   * Replaces the record if the stored one still has the expected version (0: there is none yet). One atomic write.
   *
   * @returns the new version, which is greater than the old one
   * @throws ConcurrencyError `VERSION_CONFLICT` when the stored version is another. Nothing was written then
   */
  save(serviceKey: string, record: AccountRecord, expectedVersion: number): Promise<number>;
}
