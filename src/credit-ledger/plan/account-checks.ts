import { parseDecimalText, type ScaledAmount } from '../../core/amount.ts';
import { InvalidInputError } from '../../core/errors/input.ts';
import type { OverdrawMode } from '../account.ts';
import { calendarOf } from '../calendar.ts';
import { type BonusRule, compareAmounts, type TierBonus } from '../policy/bonus.ts';
import { LOT_KINDS, type OrderPolicy, type OrderTerm, orderPresets } from '../policy/order.ts';
import { ROUNDING_MODES, type Rounding } from '../policy/rounding.ts';
import { readInteger } from './figures.ts';
import type { Intake } from './intake.ts';

const OVERDRAW: readonly OverdrawMode[] = ['shortfall', 'reject', 'allow'];
const TIER_MODES: readonly unknown[] = ['slab', 'graduated'];
const TERMS: readonly unknown[] = ['priority', 'effectiveAt', 'expiresAt', 'groupSeq', 'id'];

/** Whether the mode is known. */
export function checkOverdraw(mode: OverdrawMode, intake: Intake): void {
  if (!OVERDRAW.includes(mode)) intake.refuse('overdraw', `must be one of ${OVERDRAW.join(', ')}`);
}

/** Whether the order is a preset or a list of known comparators. */
export function checkOrder(order: OrderPolicy, intake: Intake): void {
  if (typeof order === 'string') {
    if (!Object.hasOwn(orderPresets, order)) intake.refuse('order', 'is not a preset of orderPresets');
    return;
  }
  if (!Array.isArray(order)) {
    intake.refuse('order', 'must be a preset of orderPresets or a list of comparators');
    return;
  }
  for (const [index, term] of order.entries()) {
    const path = `order[${index}]`;
    if (typeof term === 'object') {
      if (!isRanking(term)) intake.refuse(path, `must rank ${LOT_KINDS.join(', ')}, each once`);
    } else if (!TERMS.includes(term)) intake.refuse(path, `must be one of ${TERMS.join(', ')} or { kind }`);
    else if (term === 'id' && index < order.length - 1) intake.refuse(path, 'id may only stand last');
  }
}

function isRanking(term: Extract<OrderTerm, object> | null): boolean {
  const kinds: unknown = term?.kind;
  if (!Array.isArray(kinds) || kinds.length !== LOT_KINDS.length) return false;
  return LOT_KINDS.every((kind) => kinds.includes(kind));
}

/** Whether the zone is known. */
export function checkZone(zone: string, intake: Intake): void {
  try {
    calendarOf(zone);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    intake.refuse('businessTimeZone', 'must be an IANA time zone such as Europe/Bucharest');
  }
}

/** Whether the figures of a bonus rule can be meant. */
export function checkBonus(rule: BonusRule, scale: number, intake: Intake): void {
  if (rule.type === 'none') return;
  if (rule.rounding !== undefined) checkRounding(rule.rounding, scale, 'bonusRule.rounding', intake);
  if (rule.type === 'percent') {
    checkFigure(rule.minCash, 'bonusRule.minCash', intake);
    checkFigure(rule.rate, 'bonusRule.rate', intake);
  } else if (rule.type === 'perStep') {
    checkFigure(rule.stepCash, 'bonusRule.stepCash', intake, true);
    checkFigure(rule.bonus, 'bonusRule.bonus', intake);
  } else if (rule.type === 'tiers') checkTiers(rule, intake);
  else intake.refuse('bonusRule.type', 'must be none, percent, perStep or tiers');
}

function checkTiers({ mode, tiers }: TierBonus, intake: Intake): void {
  if (!TIER_MODES.includes(mode)) intake.refuse('bonusRule.mode', 'must be slab or graduated');
  if (!Array.isArray(tiers)) {
    intake.refuse('bonusRule.tiers', 'must be a list of { from, rate }');
    return;
  }
  let before: ScaledAmount | undefined;
  for (const [index, tier] of tiers.entries()) {
    const path = `bonusRule.tiers[${index}]`;
    const from = checkFigure(tier?.from, `${path}.from`, intake);
    checkFigure(tier?.rate, `${path}.rate`, intake);
    if (before !== undefined && from !== undefined && compareAmounts(before, from) >= 0) {
      intake.refuse(`${path}.from`, 'must be greater than the one before');
    }
    before = from;
  }
}

function checkFigure(
  text: unknown,
  path: string,
  intake: Intake,
  isPositive = false,
): ScaledAmount | undefined {
  const read = typeof text === 'string' ? parseDecimalText(text) : undefined;
  if (read === undefined) intake.refuse(path, 'must be a plain decimal as text', 'INVALID_AMOUNT');
  else if (read.units < 0n) intake.refuse(path, 'must not be negative');
  else if (isPositive && read.units === 0n) intake.refuse(path, 'must be greater than zero');
  return read;
}

/** Whether a rounding keeps no more decimals than the account has, in a known mode. */
export function checkRounding(rounding: Rounding, scale: number, path: string, intake: Intake): void {
  readInteger(intake, rounding.scale, 0, scale, `${path}.scale`);
  const { mode } = rounding;
  if (mode !== undefined && !ROUNDING_MODES.includes(mode)) {
    intake.refuse(`${path}.mode`, `must be one of ${ROUNDING_MODES.join(', ')}`);
  }
}
