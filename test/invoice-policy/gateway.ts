import type { ChargePort, ChargeResult } from 'reseller-sdk/invoice-policy';

/** Takes money once per key, whatever else is known about the invoice. */
export class Gateway implements ChargePort {
  /** How the next new charge of an invoice ends. */
  isPaying = true;
  readonly results = new Map<string, ChargeResult>();
  readonly calls: string[] = [];
  readonly paidKeys: string[] = [];
  readonly #onPaid: (invoiceId: string) => void;

  constructor(onPaid: (invoiceId: string) => void) {
    this.#onPaid = onPaid;
  }

  async charge(invoiceId: string, key: string): Promise<ChargeResult> {
    this.calls.push(key);
    const known = this.results.get(key);
    if (known !== undefined) return known;
    const result = { paid: this.isPaying };
    this.results.set(key, result);
    if (result.paid) {
      this.paidKeys.push(key);
      this.#onPaid(invoiceId);
    }
    return result;
  }
}
