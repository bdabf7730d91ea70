import fc from 'fast-check';
import {
  CreditLedger,
  type CreditLedgerOptions,
  type CreditLedgerRepository,
  InMemoryCreditLedgerRepository,
  type OrderPolicy,
  type OverdrawMode,
} from 'reseller-sdk/credit-ledger';

/** A command of a random history. Amounts are in cents. */
export type Command =
  | { readonly do: 'buy'; readonly day: number; readonly cash: number; readonly bonus: number }
  | { readonly do: 'use'; readonly day: number; readonly amount: number }
  | { readonly do: 'adjust'; readonly day: number; readonly amount: number }
  | { readonly do: 'useMany'; readonly days: readonly number[]; readonly amount: number };

export const ACCOUNT = 'acct';
export const CLOCK = { now: () => new Date('2027-01-01T00:00:00Z') };

const DAYS = 12;
const day = fc.integer({ min: 1, max: DAYS });
const cents = fc.integer({ min: 0, max: 5000 });

const buy = fc.record({ do: fc.constant('buy' as const), day, cash: cents, bonus: cents });
const use = fc.record({
  do: fc.constant('use' as const),
  day,
  amount: fc.integer({ min: -2000, max: 9000 }),
});
const adjust = fc.record({
  do: fc.constant('adjust' as const),
  day,
  amount: fc.integer({ min: -3000, max: 3000 }).filter((amount) => amount !== 0),
});
const useMany = fc.record({
  do: fc.constant('useMany' as const),
  days: fc.array(day, { minLength: 1, maxLength: 6 }),
  amount: fc.integer({ min: -500, max: 3000 }),
});

/** Random histories: purchases, usage of both signs, corrections, in any order of days. */
export const histories: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof({ weight: 3, arbitrary: buy }, { weight: 5, arbitrary: use }, adjust, useMany),
  { maxLength: 14 },
);

export const orders = fc.constantFrom<OrderPolicy>(
  'oldest-first',
  'purchased-first',
  'expiring-first',
  'bonus-first',
);

export const overdrafts = fc.constantFrom<OverdrawMode>('shortfall', 'reject', 'allow');

export function dayText(number: number): string {
  return `2026-01-${String(number).padStart(2, '0')}`;
}

export function money(amount: number): string {
  return (BigInt(amount) * 10n ** 6n).toString().replace(/^(-?)(\d+)$/, (_, sign: string, digits: string) => {
    const padded = digits.padStart(9, '0');
    return `${sign}${padded.slice(0, -8)}.${padded.slice(-8)}`;
  });
}

/** Carries out one command of a history; `index` makes its ids. A refusal for lack of credit is a result. */
export async function perform(ledger: CreditLedger, command: Command, index: number): Promise<unknown> {
  const id = `c${index}`;
  switch (command.do) {
    case 'buy':
      return ledger.recordPurchase(ACCOUNT, {
        id,
        at: dayText(command.day),
        cash: money(command.cash),
        bonus: money(command.bonus),
      });
    case 'use':
      return ledger
        .allocateUsage(ACCOUNT, { id, at: dayText(command.day), amount: money(command.amount) })
        .catch(ofInsufficientCredit);
    case 'adjust':
      return ledger
        .adjust(ACCOUNT, { id, at: dayText(command.day), amount: money(command.amount), reason: 'random' })
        .catch(ofInsufficientCredit);
    case 'useMany':
      return ledger
        .allocateMany(
          ACCOUNT,
          command.days.map((number, part) => ({
            id: `${id}-${part}`,
            at: dayText(number),
            amount: money(command.amount),
          })),
        )
        .catch(ofInsufficientCredit);
  }
}

function ofInsufficientCredit(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'INSUFFICIENT_CREDIT') return error.code;
  throw error;
}

export interface Rules {
  readonly order?: OrderPolicy;
  readonly overdraw?: OverdrawMode;
  readonly businessTimeZone?: string;
}

/** A ledger with one open account over a repository. */
export async function openLedger(
  rules: Rules = {},
  repository: CreditLedgerRepository = new InMemoryCreditLedgerRepository(),
  options: Partial<CreditLedgerOptions> = {},
): Promise<CreditLedger> {
  const ledger = new CreditLedger({
    repository,
    clock: CLOCK,
    random: () => 0,
    sleep: async () => {},
    ...options,
  });
  await ledger.openAccount({ id: ACCOUNT, currency: 'USD', ...rules });
  return ledger;
}

/** Everything that a repository holds of the account. */
export async function stateOf(repository: CreditLedgerRepository) {
  const limit = 100_000;
  return {
    head: await repository.head(ACCOUNT),
    lots: await repository.lots(ACCOUNT, { limit }),
    usages: await repository.usages(ACCOUNT, { limit }),
    entries: await repository.entries(ACCOUNT, { limit }),
    debts: await repository.openDebts(ACCOUNT, { limit }),
  };
}

export type State = Awaited<ReturnType<typeof stateOf>>;
