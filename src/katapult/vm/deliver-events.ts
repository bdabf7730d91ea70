import { countIssues, refuseAny } from './check-input.ts';
import type { VmEvent } from './event.ts';
import type { VmOutbox } from './outbox.ts';

const PAGE = 100;
const MOST = 1000;

/** Takes an event. It may come more than once: know it by its id. What it throws brings the event back. */
export type VmEventConsumer = (event: VmEvent) => void | Promise<void>;

/** What a delivery needs. */
export interface DeliverEventsOptions {
  readonly outbox: VmOutbox;
  /** Each gets every event, one after the other. */
  readonly consumers: readonly VmEventConsumer[];
  /**
   * Events that are delivered at most; the rest waits for the next call. One that a consumer refuses does not count, so
   * that no number of those keeps the others waiting. Default 1000.
   */
  readonly limit?: number | undefined;
}

/** An event that stays in the outbox, and what the consumers threw. */
export interface UndeliveredVmEvent {
  readonly event: VmEvent;
  readonly errors: readonly unknown[];
}

/** What became of the events that waited. */
export interface VmDeliveryReport {
  /** Events that every consumer took. */
  readonly delivered: readonly VmEvent[];
  /** Events that come again with the next delivery, to every consumer. */
  readonly failed: readonly UndeliveredVmEvent[];
}

/**
 * Hands the waiting events to consumers, oldest first, each at least once. A consumer that throws keeps neither the
 * other consumers nor the later events waiting; its event stays in the outbox. Run it after `tickDue`.
 *
 * Source: rule D25 of the Katapult contract.
 * @throws InvalidInputError for a limit that is no whole number above 0; and what the outbox throws
 */
export async function deliverEvents(options: DeliverEventsOptions): Promise<VmDeliveryReport> {
  const { outbox, consumers, limit = MOST } = options;
  const delivered: VmEvent[] = [];
  const failed: UndeliveredVmEvent[] = [];
  refuseAny('the options of deliverEvents', countIssues({ limit }));
  for (let after = 0; delivered.length < limit; ) {
    const asked = Math.min(PAGE, limit - delivered.length);
    const rows = await outbox.pending(after, asked);
    for (const { event, position } of rows) {
      const errors = await hand(event, consumers);
      if (errors.length > 0) {
        failed.push({ event, errors });
      } else {
        await outbox.markDelivered(event.id);
        delivered.push(event);
      }
      after = position;
    }
    if (rows.length < asked) break;
  }
  return { delivered, failed };
}

async function hand(event: VmEvent, consumers: readonly VmEventConsumer[]): Promise<unknown[]> {
  const errors: unknown[] = [];
  for (const consume of consumers) {
    try {
      await consume(event);
    } catch (error) {
      errors.push(error);
    }
  }
  return errors;
}
