import type { ScaledAmount } from '../core/amount.ts';
import { type DayNumber, DayReader } from './days.ts';
import { MoneyReader } from './money.ts';
import type { Charge } from './records.ts';

/** A charge with its day and its numbers read. */
export interface ReadCharge {
  readonly charge: Charge;
  readonly day: DayNumber;
  readonly amount: ScaledAmount;
  /** Null where none is printed, or none that can be read. */
  readonly quantity: ScaledAmount | null;
}

/** Rows of a store are as good as whatever wrote them. */
function hasTexts({ id, category, text, account, deviceRef, packText, packDebits }: Charge): boolean {
  return (
    typeof id === 'string' &&
    typeof category === 'string' &&
    typeof text === 'string' &&
    isTextOrNull(account) &&
    isTextOrNull(deviceRef) &&
    isTextOrNull(packText) &&
    (packDebits === null || Array.isArray(packDebits))
  );
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

/** Reads charges one after the other. */
export class ChargeReader {
  readonly #days = new DayReader();
  readonly #amounts = new MoneyReader();
  readonly #quantities = new MoneyReader();

  /** Undefined for a charge without a calendar day, a decimal amount or the texts that make a charge. */
  read(charge: Charge): ReadCharge | undefined {
    if (!hasTexts(charge)) return undefined;
    const day = this.#days.read(charge.day);
    const amount = this.#amounts.read(charge.amount);
    if (day === undefined || amount === undefined) return undefined;
    const quantity = charge.quantity === null ? null : (this.#quantities.read(charge.quantity) ?? null);
    return { charge, day, amount, quantity };
  }
}
