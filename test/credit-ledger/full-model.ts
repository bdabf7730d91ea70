import fc from 'fast-check';
import {
  CreditLedger,
  type CreditLedgerRepository,
  InMemoryCreditLedgerRepository,
  type OrderPolicy,
  type OverdrawMode,
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

/** What a step may be about. */
const ABOUT: Partial<Record<Step['do'], readonly Step['do'][]>> = {
  reverse: ['use'],
  withdraw: ['use', 'credit'],
  refund: ['buy'],
  void: ['buy'],
  extend: ['buy'],
  post: ['hold'],
  release: ['hold'],
};

type Past = Pick<Step, 'do' | 'at'> & { readonly id: string };

/** Hours over which histories spread: two months, so that months, days and instants all matter. */
export const SPAN = 70 * 24;

const WEIGHTS: Partial<Record<Step['do'], number>> = { buy: 7, use: 8, hold: 4, refund: 2, reverse: 2 };

export const step: fc.Arbitrary<Step> = fc
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

export const steps = fc.array(step, { minLength: 2, maxLength: 24 });

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
  readonly #past: Past[] = [];
  #index = -1;

  constructor() {
    const clock = { now: () => new Date(recordedAt(this.#index)) };
    this.ledger = new CreditLedger({ repository: this.repository, clock });
  }

  static async begin(order: OrderPolicy, businessTimeZone = 'UTC', overdraw?: OverdrawMode): Promise<Tale> {
    const tale = new Tale();
    await tale.ledger.openAccount({
      id: ACCOUNT,
      currency: 'USD',
      order,
      businessTimeZone,
      ...(overdraw && { overdraw }),
    });
    return tale;
  }

  /** Something else is done as step `index`. */
  note(index: number): void {
    this.#index = index;
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
    const subject = this.#subject(step);
    const target = subject?.id ?? 'none';
    const hours = Math.max(step.at, subject?.at ?? 0);
    const at = hour(hours);
    const reason = 'random';
    const amount = money(step.cents);
    const expiresAt = step.lasts === 0 ? {} : { expiresAt: hour(step.at + step.lasts) };
    this.#past.push({ id, at: step.at, do: step.do });
    switch (step.do) {
      case 'buy': {
        const [cash, bonus] = [money(step.cents * 3), money(step.pick * 10)];
        return ledger.recordPurchase(ACCOUNT, { id, at, cash, bonus, ...expiresAt });
      }
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
        return ledger.reverseUsage(ACCOUNT, target, {
          id,
          at,
          ...(step.pick % 3 === 0 && { amount: '0.01' }),
        });
      case 'withdraw':
        return ledger.withdrawUsage(ACCOUNT, target, { at });
      case 'refund':
        return ledger.refundPurchase(ACCOUNT, target, { id, at, cash: amount });
      case 'void':
        return ledger.voidLot(ACCOUNT, `${target}:p`, { id, at, reason });
      case 'extend':
        return ledger.extendLot(ACCOUNT, `${target}:p`, { id, expiresAt: null, reason });
      case 'hold':
        return ledger.hold(ACCOUNT, { id, at, amount: money(1 + (step.cents % 500)), ...expiresAt });
      case 'post':
        return ledger.postHold(ACCOUNT, target, { at });
      case 'release':
        return ledger.voidHold(ACCOUNT, target);
    }
  }

  /** Which of the earlier steps a correction is about. */
  #subject(step: Step): Past | undefined {
    const subjects = this.#past.filter((past) => ABOUT[step.do]?.includes(past.do));
    return subjects[step.pick % Math.max(subjects.length, 1)];
  }
}

/** The whole of a story. */
export async function told({ steps: all, order }: Story, businessTimeZone?: string): Promise<Tale> {
  const tale = await Tale.begin(order, businessTimeZone);
  for (const [index, one] of all.entries()) await tale.tell(one, index);
  return tale;
}
