import type { ScaledAmount } from '../core/amount.ts';
import { type DayNumber, DayReader } from './days.ts';
import { moneyOrNull, readMoney } from './money.ts';
import type { Charge } from './records.ts';

/** A charge with its day and its numbers read. */
export interface ReadCharge {
  readonly charge: Charge;
  readonly day: DayNumber;
  readonly amount: ScaledAmount;
  /** Null where none is printed, or none that can be read. */
  readonly quantity: ScaledAmount | null;
}

/** Reads charges one after the other. */
export class ChargeReader {
  readonly #days = new DayReader();

  /** Undefined for a charge without a calendar day or a decimal amount. */
  read(charge: Charge): ReadCharge | undefined {
    const day = this.#days.read(charge.day);
    const amount = readMoney(charge.amount);
    if (day === undefined || amount === undefined) return undefined;
    return { charge, day, amount, quantity: moneyOrNull(charge.quantity) };
  }
}
