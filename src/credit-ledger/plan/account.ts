import { plainAmount } from '../../core/amount.ts';
import type { AccountInput, LedgerAccount } from '../account.ts';
import type { BonusRule } from '../policy/bonus.ts';
import { type OrderPolicy, orderTerms } from '../policy/order.ts';
import type { Rounding } from '../policy/rounding.ts';
import type { AccountResult } from '../results.ts';
import type { AccountHead } from '../rows.ts';
import { checkBonus, checkOrder, checkOverdraw, checkRounding, checkZone } from './account-checks.ts';
import { recorded, replayed } from './command.ts';
import { readInteger } from './figures.ts';
import { Intake } from './intake.ts';
import type { LedgerCommand } from './ledger-command.ts';
import { NO_FIGURES, perKind } from './totals.ts';

/** Most decimals that amounts of an account may have. */
export const MAX_SCALE = 30;
/** Decimals that amounts have unless the account says otherwise. */
export const DEFAULT_SCALE = 8;
const BONUS_SCALE = 2;

/**
 * An account with every default filled in, of which the caller holds no part.
 *
 * @throws InvalidInputError with every issue
 */
export function readAccount(input: AccountInput): LedgerAccount {
  const intake = new Intake({});
  const scale = readInteger(intake, input.scale ?? DEFAULT_SCALE, 0, MAX_SCALE, 'scale');
  const account: LedgerAccount = {
    id: intake.id(input.id, 'id'),
    currency: input.currency,
    scale,
    order: input.order ?? 'oldest-first',
    overdraw: input.overdraw ?? 'shortfall',
    businessTimeZone: input.businessTimeZone ?? 'UTC',
    bonusRule: input.bonusRule ?? { type: 'none' },
    ingestRounding: input.ingestRounding ?? null,
  };
  if (!/^[A-Z]{3}$/.test(account.currency))
    intake.refuse('currency', 'must be three capital letters such as USD');
  checkOverdraw(account.overdraw, intake);
  checkOrder(account.order, intake);
  checkZone(account.businessTimeZone, intake);
  checkBonus(account.bonusRule, scale, intake);
  if (account.ingestRounding !== null) checkRounding(account.ingestRounding, scale, 'ingestRounding', intake);
  intake.finish('openAccount');
  const { order, bonusRule, ingestRounding } = account;
  return {
    ...account,
    order: ownOrder(order),
    bonusRule: ownRule(bonusRule, scale),
    ingestRounding: ingestRounding && ownRounding(ingestRounding),
  };
}

/** Writes the account down as the first thing that happens in it. */
export function openAccount(account: LedgerAccount): LedgerCommand<AccountResult> {
  const request = requestOf(account);
  const key = `account:${account.id}`;
  return function* (draft) {
    const known = yield* replayed(draft, key, request, 'openAccount');
    return known ?? recorded(draft, request, { command: 'openAccount', key, replayed: false, account });
  };
}

/** What a second call must repeat to mean the same account. */
function requestOf({ order, ...account }: LedgerAccount): string {
  const { id, currency, scale, overdraw, businessTimeZone, bonusRule, ingestRounding } = account;
  const rules = [orderTerms(order), overdraw, businessTimeZone, bonusRule, ingestRounding];
  return JSON.stringify(['openAccount', id, currency, scale, ...rules]);
}

/** The head of an account in which nothing has happened yet. */
export function emptyHead(account: LedgerAccount): AccountHead {
  return {
    account,
    version: 0,
    nextSeq: 1,
    nextGroupSeq: 1,
    openingAt: null,
    firstDay: null,
    lastEffectiveAt: null,
    firstLotAt: null,
    lastRecordedAt: null,
    generation: 1,
    nextExpiry: null,
    expiredBy: null,
    nextTimeout: null,
    lastPull: null,
    totals: perKind(() => NO_FIGURES),
    debt: '0',
  };
}

function ownOrder(order: OrderPolicy): OrderPolicy {
  if (typeof order === 'string') return order;
  return order.map((term) => (typeof term === 'object' ? { kind: [...term.kind] } : term));
}

function ownRounding({ scale, mode = 'half-up' }: Rounding): Rounding {
  return { scale, mode };
}

/**
 * The rule with its rounding spelled out, so that what is stored says what will happen, and with canonical
 * figures: `0.10` and `0.1` are one rate.
 */
function ownRule(rule: BonusRule, scale: number): BonusRule {
  const { type } = rule;
  if (type === 'none') return { type };
  const rounding = ownRounding(rule.rounding ?? { scale: Math.min(BONUS_SCALE, scale) });
  if (type === 'percent')
    return { type, minCash: plainAmount(rule.minCash), rate: plainAmount(rule.rate), rounding };
  if (type === 'perStep')
    return { type, stepCash: plainAmount(rule.stepCash), bonus: plainAmount(rule.bonus), rounding };
  const tiers = rule.tiers.map(({ from, rate }) => ({ from: plainAmount(from), rate: plainAmount(rate) }));
  return { type, mode: rule.mode, tiers, rounding };
}
