import type { ChargePort, ChargeResult } from 'reseller-sdk/invoice-policy';

/** How the gateway answers a charge that it has not seen before. */
export type GatewayMood = 'pays' | 'declines' | 'pays-silently' | 'loses';

/** Takes money once per key. What it took, the billing system hears of at once; the caller may not. */
export class Gateway implements ChargePort {
  mood: GatewayMood = 'pays';
  /** Keys of the charges that took money, in their order. */
  readonly paidKeys: string[] = [];
  readonly #results = new Map<string, ChargeResult>();
  readonly #onPaid: (invoiceId: string) => Promise<void>;

  constructor(onPaid: (invoiceId: string) => Promise<void>) {
    this.#onPaid = onPaid;
  }

  async charge(invoiceId: string, key: string): Promise<ChargeResult> {
    const known = this.#results.get(key);
    if (known !== undefined) return known;
    if (this.mood === 'loses') throw new Error('the gateway did not answer');
    const result = { paid: this.mood !== 'declines' };
    this.#results.set(key, result);
    if (result.paid) {
      this.paidKeys.push(key);
      await this.#onPaid(invoiceId);
    }
    if (this.mood === 'pays-silently') throw new Error('the answer of the gateway was lost');
    return result;
  }
}
