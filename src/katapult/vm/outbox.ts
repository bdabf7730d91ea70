import type { VmEvent } from './event.ts';

/** An event that waits for delivery, and its place in the order of delivery. */
export interface VmOutboxRow {
  /** A positive safe integer, greater for later events; need not be dense. */
  readonly position: number;
  readonly event: VmEvent;
}

/**
 * The events that `VmRepository.save` stored, until they are delivered. Implement it over the same database: a table
 * of events with a serial number and a mark.
 */
export interface VmOutbox {
  /** Rows that are not marked and whose position is greater than `after`, in order of position. */
  pending(after: number, limit: number): Promise<readonly VmOutboxRow[]>;

  /**
   * Marks an event as delivered. Keep its id, so that it is not added again. An event that is unknown or marked
   * already is passed over.
   */
  markDelivered(eventId: string): Promise<void>;
}
