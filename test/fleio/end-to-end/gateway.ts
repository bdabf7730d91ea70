import type { ChargePort, ChargeResult } from 'reseller-sdk/invoice-policy';

/** How the gateway answers a charge that it has not seen before. */
export type GatewayMood = 'pays' | 'declines' | 'pays-silently' | 'loses';

/** Takes money once per key. What it took silently, the billing system hears of later. */
export class Gateway implements ChargePort {
  mood: GatewayMood = 'pays';
  /** Invoices for which it took money, once for each time. */
  readonly paid: string[] = [];
  #unheard: string[] = [];
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
    if (!result.paid) return result;
    this.paid.push(invoiceId);
    if (this.mood === 'pays-silently') {
      this.#unheard.push(invoiceId);
      throw new Error('the answer of the gateway was lost');
    }
    await this.#onPaid(invoiceId);
    return result;
  }

  /** The billing system hears of what was taken silently. */
  async tell(): Promise<void> {
    const unheard = this.#unheard;
    this.#unheard = [];
    for (const invoiceId of unheard) await this.#onPaid(invoiceId);
  }
}
