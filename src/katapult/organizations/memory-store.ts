import { ConcurrencyError } from '../../core/errors/engine.ts';
import type { ManagedOrganizationRecord, ManagedOrganizationStore } from './store.ts';

/** Keeps the records in this process. For tests, and for a single process that keeps them elsewhere as well. */
export class InMemoryManagedOrganizationStore implements ManagedOrganizationStore {
  readonly #records = new Map<string, ManagedOrganizationRecord>();
  readonly #clients = new Map<string, string>();

  /** A copy of the client's record. */
  async load(clientId: string): Promise<ManagedOrganizationRecord | undefined> {
    return structuredClone(this.#records.get(clientId));
  }

  /** @throws ConcurrencyError `VERSION_CONFLICT` or `DUPLICATE_KEY`; nothing is written then */
  async save(record: ManagedOrganizationRecord, expectedVersion: number): Promise<void> {
    const { clientId, organizationId } = record;
    const before = this.#records.get(clientId);
    if ((before?.version ?? 0) !== expectedVersion) {
      throw new ConcurrencyError(`The record of client ${clientId} was saved by another`, 'VERSION_CONFLICT');
    }
    if (organizationId !== null && (this.#clients.get(organizationId) ?? clientId) !== clientId) {
      throw new ConcurrencyError(`Organization ${organizationId} belongs to another client`, 'DUPLICATE_KEY');
    }
    if (before?.organizationId) this.#clients.delete(before.organizationId);
    if (organizationId !== null) this.#clients.set(organizationId, clientId);
    this.#records.set(clientId, structuredClone(record));
  }
}
