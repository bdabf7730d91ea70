import { toUnits } from '../../core/amount.ts';
import type { Day, InstantInput } from '../../core/time.ts';
import { recorded, replayed } from '../plan/command.ts';
import type { Draft } from '../plan/draft.ts';
import { Intake } from '../plan/intake.ts';
import type { LedgerCommand } from '../plan/ledger-command.ts';
import type { Planning } from '../plan/read.ts';
import { LOT_KINDS } from '../policy/order.ts';
import type { RebuildResult, RebuildStand } from '../results.ts';
import type { AccountHead, CreditLot, EntryType } from '../rows.ts';
import { rewriteEffects, rewriteHolds, settleLots } from './compare.ts';
import { eachEntry, type Facts, gatherFacts } from './facts.ts';
import { playHistory } from './history.ts';
import { JournalWriter } from './journal-writer.ts';
import { type Due, Replay } from './replay.ts';
import { type Booked, isAsStored, rewriteUsage } from './rewrite.ts';
import type { Pot } from './shelf.ts';

/** What is rebuilt. */
export interface RebuildInput {
  /** Usage from before this instant or day keeps what paid for it; left out: everything is attributed anew. */
  readonly from?: InstantInput | Day;
  /** Only tell what would change. */
  readonly dryRun?: boolean;
}

const PAYING: readonly EntryType[] = ['usage.allocated', 'usage.shortfall', 'shortfall.settled'];

/** The command behind `CreditLedger.rebuild`. */
export function rebuild(input: RebuildInput = {}): LedgerCommand<RebuildResult> {
  return (draft) => planRebuild(draft, input);
}

function* planRebuild(draft: Draft, { from, dryRun = false }: RebuildInput): Planning<RebuildResult> {
  const { head } = draft;
  const intake = new Intake(draft.head.account);
  const start = from === undefined ? null : intake.moment(from, 'from').at;
  intake.finish('rebuild');
  const key = `rebuild:${start ?? 'start'}:${head.version}`;
  const request = JSON.stringify(['rebuild', start]);
  const known = yield* replayed(draft, key, request, 'rebuild');
  if (known !== undefined) return known;
  const facts = yield* gatherFacts(draft);
  const dues: Due[] = [];
  const replay = new Replay(head.account.overdraw, (due) => {
    const isSpecial = due.reversed > 0n && !due.isPinned;
    if (isSpecial || !isAsStored(draft, due)) dues.push(due);
  });
  yield* playHistory(draft, facts, replay, start ?? '');
  replay.finish(key);
  const writer = new JournalWriter(draft, key, facts.pots);
  const changedUsages = yield* rewriteUsages(draft, writer, dues);
  rewriteEffects(draft, writer, facts, replay.effects, key);
  rewriteHolds(draft, writer, facts, replay);
  const changedLots = settleLots(draft, facts.pots.values());
  const result: RebuildResult = {
    command: 'rebuild',
    key,
    replayed: false,
    ...{ from: start, dryRun, generation: draft.next.generation },
    ...{ changedUsages, changedLots, entries: writer.written },
    before: standOf(
      draft,
      head.totals,
      head.debt,
      idleAt(facts, head, ({ lot }) => freeOf(draft, lot)),
    ),
    after: standOf(
      draft,
      draft.totals,
      draft.text(draft.debts.total),
      idleAt(facts, head, ({ free }) => free),
    ),
  };
  return dryRun ? result : recorded(draft, request, result);
}

/** Writes usages that came out differently; answers how many records changed. */
function* rewriteUsages(draft: Draft, writer: JournalWriter, dues: readonly Due[]): Planning<number> {
  if (dues.length === 0) return 0;
  const booked = new Map<string, Map<number, Booked>>(dues.map(({ id }) => [id, new Map()]));
  yield* eachEntry(draft, (entry) => {
    const { usageId, type, reversesSeq, seq } = entry;
    const known = usageId === null || !PAYING.includes(type) ? undefined : booked.get(usageId);
    if (known === undefined) return;
    const units = toUnits(entry.amount, draft.scale);
    const reversed = reversesSeq === null ? undefined : known.get(reversesSeq);
    if (reversed !== undefined) reversed.units -= units;
    else known.set(seq, { entry, units });
  });
  let changed = 0;
  for (const due of dues) {
    const entries = [...(booked.get(due.id)?.values() ?? [])];
    if (rewriteUsage(draft, writer, due, entries)) changed += 1;
  }
  return changed;
}

/** Credit of lots whose time was up at the latest effect on record, as far as that is not booked. */
function idleAt({ pots }: Facts, { lastEffectiveAt }: AccountHead, unitsOf: (pot: Pot) => bigint): bigint {
  let idle = 0n;
  for (const pot of pots.values()) {
    const { expiresAt } = pot.lot;
    if (expiresAt !== null && expiresAt <= (lastEffectiveAt ?? '')) idle += unitsOf(pot);
  }
  return idle;
}

function freeOf({ scale }: Draft, { remaining, held }: CreditLot): bigint {
  return toUnits(remaining, scale) - toUnits(held, scale);
}

/** The figures that a rebuild may move against each other. */
function standOf(draft: Draft, totals: AccountHead['totals'], debt: string, idle: bigint): RebuildStand {
  const sum = (figure: 'remaining' | 'expired' | 'voided'): bigint =>
    LOT_KINDS.reduce((total, kind) => total + toUnits(totals[kind][figure], draft.scale), 0n);
  return {
    net: draft.text(sum('remaining') - idle - toUnits(debt, draft.scale)),
    expired: draft.text(sum('expired') + idle),
    voided: draft.text(sum('voided')),
  };
}
