import type { ScaledAmount } from '../core/amount.ts';
import { type DayNumber, DayReader } from './days.ts';
import { readMoney } from './money.ts';
import type { Charge } from './records.ts';

/** A charge with its day and amount read. */
export interface ReadCharge {
  readonly charge: Charge;
  readonly day: DayNumber;
  readonly amount: ScaledAmount;
}

/** Reads charges one after the other. */
export class ChargeReader {
  readonly #days = new DayReader();

  /** Undefined for a charge without a calendar day or a decimal amount. */
  read(charge: Charge): ReadCharge | undefined {
    const day = this.#days.read(charge.day);
    const amount = readMoney(charge.amount);
    return day === undefined || amount === undefined ? undefined : { charge, day, amount };
  }
}
