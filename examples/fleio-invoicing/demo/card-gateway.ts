import type { CardGateway } from '../charging.ts';

type Payment = Parameters<CardGateway['charge']>[0];

/** A payment provider that declines as planned, and takes money once for each key. */
export class PlannedGateway implements CardGateway {
  /** Invoices that money was taken for. */
  readonly taken: string[] = [];
  readonly #declines: Map<string, number>;
  readonly #answers = new Map<string, boolean>();

  /** @param declines how often the card of each client is declined before it works */
  constructor(declines: Readonly<Record<string, number>>) {
    this.#declines = new Map(Object.entries(declines));
  }

  async charge({ clientId, invoiceId, idempotencyKey }: Payment): Promise<boolean> {
    const known = this.#answers.get(idempotencyKey);
    if (known !== undefined) return known;
    const declines = this.#declines.get(clientId) ?? 0;
    this.#declines.set(clientId, declines - 1);
    this.#answers.set(idempotencyKey, declines <= 0);
    if (declines <= 0) this.taken.push(invoiceId);
    return declines <= 0;
  }
}
