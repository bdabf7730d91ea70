import { toUnits } from '../../core/amount.ts';
import type { UsagePlace } from '../repository.ts';
import type { CreditLot, EntryType, LedgerEntry } from '../rows.ts';
import type { Debit } from './debts.ts';
import type { Draft } from './draft.ts';
import { linkedTo } from './keep-linked.ts';
import { type Planning, read } from './read.ts';
import { voidReturned } from './return.ts';

const PAGE = 256;
/** What happens to a usage after its own time. */
const LATER: readonly EntryType[] = ['shortfall.settled', 'usage.reversed'];

/** What an opening balance contains, and what it frees. */
export interface Dissolved {
  /** Ids of usage that it contains. */
  readonly ids: readonly string[];
  /** Negative rows from after it which had reversed such usage: there is nothing left that they take back. */
  readonly unlinked: readonly Debit[];
}

/** Takes usage from before an opening out of the books: the opening contains it. */
export function* dissolveUsage(draft: Draft, before: string, commandKey: string): Planning<Dissolved> {
  const ids: string[] = [];
  const unlinked: Debit[] = [];
  let after: UsagePlace | undefined;
  for (;;) {
    const place = after;
    const page = yield* read((from) =>
      from.usages(draft.head.account.id, { before, after: place, limit: PAGE }),
    );
    for (const row of page) {
      const debit = draft.debts.debit(row);
      const linked = yield* linkedTo(draft, debit);
      unlinked.push(
        ...linked.filter(({ row: { occurredAt }, state }) => state === 'reversal' && occurredAt >= before),
      );
      yield* dissolve(draft, debit, commandKey);
      ids.push(row.id);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return { ids, unlinked };
    after = { occurredAt: last.occurredAt, seq: last.seq };
  }
}

/** Gives back what later lots had paid for a usage and cancels what was still open, or reversed since. */
function* dissolve(draft: Draft, debit: Debit, commandKey: string): Planning<void> {
  const { id: usageId, origin, occurredAt: at, day, amount } = debit.row;
  const cause = { origin, usageId, commandKey, reason: null, at, day };
  const wasReversed = debit.reversed > 0n;
  if (wasReversed) yield* takeBackLater(draft, debit, commandKey);
  const cells = yield* draft.stock.byId([...new Set(debit.slices.map(({ lotId }) => lotId))]);
  const byId = new Map(cells.map((cell) => [cell.lot.id, cell]));
  for (const slice of debit.slices) {
    const cell = byId.get(slice.lotId);
    if (cell === undefined) continue;
    const { lot } = cell;
    const units = toUnits(slice.amount, draft.scale);
    const payment = { ...cause, at: lot.effectiveAt, day: lot.day };
    draft.move(cell, 'consumed', 'remaining', units);
    if (!wasReversed) draft.enter('usage.before_opening', payment, units, { lot });
    voidReturned(draft, cell, units, payment);
  }
  const units = toUnits(amount, draft.scale);
  draft.enter('usage.before_opening', cause, units < 0n ? -units : units);
  draft.debts.dissolve(debit);
}

/** Takes back payments and reversals of a usage, each at its own time, as far as they still count. */
function* takeBackLater(draft: Draft, { row }: Debit, commandKey: string): Planning<void> {
  const open = yield* openEntries(draft, row.id);
  const ids = open.flatMap(({ entry: { lotId } }) => (lotId === null ? [] : [lotId]));
  const cells = yield* draft.stock.byId([...new Set(ids)]);
  const lots = new Map<string | null, CreditLot>(cells.map(({ lot }) => [lot.id, lot]));
  for (const { entry, units } of open) {
    const { type, origin, usageId, effectiveAt: at, day, reason, seq } = entry;
    const lot = lots.get(entry.lotId);
    const detail = lot === undefined ? { reversesSeq: seq } : { reversesSeq: seq, lot };
    draft.enter(type, { at, day, origin, usageId, commandKey, reason }, units, detail);
  }
}

interface OpenEntry {
  readonly entry: LedgerEntry;
  /** What of it was not taken back. */
  units: bigint;
}

function* openEntries(draft: Draft, id: string): Planning<OpenEntry[]> {
  const open = new Map<number, OpenEntry>();
  let after = 0;
  for (;;) {
    const place = after;
    const page = yield* read((from) =>
      from.entriesOf(draft.head.account.id, { of: 'usage', id, after: place, limit: PAGE }),
    );
    for (const entry of page) {
      const units = toUnits(entry.amount, draft.scale);
      const reversed = entry.reversesSeq === null ? undefined : open.get(entry.reversesSeq);
      if (reversed !== undefined) reversed.units -= units;
      else if (LATER.includes(entry.type)) open.set(entry.seq, { entry, units });
      after = entry.seq;
    }
    if (page.length < PAGE) break;
  }
  const counts = ({ entry, units }: OpenEntry): boolean =>
    units > 0n && !draft.isBeforeOpening({ at: entry.effectiveAt, day: entry.day });
  return [...open.values()].filter(counts);
}
