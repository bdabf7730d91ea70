import type { ChargeAttempt, ChargeHistory, ChargeLog } from '../ports/charging.ts';

const NEVER = { lastAttemptAt: null, failedAttempts: 0 };

/** A charge log in memory, for tests and for programs that end with their work. */
export class InMemoryChargeLog implements ChargeLog {
  readonly #histories = new Map<
    string,
    { readonly lastAttemptAt: Date | null; readonly failedAttempts: number }
  >();

  async get(invoiceId: string): Promise<ChargeHistory> {
    return this.#histories.get(invoiceId) ?? NEVER;
  }

  async record(invoiceId: string, { attempt, at, outcome }: ChargeAttempt): Promise<void> {
    const { lastAttemptAt, failedAttempts } = this.#histories.get(invoiceId) ?? NEVER;
    this.#histories.set(invoiceId, {
      lastAttemptAt: new Date(Math.max(at.getTime(), lastAttemptAt?.getTime() ?? Number.NEGATIVE_INFINITY)),
      failedAttempts: outcome === 'failed' ? Math.max(failedAttempts, attempt) : failedAttempts,
    });
  }
}
