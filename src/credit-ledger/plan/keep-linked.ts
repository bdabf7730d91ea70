import { toUnits } from '../../core/amount.ts';
import type { LedgerEntry } from '../rows.ts';
import { bookAdjustment } from './adjust.ts';
import type { Debit } from './debts.ts';
import type { Draft } from './draft.ts';
import type { Moment } from './intake.ts';
import { MAX_KEYS, type Planning, read } from './read.ts';

const REVERSAL = 'reverse:';

/**
 * A charge that is withdrawn takes its own reversals with it. What negative rows of their own had reversed of it
 * is theirs and stays, so the charge leaves it behind as credit, from when it is withdrawn on.
 */
export function* keepLinked(
  draft: Draft,
  charge: Debit,
  { at, day, commandKey }: Moment & { readonly commandKey: string },
): Planning<void> {
  let units = 0n;
  for (const { row } of yield* linkedTo(draft, charge)) units -= toUnits(row.amount, draft.scale);
  if (units === 0n) return;
  const requested = draft.text(units);
  const reason = 'reversed by a row of its own, which stays';
  yield* bookAdjustment(draft, { id: commandKey, at, day, units, requested, reason });
}

/** The negative rows that reversed parts of a charge. */
export function* linkedTo(draft: Draft, { row: { id }, reversed }: Debit): Planning<Debit[]> {
  if (reversed === 0n) return [];
  const reversals = new Set<string>();
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: readonly LedgerEntry[] = yield* entriesOf(draft, id, after);
    for (const { type, commandKey } of page) {
      if (type === 'usage.reversed' && commandKey.startsWith(REVERSAL)) {
        reversals.add(commandKey.slice(REVERSAL.length));
      }
    }
    after = page.length < MAX_KEYS ? undefined : page.at(-1)?.seq;
  }
  const rows = yield* draft.debts.byId([...reversals]);
  // A negative row that is a lot happens to have the id of a reversal.
  return rows.filter(({ row, state }) => row.amount.startsWith('-') && state !== 'credit');
}

function entriesOf(draft: Draft, id: string, after: number): Planning<readonly LedgerEntry[]> {
  return read((from) => from.entriesOf(draft.head.account.id, { of: 'usage', id, after, limit: MAX_KEYS }));
}
