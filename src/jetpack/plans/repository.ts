import type { PlanRecord } from './record.ts';

/**
 * Where the records of plans live, one per service. Implement it over your database: a row per `serviceKey`, texts as
 * they are given to the last blank. `nextUrl` is a secret of one customer, so guard the rows as you guard passwords.
 * `planRepositoryCases` of `reseller-sdk/testing` tries an implementation.
 */
export interface PlanRepository {
  /** The record of a service, or null. */
  load(serviceKey: string): Promise<PlanRecord | null>;

  /** Records whose `nextCheckAt` is `now` or earlier, the earliest first. `now` is ISO text in UTC. */
  due(now: string, limit: number): Promise<readonly PlanRecord[]>;

  /**
   * Replaces the record of this service if the stored one has the expected version (0: there is none yet), in one step:
   * of writers at once, one wins. No two records may have the same `claim`, but any number has none: a unique index.
   *
   * @throws ConcurrencyError `VERSION_CONFLICT` when the stored version is another, `DUPLICATE_KEY` when the claim is
   * that of another service. Nothing was written then
   */
  save(record: PlanRecord, expectedVersion: number): Promise<void>;
}
