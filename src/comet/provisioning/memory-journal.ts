import { ConcurrencyError } from '../../core/errors/engine.ts';
import type { AccountJournal, AccountRecord, JournalEntry } from './journal.ts';

/**
 * A journal in the memory of the process: for tests, demos and trying things out. It is lost with the process, and
 * with it the way back to accounts that were begun.
 */
export class InMemoryAccountJournal implements AccountJournal {
  readonly #entries = new Map<string, JournalEntry>();

  /** The record of a service with its version, or undefined. */
  async load(serviceKey: string): Promise<JournalEntry | undefined> {
    return structuredClone(this.#entries.get(serviceKey));
  }

  /** Replaces a record. @throws ConcurrencyError `VERSION_CONFLICT` when another writer was first */
  async save(serviceKey: string, record: AccountRecord, expectedVersion: number): Promise<number> {
    const stored = this.#entries.get(serviceKey)?.version ?? 0;
    if (stored !== expectedVersion) {
      throw new ConcurrencyError(
        `The journal of service ${serviceKey} has version ${stored}, not ${expectedVersion}`,
        'VERSION_CONFLICT',
      );
    }
    const version = stored + 1;
    this.#entries.set(serviceKey, structuredClone({ record, version }));
    return version;
  }
}
