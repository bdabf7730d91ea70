/** A sub domain that was chosen for a client's organization, before it was asked for. */
export interface SubDomainClaim {
  readonly subDomain: string;
  /** When it was stored, as ISO text in UTC with `Z`. */
  readonly storedAt: string;
}

/** What is known about the managed organization of one client. Plain JSON. */
export interface ManagedOrganizationRecord {
  /** The client in the caller's own system. */
  readonly clientId: string;
  /** The client's organization; null until it is known. */
  readonly organizationId: string | null;
  /** The sub domain to look for first, should an order have ended midway; null until one was chosen. */
  readonly claim: SubDomainClaim | null;
  /** 1 for the first that is saved of a client, one more each time. */
  readonly version: number;
}

/**
 * Keeps one record per client. Compare-and-set on the version is all that two orders of one client need; no lock
 * is held while the API is asked. In SQL: a primary key on the client, a unique index on the organization (nulls
 * aside), `insert` for version 1, `update ... where version = expected` afterwards. Ids of clients that differ in
 * anything, in case as well, are different clients.
 */
export interface ManagedOrganizationStore {
  /** The record of a client, undefined where none was saved. */
  load(clientId: string): Promise<ManagedOrganizationRecord | undefined>;
  /**
   * Saves a record, whose version is `expectedVersion + 1`, in one atomic write.
   *
   * @param expectedVersion version that is stored now, 0 for none
   * @throws ConcurrencyError `VERSION_CONFLICT` where another version is stored, `DUPLICATE_KEY` where another
   * client has the organization; nothing is written then
   */
  save(record: ManagedOrganizationRecord, expectedVersion: number): Promise<void>;
}
