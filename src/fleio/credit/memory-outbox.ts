import { ConcurrencyError } from '../../core/errors/engine.ts';
import { type CreditEntry, type CreditRow, creditKeyText } from './credit-row.ts';
import type { CreditOutbox } from './outbox.ts';

/** A credit outbox in memory, for tests and demos. With the process, it loses credit that customers paid for. */
export class InMemoryCreditOutbox implements CreditOutbox {
  /** Both in order of position, since a key is added once. */
  readonly #rows = new Map<string, CreditRow>();
  readonly #open = new Map<string, CreditRow>();
  readonly #keysOfInvoice = new Map<string, string[]>();

  async enqueue(entries: readonly CreditEntry[]): Promise<void> {
    for (const entry of entries) {
      const key = creditKeyText(entry);
      if (this.#rows.has(key)) continue;
      const row = newRow(entry, this.#rows.size + 1);
      this.#rows.set(key, row);
      this.#open.set(key, row);
      const keys = this.#keysOfInvoice.get(entry.invoiceId) ?? [];
      this.#keysOfInvoice.set(entry.invoiceId, [...keys, key]);
    }
  }

  async forInvoice(invoiceId: string): Promise<readonly CreditRow[]> {
    return (this.#keysOfInvoice.get(invoiceId) ?? []).flatMap((key) => this.#rows.get(key) ?? []);
  }

  listOpen(): readonly CreditRow[] {
    return [...this.#open.values()];
  }

  async save(row: CreditRow, expectedVersion: number): Promise<void> {
    const key = creditKeyText(row);
    if (this.#rows.get(key)?.version !== expectedVersion) {
      throw new ConcurrencyError(`The credit row ${key} was changed by another`, 'VERSION_CONFLICT');
    }
    const saved = Object.freeze(structuredClone(row));
    this.#rows.set(key, saved);
    if (row.state === 'done') this.#open.delete(key);
    else this.#open.set(key, saved);
  }
}

function newRow(entry: CreditEntry, position: number): CreditRow {
  const { invoiceId, serviceId, direction, accountId, amount, currency } = entry;
  return Object.freeze({
    ...{ invoiceId, serviceId, direction, accountId, amount, currency, position },
    ...({ state: 'pending', failures: 0, dueAt: null, sent: null, isDoubtful: false } as const),
    ...{ failure: null, doneAt: null, version: 1 },
  });
}
