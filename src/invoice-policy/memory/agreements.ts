import type { AgreementPort } from '../ports/charging.ts';

/** Billing agreements in memory, for tests. */
export class InMemoryAgreements implements AgreementPort {
  readonly #known = new Map<string, boolean | null>();
  readonly #unsettled = new Map<string, Set<string>>();

  /** Says whether a client has an agreement; null: not known, which it is of clients never named. */
  set(clientId: string, hasAgreement: boolean | null): void {
    this.#known.set(clientId, hasAgreement);
  }

  /** An invoice was settled: it no longer keeps its client's agreement off. */
  settle(clientId: string, invoiceId: string): void {
    this.#unsettled.get(clientId)?.delete(invoiceId);
  }

  async status(clientId: string): Promise<boolean | null> {
    const isOff = (this.#unsettled.get(clientId)?.size ?? 0) > 0;
    return isOff ? false : (this.#known.get(clientId) ?? null);
  }

  async drop(clientId: string, invoiceId: string): Promise<void> {
    const invoices = this.#unsettled.get(clientId) ?? new Set();
    this.#unsettled.set(clientId, invoices.add(invoiceId));
  }
}
