import fc from 'fast-check';
import type { CreditLedger } from 'reseller-sdk/credit-ledger';
import { ACCOUNT, dayText, money } from './model.ts';

/** A command of a random history with corrections. `of` chooses what it is about; amounts are in cents. */
export type Action =
  | {
      readonly do: 'buy';
      readonly day: number;
      readonly cash: number;
      readonly bonus: number;
      readonly life: number | null;
    }
  | { readonly do: 'use'; readonly day: number; readonly amount: number }
  | {
      readonly do: 'reverse';
      readonly of: number;
      readonly amount: number | null;
      readonly day: number | null;
    }
  | { readonly do: 'withdraw'; readonly of: number; readonly day: number | null }
  | { readonly do: 'comeBack'; readonly of: number }
  | {
      readonly do: 'refund';
      readonly of: number;
      readonly day: number;
      readonly cash: number;
      readonly bonus: number | null;
      readonly onMissing: 'debt' | 'reject';
    }
  | { readonly do: 'void'; readonly of: number; readonly kind: 'p' | 'b'; readonly day: number }
  | { readonly do: 'extend'; readonly of: number; readonly kind: 'p' | 'b'; readonly until: number | null }
  | { readonly do: 'hold'; readonly day: number; readonly amount: number; readonly life: number | null }
  | { readonly do: 'release'; readonly of: number }
  | { readonly do: 'expire'; readonly day: number };

const day = fc.integer({ min: 1, max: 12 });
const of = fc.nat({ max: 20 });
const life = fc.option(fc.integer({ min: 1, max: 10 }));
const kind = fc.constantFrom<'p' | 'b'>('p', 'b');
const some = (max: number) => fc.integer({ min: 1, max });

const buy = fc.record({
  ...{ do: fc.constant('buy' as const), day, life },
  ...{ cash: fc.nat({ max: 5000 }), bonus: fc.nat({ max: 2000 }) },
});
const use = fc.record({
  do: fc.constant('use' as const),
  day,
  amount: fc.integer({ min: -1500, max: 6000 }),
});
const reverse = fc.record({
  ...{ do: fc.constant('reverse' as const), of },
  ...{ amount: fc.option(some(4000)), day: fc.option(day) },
});
const withdraw = fc.record({ do: fc.constant('withdraw' as const), of, day: fc.option(day) });
const comeBack = fc.record({ do: fc.constant('comeBack' as const), of });
const refund = fc.record({
  ...{ do: fc.constant('refund' as const), of, day, cash: fc.nat({ max: 4000 }) },
  ...{
    bonus: fc.option(fc.nat({ max: 1000 })),
    onMissing: fc.constantFrom('debt' as const, 'reject' as const),
  },
});
const voided = fc.record({ do: fc.constant('void' as const), of, kind, day });
const extend = fc.record({ do: fc.constant('extend' as const), of, kind, until: fc.option(some(25)) });
const hold = fc.record({ do: fc.constant('hold' as const), day, amount: some(3000), life });
const release = fc.record({ do: fc.constant('release' as const), of });

export const expire = fc.record({ do: fc.constant('expire' as const), day: some(20) });

/** Random histories with every kind of correction, in any order of days; expiry is booked by nobody. */
export const corrected: fc.Arbitrary<Action[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: buy },
    { weight: 5, arbitrary: use },
    { weight: 3, arbitrary: reverse },
    { weight: 2, arbitrary: refund },
    ...[withdraw, comeBack, voided, extend, hold, release],
  ),
  { maxLength: 16, size: 'max' },
);

/** Carries out one command of a history. What is refused answers with the code. */
export async function act(ledger: CreditLedger, history: readonly Action[], index: number): Promise<unknown> {
  const action = history[index];
  if (action === undefined) return undefined;
  return perform(ledger, history, action, index).catch(codeOf);
}

async function perform(
  ledger: CreditLedger,
  history: readonly Action[],
  action: Action,
  index: number,
): Promise<unknown> {
  const id = `c${index}`;
  const chosen = (kind: Action['do'], of: number): number => {
    const all = [...history.keys()].filter((place) => place < index && history[place]?.do === kind);
    return all[of % all.length] ?? index;
  };
  const reason = 'random';
  switch (action.do) {
    case 'buy':
      return ledger.recordPurchase(ACCOUNT, {
        ...{ id, at: dayText(action.day), cash: money(action.cash), bonus: money(action.bonus) },
        ...(action.life === null ? {} : { expiresAt: dayText(action.day + action.life) }),
      });
    case 'use':
      return ledger.allocateUsage(ACCOUNT, { id, at: dayText(action.day), amount: money(action.amount) });
    case 'reverse':
      return ledger.reverseUsage(ACCOUNT, `c${chosen('use', action.of)}`, {
        id,
        ...(action.amount === null ? {} : { amount: money(action.amount) }),
        ...dated(action.day),
      });
    case 'withdraw':
      return ledger.withdrawUsage(ACCOUNT, `c${chosen('use', action.of)}`, dated(action.day));
    case 'comeBack': {
      const place = chosen('use', action.of);
      return place === index ? undefined : act(ledger, history, place);
    }
    case 'refund':
      return ledger.refundPurchase(ACCOUNT, `c${chosen('buy', action.of)}`, {
        ...{ id, at: dayText(action.day), cash: money(action.cash), onMissing: action.onMissing, reason },
        ...(action.bonus === null ? {} : { bonus: money(action.bonus) }),
      });
    case 'void':
      return ledger.voidLot(ACCOUNT, `c${chosen('buy', action.of)}:${action.kind}`, {
        ...{ id, at: dayText(action.day), reason },
      });
    case 'extend': {
      const expiresAt = action.until === null ? null : dayText(action.until);
      return ledger.extendLot(ACCOUNT, `c${chosen('buy', action.of)}:${action.kind}`, {
        id,
        expiresAt,
        reason,
      });
    }
    case 'hold':
      return ledger.hold(ACCOUNT, {
        ...{ id, at: dayText(action.day), amount: money(action.amount) },
        ...(action.life === null ? {} : { expiresAt: dayText(action.day + action.life) }),
      });
    case 'release':
      return ledger.voidHold(ACCOUNT, `c${chosen('hold', action.of)}`);
    case 'expire':
      return ledger.expire(ACCOUNT, dayText(action.day));
  }
}

function dated(day: number | null): { readonly at?: string } {
  return day === null ? {} : { at: dayText(day) };
}

function codeOf(error: unknown): string {
  const isRefusal = error instanceof Error && 'code' in error && 'retryable' in error;
  if (isRefusal && typeof error.code === 'string' && error.name !== 'ConcurrencyError') return error.code;
  throw error;
}
