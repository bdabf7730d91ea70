import { ConcurrencyError } from '../../core/errors/engine.ts';
import type { VmEvent } from './event.ts';
import type { VmOutbox, VmOutboxRow } from './outbox.ts';
import type { VmRecord } from './record.ts';
import type { VmRepository } from './repository.ts';

/**
 * Records and outbox in the memory of the process: for tests, demos and trying things out. All of it is lost with the
 * process, and with it the names of machines that cost money.
 */
export class InMemoryVmRepository implements VmRepository, VmOutbox {
  readonly #records = new Map<string, VmRecord>();
  readonly #byVmId = new Map<string, string>();
  /** Ids of all events, also of those that were delivered. */
  readonly #eventIds = new Set<string>();
  readonly #waiting = new Map<string, VmOutboxRow>();

  async load(serviceId: string): Promise<VmRecord | undefined> {
    return copyOf(this.#records.get(serviceId));
  }

  async due(now: string, limit: number): Promise<readonly VmRecord[]> {
    const due = [...this.#records.values()].filter(
      ({ nextPollAt }) => nextPollAt !== null && nextPollAt <= now,
    );
    return due.sort(byPoll).slice(0, limit).map(copyOf);
  }

  async findByVmId(vmId: string): Promise<VmRecord | undefined> {
    return copyOf(this.#records.get(this.#byVmId.get(vmId) ?? ''));
  }

  async save(record: VmRecord, expectedVersion: number, events: readonly VmEvent[]): Promise<void> {
    const { serviceId } = record;
    const stored = this.#records.get(serviceId);
    const version = stored?.version ?? 0;
    if (version !== expectedVersion) {
      throw new ConcurrencyError(
        `The machine record of service ${serviceId} has version ${version}, not ${expectedVersion}`,
        'VERSION_CONFLICT',
      );
    }
    const [kept, added] = [copyOf(record), copyOf(events)];
    if (stored?.vmId && this.#byVmId.get(stored.vmId) === serviceId) this.#byVmId.delete(stored.vmId);
    if (kept.vmId !== null) this.#byVmId.set(kept.vmId, serviceId);
    this.#records.set(serviceId, kept);
    for (const event of added) {
      if (this.#eventIds.has(event.id)) continue;
      this.#eventIds.add(event.id);
      this.#waiting.set(event.id, { position: this.#eventIds.size, event });
    }
  }

  async pending(after: number, limit: number): Promise<readonly VmOutboxRow[]> {
    const rows = [...this.#waiting.values()].filter(({ position }) => position > after);
    return rows.slice(0, limit).map(copyOf);
  }

  async markDelivered(eventId: string): Promise<void> {
    this.#waiting.delete(eventId);
  }
}

/** Nobody shares an object with the store. */
function copyOf<Value>(value: Value): Value {
  return structuredClone(value);
}

function byPoll(a: VmRecord, b: VmRecord): number {
  const [left, right] = [a.nextPollAt ?? '', b.nextPollAt ?? ''];
  if (left !== right) return left < right ? -1 : 1;
  return a.serviceId < b.serviceId ? -1 : 1;
}
