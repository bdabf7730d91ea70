import type { ScaledAmount } from '../../core/amount.ts';
import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { ChargeReader } from '../charge-reader.ts';
import { larger, moneyOrNull, ONE, Total } from '../money.ts';
import type { Charge } from '../records.ts';
import { type ItemKey, itemKeyOf, keyText } from './item-key.ts';

/** Charges of one item in one period, added up. Credits count in the amount alone. */
export class ItemSums {
  charges = 0;
  largest: ScaledAmount | null = null;
  readonly #amount = new Total();
  readonly #quantity = new Total();

  add(amount: ScaledAmount, quantity: ScaledAmount | null): void {
    this.#amount.add(amount);
    if (amount.units < 0n) return;
    this.charges += 1;
    this.#quantity.add(quantity ?? ONE);
    if (amount.units === 0n || quantity === null) return;
    this.largest = this.largest === null ? quantity : larger(this.largest, quantity);
  }

  get amount(): ScaledAmount {
    return this.#amount.value;
  }

  /** Sum of the quantities of its charges; a missing one is 1. */
  get quantity(): ScaledAmount {
    return this.#quantity.value;
  }
}

/** An item and its sums on the two sides. */
export interface ItemGroup {
  readonly key: ItemKey;
  readonly id: string;
  readonly a: ItemSums;
  readonly b: ItemSums;
}

/** Groups charges by item. @throws InvalidInputError with every charge that cannot be read */
export function groupCharges(a: Iterable<Charge>, b: Iterable<Charge>): ItemGroup[] {
  const groups = new Map<string, ItemGroup>();
  const reader = new ChargeReader();
  const issues: Issue[] = [];
  for (const [side, charges] of [['a', a] as const, ['b', b] as const]) {
    let index = 0;
    for (const charge of charges) {
      const read = reader.read(charge);
      if (read === undefined) {
        issues.push({ path: `${side}[${index}]`, message: 'needs a calendar day and a decimal amount' });
      } else groupOf(groups, charge)[side].add(read.amount, moneyOrNull(charge.quantity));
      index += 1;
    }
  }
  if (issues.length > 0) throw new InvalidInputError('charges', issues);
  return [...groups.values()];
}

function groupOf(groups: Map<string, ItemGroup>, charge: Charge): ItemGroup {
  const key = itemKeyOf(charge);
  const id = keyText(key);
  let group = groups.get(id);
  if (group === undefined) {
    group = { key, id, a: new ItemSums(), b: new ItemSums() };
    groups.set(id, group);
  }
  return group;
}
