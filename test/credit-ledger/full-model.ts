import fc from 'fast-check';
import {
  CreditLedger,
  type CreditLedgerRepository,
  InMemoryCreditLedgerRepository,
  type OrderPolicy,
} from 'reseller-sdk/credit-ledger';
import { ACCOUNT, money, orders } from './model.ts';

/** A step of a history in which everything may happen, in any order of instants. */
export interface Step {
  readonly do: (typeof DOINGS)[number];
  /** Hours after the first instant of 2026. */
  readonly at: number;
  /** Hours until something expires; 0: never. */
  readonly lasts: number;
  readonly cents: number;
  /** Which of the earlier things it is about. */
  readonly pick: number;
}

const DOINGS = [
  'buy',
  'use',
  'credit',
  'adjust',
  'reverse',
  'withdraw',
  'refund',
  'void',
  'extend',
  'hold',
  'post',
  'release',
] as const;

/** Hours over which histories spread: two months, so that months, days and instants all matter. */
export const SPAN = 70 * 24;

const WEIGHTS: Partial<Record<Step['do'], number>> = { buy: 6, use: 8, hold: 2 };

const step: fc.Arbitrary<Step> = fc
  .oneof(...DOINGS.map((name) => ({ weight: WEIGHTS[name] ?? 1, arbitrary: fc.constant(name) })))
  .chain((name) =>
    fc.record({
      do: fc.constant(name),
      at: fc.oneof(fc.integer({ min: 0, max: SPAN }), fc.integer({ min: 0, max: 30 })),
      lasts: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: SPAN })),
      cents: fc.integer({ min: 1, max: 4000 }),
      pick: fc.nat(20),
    }),
  );

export const steps = fc.array(step, { maxLength: 18 });

export const stories = fc.record({ steps, order: orders });
export interface Story {
  readonly steps: readonly Step[];
  readonly order: OrderPolicy;
}

/** ISO text of an hour. */
export function hour(number: number): string {
  return new Date(Date.UTC(2026, 0, 1) + number * 3_600_000).toISOString();
}

/** The clock's time when step `index` is written: one minute after the other. */
export function recordedAt(index: number): string {
  return new Date(Date.UTC(2027, 0, 1, 0, index)).toISOString();
}

/** A ledger that is told the time of recording step by step. */
export class Tale {
  readonly repository: CreditLedgerRepository = new InMemoryCreditLedgerRepository();
  readonly ledger: CreditLedger;
  #index = -1;

  constructor() {
    const clock = { now: () => new Date(recordedAt(this.#index)) };
    this.ledger = new CreditLedger({ repository: this.repository, clock });
  }

  static async begin(order: OrderPolicy, businessTimeZone = 'UTC'): Promise<Tale> {
    const tale = new Tale();
    await tale.ledger.openAccount({ id: ACCOUNT, currency: 'USD', order, businessTimeZone });
    return tale;
  }

  /** Carries a step out. A refusal is a result. */
  async tell(step: Step, index: number): Promise<void> {
    this.#index = index;
    await this.#perform(step, index).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error)) throw error;
    });
  }

  async #perform(step: Step, index: number): Promise<unknown> {
    const { ledger } = this;
    const id = `c${index}`;
    const at = hour(step.at);
    const reason = 'random';
    const amount = money(step.cents);
    const target = `c${step.pick % Math.max(index, 1)}`;
    const expiresAt = step.lasts === 0 ? {} : { expiresAt: hour(step.at + step.lasts) };
    switch (step.do) {
      case 'buy':
        return ledger.recordPurchase(ACCOUNT, {
          id,
          at,
          cash: amount,
          bonus: money(step.pick * 10),
          ...expiresAt,
        });
      case 'use':
        return ledger.allocateUsage(ACCOUNT, { id, at, amount });
      case 'credit':
        return ledger.allocateUsage(ACCOUNT, { id, at, amount: `-${amount}` });
      case 'adjust':
        return ledger.adjust(ACCOUNT, {
          id,
          at,
          amount: step.pick % 2 === 0 ? amount : `-${amount}`,
          reason,
        });
      case 'reverse':
        return ledger.reverseUsage(ACCOUNT, target, { id, at });
      case 'withdraw':
        return ledger.withdrawUsage(ACCOUNT, target);
      case 'refund':
        return ledger.refundPurchase(ACCOUNT, target, { id, at, cash: amount });
      case 'void':
        return ledger.voidLot(ACCOUNT, `${target}:p`, { id, at, reason });
      case 'extend':
        return ledger.extendLot(ACCOUNT, `${target}:p`, { id, expiresAt: null, reason });
      case 'hold':
        return ledger.hold(ACCOUNT, { id, at, amount, ...expiresAt });
      case 'post':
        return ledger.postHold(ACCOUNT, target, { at });
      case 'release':
        return ledger.voidHold(ACCOUNT, target);
    }
  }
}

/** The whole of a story. */
export async function told({ steps: all, order }: Story, businessTimeZone?: string): Promise<Tale> {
  const tale = await Tale.begin(order, businessTimeZone);
  for (const [index, one] of all.entries()) await tale.tell(one, index);
  return tale;
}
