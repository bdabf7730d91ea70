import { type AmountInput, parseAmount, type ScaledAmount } from '../core/amount.ts';
import { InvalidInputError } from '../core/errors/input.ts';
import { readReference } from '../identity/index.ts';
import { type DayNumber, dayOf } from './days.ts';
import type { KnownService, LifeBook } from './lifecycle/life-book.ts';
import { compareMoney, formatMoney, minus, negative, plus, ZERO } from './money.ts';
import { type Credit, Purse } from './purse.ts';
import type { Charge, Service } from './records.ts';
import { KEY_SEPARATOR, serviceKey } from './service.ts';
import type { Sum } from './totals.ts';

/** What credits gave back of one charge. */
export interface Draw {
  readonly credited: ScaledAmount;
  readonly creditIds: readonly string[];
  readonly byAccountOnly: boolean;
}

/** What credits gave back of one charge, as decimal text. */
export interface Payment {
  readonly credited: string;
  /** What is still owed. */
  readonly net: string;
  /** Credits that were drawn on, in that order. */
  readonly creditIds: readonly string[];
  /** Part of it came from a credit that names the account and no device. */
  readonly byAccountOnly: boolean;
}

const NOTHING: Draw = { credited: ZERO, creditIds: [], byAccountOnly: false };

/** Like the key of a service whose device is blank, which no device is. */
function accountKey(account: string, category: string): string {
  return [account, '', category].join(KEY_SEPARATOR);
}

/**
 * Credits for charges, each spent at most once. A charge draws on credits of its own service, then on those of its
 * account and category that name no device; in each on the earliest that is dated on or after its own day, on one day
 * on one of just the amount that is owed, else by id. Ask in the order of the charges' days and ids. Refunds of
 * purchased credit are no credits for charges; do not put them in.
 *
 * Source: billing-audit 4.8, X10.
 * @example
 * const pool = new CreditPool(lives);
 * for (const charge of charges) if (charge.amount.startsWith('-')) pool.add(charge);
 * pool.pay(service, '2026-07-10', '2.50').net;
 */
export class CreditPool {
  readonly #lives: LifeBook;
  readonly #purses = new Map<string, Purse>();
  readonly #accounts = new Map<string, string | null>();
  #count = 0;

  constructor(lives: LifeBook) {
    this.#lives = lives;
  }

  /** Credits that were put in, also those that nobody can draw on. */
  get count(): number {
    return this.#count;
  }

  /**
   * Puts a line with a negative amount in; false for any other line. A credit of which the device or the account
   * cannot be told is kept, and counts as unused.
   *
   * @throws InvalidInputError for a day or amount that cannot be read
   */
  add(charge: Charge): boolean {
    const amount = parseAmount(charge.amount, 'amount');
    if (amount.units >= 0n) return false;
    this.put(charge, dayOf(charge.day, 'day'), amount);
    return true;
  }

  /** Draws on the credits of a service for a charge. @throws InvalidInputError for an amount below 0, or no day */
  pay(service: Service, day: string, gross: AmountInput): Payment {
    const owed = parseAmount(gross, 'gross');
    if (owed.units < 0n) {
      throw new InvalidInputError('gross', [{ path: 'gross', message: 'must not be negative' }]);
    }
    const draw = this.draw({ service, key: serviceKey(service) }, dayOf(day, 'day'), owed);
    return { ...draw, credited: formatMoney(draw.credited), net: formatMoney(minus(owed, draw.credited)) };
  }

  /** Credits with something left: what they were, what was drawn, what is left. */
  unused(): Sum {
    let count = 0;
    let gross = ZERO;
    let net = ZERO;
    for (const purse of this.#purses.values()) {
      for (const credit of purse.unused()) {
        count += 1;
        gross = plus(gross, credit.amount);
        net = plus(net, credit.left);
      }
    }
    const credited = formatMoney(minus(gross, net));
    return { count, gross: formatMoney(gross), credited, net: formatMoney(net) };
  }

  /** @internal */
  put(charge: Charge, day: DayNumber, amount: ScaledAmount): void {
    this.#count += 1;
    const positive = negative(amount);
    const credit: Credit = { id: charge.id, day, amount: positive, left: positive };
    const key = this.#ownerOf(charge);
    const purse = this.#purses.get(key);
    if (purse === undefined) this.#purses.set(key, new Purse(credit));
    else purse.add(credit);
  }

  /** @internal */
  draw({ service, key }: Pick<KnownService, 'service' | 'key'>, day: DayNumber, gross: ScaledAmount): Draw {
    if (this.#count === 0) return NOTHING;
    const creditIds: string[] = [];
    const own = this.#purses.get(key);
    const shared = this.#purses.get(accountKey(service.account.trim(), service.category));
    const afterOwn = own?.draw(day, gross, creditIds) ?? gross;
    const open = shared?.draw(day, afterOwn, creditIds) ?? afterOwn;
    return { credited: minus(gross, open), creditIds, byAccountOnly: compareMoney(open, afterOwn) < 0 };
  }

  /** Key of those that may draw on a credit; one that fits nobody where it cannot be told. */
  #ownerOf({ deviceRef: reference, account, text, category }: Charge): string {
    const { known, resolution } = this.#lives.identify({ reference, account, text }, category);
    if (known !== null) return known.key;
    const isNamed = resolution.state !== 'unmatched' || readReference({ reference, text }) !== null;
    const named = isNamed ? null : this.#accountNamed(account);
    return named === null ? '' : accountKey(named, category);
  }

  #accountNamed(printed: string | null): string | null {
    if (printed === null) return null;
    const known = this.#accounts.get(printed);
    if (known !== undefined) return known;
    const named = this.#lives.accountNamed(printed);
    this.#accounts.set(printed, named);
    return named;
  }
}
