import type { CycleMarks } from '../ports/cycle-marks.ts';

/** Settled months in memory, for tests and for programs that end with their work. */
export class InMemoryCycleMarks implements CycleMarks {
  readonly #months = new Map<string, string>();

  async get(serviceId: string): Promise<string | null> {
    return this.#months.get(serviceId) ?? null;
  }

  async set(serviceId: string, month: string): Promise<void> {
    const known = this.#months.get(serviceId);
    if (known === undefined || month > known) this.#months.set(serviceId, month);
  }
}
