import type { VmEvent } from './event.ts';
import type { VmRecord } from './record.ts';

/**
 * Where the records of machines live, one per service, with their events. Implement it over your database.
 *
 * `save` is the only write and it is atomic: after it, either the record and all events are there, or nothing.
 */
export interface VmRepository {
  /** The record of a service, or undefined. */
  load(serviceId: string): Promise<VmRecord | undefined>;

  /** Records with `nextPollAt <= now`, in order of `(nextPollAt, serviceId)`. `now` is ISO text in UTC. */
  due(now: string, limit: number): Promise<readonly VmRecord[]>;

  /** The record that knows this machine, or undefined. Ids of records that are gone count too. */
  findByVmId(vmId: string): Promise<VmRecord | undefined>;

  /**
   * Replaces the record if the stored one still has the expected version (0: there is none yet), and adds the
   * events to the outbox. The version of the new record is greater, not always by one. An event whose id is there
   * already is not added again.
   *
   * @throws ConcurrencyError `VERSION_CONFLICT` when the stored version is another. Nothing was written then
   */
  save(record: VmRecord, expectedVersion: number, events: readonly VmEvent[]): Promise<void>;
}
