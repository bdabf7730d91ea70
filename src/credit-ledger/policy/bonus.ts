import { formatUnits, parseAmount, pow10, type ScaledAmount } from '../../core/amount.ts';
import type { Rounding } from './rounding.ts';
import { roundUnits } from './rounding.ts';

/** How a bonus is rounded; default 2 decimals, half up (rule X11). */
export interface BonusRounding {
  readonly rounding?: Rounding;
}

/** From `minCash` on, every purchase earns `cash * rate`. */
export interface PercentBonus extends BonusRounding {
  readonly type: 'percent';
  readonly minCash: string;
  /** A fraction: `0.1` is ten percent. */
  readonly rate: string;
}

/** Every full `stepCash` of a purchase earns `bonus`. */
export interface StepBonus extends BonusRounding {
  readonly type: 'perStep';
  readonly stepCash: string;
  readonly bonus: string;
}

/**
 * Rates by size. `slab`: the rate of the highest `from` that the cash reaches counts for all of it.
 * `graduated`: each rate counts for the part between its `from` and the next. `tiers` ascend.
 */
export interface TierBonus extends BonusRounding {
  readonly type: 'tiers';
  readonly mode: 'slab' | 'graduated';
  readonly tiers: readonly { readonly from: string; readonly rate: string }[];
}

/** How much credit a purchase earns on top, where the purchase itself does not say. */
export type BonusRule = { readonly type: 'none' } | PercentBonus | StepBonus | TierBonus;

/** Ten percent on purchases of 10,000 or more. */
export const packTenPercent: PercentBonus = /* @__PURE__ */ Object.freeze({
  type: 'percent',
  minCash: '10000',
  rate: '0.1',
});

const ZERO: ScaledAmount = { units: 0n, scale: 0 };
const DEFAULT_SCALE = 2;

/**
 * The bonus that a rule gives for an amount of cash, as a plain decimal.
 *
 * @example bonusFor('15000', packTenPercent) // '1500'
 * @throws InvalidInputError for a figure of the rule or a cash that is no decimal
 */
export function bonusFor(cash: string, rule: BonusRule): string {
  if (rule.type === 'none') return '0';
  const exact = exactBonus(parseAmount(cash, 'cash'), rule);
  const scale = rule.rounding?.scale ?? DEFAULT_SCALE;
  return formatUnits(roundUnits(exact.units, exact.scale, scale, rule.rounding?.mode), scale);
}

function exactBonus(cash: ScaledAmount, rule: Exclude<BonusRule, { type: 'none' }>): ScaledAmount {
  if (rule.type === 'percent') {
    return compareAmounts(cash, parseAmount(rule.minCash)) < 0 ? ZERO : times(cash, parseAmount(rule.rate));
  }
  if (rule.type === 'perStep') {
    const [whole, step] = aligned(cash, parseAmount(rule.stepCash));
    return times({ units: whole / step, scale: 0 }, parseAmount(rule.bonus));
  }
  const tiers = rule.tiers.map(({ from, rate }) => ({ from: parseAmount(from), rate: parseAmount(rate) }));
  const reached = tiers.filter(({ from }) => compareAmounts(from, cash) <= 0);
  if (rule.mode === 'slab') return times(cash, reached.at(-1)?.rate ?? ZERO);
  return reached
    .map(({ from, rate }, index) => times(minus(reached[index + 1]?.from ?? cash, from), rate))
    .reduce(plus, ZERO);
}

function aligned(a: ScaledAmount, b: ScaledAmount): [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [a.units * pow10(scale - a.scale), b.units * pow10(scale - b.scale), scale];
}

/** Which of two exact amounts is greater. */
export function compareAmounts(a: ScaledAmount, b: ScaledAmount): number {
  const [x, y] = aligned(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

function times(a: ScaledAmount, b: ScaledAmount): ScaledAmount {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

function plus(a: ScaledAmount, b: ScaledAmount): ScaledAmount {
  const [x, y, scale] = aligned(a, b);
  return { units: x + y, scale };
}

function minus(a: ScaledAmount, b: ScaledAmount): ScaledAmount {
  const [x, y, scale] = aligned(a, b);
  return { units: x - y, scale };
}
