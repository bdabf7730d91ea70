import { DEFAULT_SCALE, MAX_SCALE } from '../plan/account.ts';
import { checkOrder } from '../plan/account-checks.ts';
import { readInteger } from '../plan/figures.ts';
import { Intake } from '../plan/intake.ts';
import type { OrderPolicy } from '../policy/order.ts';
import {
  inOrderOfTime,
  inOrderOfUse,
  type LotFacts,
  type UsageFacts,
  UsageReader,
  unitsOfLots,
} from './facts.ts';
import { Run, type SliceColumns } from './run.ts';

/** How usage is to be paid. */
export interface AllocateInOrderOptions {
  /** In which order lots are used; default `oldest-first`. */
  readonly order?: OrderPolicy;
  /** Decimals that amounts may have, from 0; default 8, as in an account. */
  readonly scale?: number;
}

/** How a history of usage is paid, exactly. Indices count in the lists that were passed; units are `10^-scale`. */
export interface OrderedAllocation {
  readonly scale: number;
  readonly lots: readonly LotFacts[];
  readonly usages: readonly UsageFacts[];
  readonly slices: SliceColumns;
  /** What nobody paid of each usage, in units. */
  readonly shortfall: readonly bigint[];
  /** What is left of each lot, in units, including what expired unused. */
  readonly remaining: readonly bigint[];
}

/**
 * What pays for what when a whole history happens in the order of time: the decision of the ledger as one function
 * of lots and usages, without account, storage or clock. For questions such as: what would another order have
 * cost, which credit would have expired, what comes out of a history before it is imported. It ends as a
 * `CreditLedger` with overdraw `shortfall` does that gets the same history in effective order (contract 15.6,
 * 15.7): at one instant expiries come first, then lots by `groupSeq`, then usages as they stand. A lot that takes
 * effect pays open debts first, the oldest first.
 *
 * Takes `O((lots + slices) log lots)` steps; a million usages are a matter of a second. Reversals, refunds, voids
 * and holds are no usages: lower the amounts, or leave rows out, before. `describeAllocation` turns the answer
 * into plain rows.
 *
 * @param lots in any order; of `original` everything is there at `effectiveAt`
 * @param usages best in order of time, else they are sorted; ids are not looked at
 * @throws InvalidInputError with every issue: an instant that is not `Date.toISOString()` text, an amount that is
 *   negative, unreadable or finer than `scale`, a lot that stands there twice
 * @example
 * const { slices, shortfall } = allocateInOrder(lots, usages, { order: 'bonus-first' });
 */
export function allocateInOrder(
  lots: readonly LotFacts[],
  usages: readonly UsageFacts[],
  options: AllocateInOrderOptions = {},
): OrderedAllocation {
  const { order, scale } = readOptions(options);
  let attempt = new Attempt(lots, usages, order, scale);
  if (!attempt.run.work(attempt.reader)) {
    attempt = new Attempt(lots, usages, order, scale);
    attempt.run.work(attempt.reader, inOrderOfTime(usages));
  }
  const { intake, run, remaining } = attempt;
  intake.finish('allocateInOrder');
  return { scale, lots, usages, slices: run.slices(), shortfall: run.shortfall, remaining };
}

/** A run with all that it works on. */
class Attempt {
  readonly intake: Intake;
  readonly reader: UsageReader;
  readonly remaining: bigint[];
  readonly run: Run;

  constructor(lots: readonly LotFacts[], usages: readonly UsageFacts[], order: OrderPolicy, scale: number) {
    this.intake = new Intake({ scale });
    this.reader = new UsageReader(scale, this.intake);
    this.remaining = unitsOfLots(lots, scale, this.intake);
    // With lots that cannot be meant there is nothing to pay from; usages are read on for their own issues.
    const sound = this.intake.hasIssues ? [] : lots;
    this.run = new Run(sound, inOrderOfUse(sound, order), this.remaining, usages);
  }
}

function readOptions(options: AllocateInOrderOptions): Required<AllocateInOrderOptions> {
  const intake = new Intake({});
  const scale = readInteger(intake, options.scale ?? DEFAULT_SCALE, 0, MAX_SCALE, 'scale');
  const order = options.order ?? 'oldest-first';
  checkOrder(order, intake);
  intake.finish('allocateInOrder');
  return { order, scale };
}
