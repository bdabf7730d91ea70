import { formatUnits, toUnits } from '../../core/amount.ts';
import type { Day, InstantInput } from '../../core/time.ts';
import type { Books } from '../books.ts';
import { addEntry, type Movement, noMovement } from '../movement.ts';
import { Intake } from '../plan/intake.ts';
import { perKind } from '../plan/totals.ts';
import { LOT_KINDS, type LotKind } from '../policy/order.ts';
import type { AccountHead } from '../rows.ts';
import { dueBooks } from './due.ts';
import { knownBooks } from './known.ts';
import { sumUntil } from './sums.ts';

/**
 * Which balance to show. A day means the first instant of that day in the account's business zone (rule X6):
 * what is dated by that day counts, what happened later in it does not.
 */
export interface BalanceQuery {
  /** What had taken effect by then, at it included. Default: the latest effective instant on record. */
  readonly asOf?: InstantInput | Day;
  /**
   * What was on record by then, at it included: the balance as one saw it at that time. Default: all. Only
   * debts that the time-out of a hold would have settled, if no command had booked it yet, show as debt still.
   */
  readonly knownAt?: InstantInput | Day;
}

/** What is left, and what is owed. Plain decimals in the currency of the account. */
export interface Balance {
  readonly account: string;
  readonly currency: string;
  /** Version of the account that the figures belong to. */
  readonly version: number;
  /** The instant for which the figures hold; `null` on an empty account that was not asked about one. */
  readonly asOf: string | null;
  readonly purchased: string;
  readonly bonus: string;
  readonly adjustment: string;
  /** `purchased + bonus + adjustment`, including what is held. */
  readonly total: string;
  readonly held: string;
  /** `total - held`, and not less than 0 where a past instant held what an older usage took later. */
  readonly available: string;
  /** Usage that nothing has paid; as of a past instant also what credit paid that came back later. */
  readonly debt: string;
  /** `total - debt`; below zero when more is owed than there is. */
  readonly net: string;
  /** What usage has taken so far, by kind. */
  readonly consumed: Readonly<Record<LotKind, string>>;
}

/** What is left and what is owed, at an instant and as known at an instant. @throws InvalidInputError */
export async function balanceAt(books: Books, query: BalanceQuery): Promise<Balance> {
  const { account, lastRecordedAt } = books.head;
  const intake = new Intake(account);
  const asOf = query.asOf === undefined ? null : intake.moment(query.asOf, 'asOf').at;
  const knownAt = query.knownAt === undefined ? null : intake.moment(query.knownAt, 'knownAt').at;
  intake.finish('balance');
  if (knownAt === null || lastRecordedAt === null || knownAt >= lastRecordedAt) {
    return balanceBy(books, asOf ?? books.head.lastEffectiveAt);
  }
  const known = await knownBooks(books, knownAt, asOf);
  return balanceFrom(books.head, known.asOf, known.sum);
}

/** The balance at an instant, with all that is on record and all that was due by then. */
export async function balanceBy(books: Books, at: string | null): Promise<Balance> {
  const { head } = books;
  if (at === null) return balanceOf(head);
  const due = await dueBooks(books, at);
  if (head.lastEffectiveAt === null || head.lastEffectiveAt <= at) {
    return { ...balanceOf(due.head), asOf: at };
  }
  const sum = await sumUntil(books, at);
  for (const entry of due.entries) {
    if (entry.effectiveAt <= at) addEntry(sum, entry, head.account.scale);
  }
  return balanceFrom(head, at, sum);
}

/** The balance that a head holds; expiries and time-outs that no command has booked are not in it. */
export function balanceOf(head: AccountHead): Balance {
  const { totals, debt, account } = head;
  const sum = noMovement();
  for (const kind of LOT_KINDS) {
    sum.remaining[kind] = toUnits(totals[kind].remaining, account.scale);
    sum.consumed[kind] = toUnits(totals[kind].consumed, account.scale);
    sum.held += toUnits(totals[kind].held, account.scale);
  }
  sum.debt = toUnits(debt, account.scale);
  return balanceFrom(head, head.lastEffectiveAt, sum);
}

/**
 * The balance of a sum of movements. A kind below zero means that its credit came back later than a debt that
 * it settled counts: at that instant nothing had paid that part, so it is shown as owed. The net is the same.
 */
function balanceFrom({ account, version }: AccountHead, asOf: string | null, sum: Movement): Balance {
  const text = (units: bigint): string => formatUnits(units, account.scale);
  let total = 0n;
  let { debt } = sum;
  for (const kind of LOT_KINDS) {
    const remaining = sum.remaining[kind];
    if (remaining > 0n) total += remaining;
    else debt -= remaining;
  }
  return {
    account: account.id,
    currency: account.currency,
    version,
    asOf,
    ...perKind((kind) => text(sum.remaining[kind] > 0n ? sum.remaining[kind] : 0n)),
    total: text(total),
    held: text(sum.held),
    available: text(total > sum.held ? total - sum.held : 0n),
    debt: text(debt),
    net: text(total - debt),
    consumed: perKind((kind) => text(sum.consumed[kind])),
  };
}
