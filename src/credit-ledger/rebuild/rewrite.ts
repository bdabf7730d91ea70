import type { Cause, Draft } from '../plan/draft.ts';
import { usageRow } from '../plan/fund.ts';
import { smaller } from '../plan/stock.ts';
import type { EntryType, LedgerEntry, Slice } from '../rows.ts';
import type { JournalWriter } from './journal-writer.ts';
import type { Due, Take } from './replay.ts';

/** What an entry booked for a usage, less what was taken back of it. */
export interface Booked {
  readonly entry: LedgerEntry;
  units: bigint;
}

/** What a replayed taking stands on. */
interface Entered {
  readonly take: Take;
  readonly type: EntryType;
  seq: number | undefined;
}

/** Whether the replay paid a usage exactly as it is stored. */
export function isAsStored(draft: Draft, { row, takes, debt, units }: Due): boolean {
  if (row === undefined || draft.text(debt) !== row.shortfall || draft.text(units) !== row.amount)
    return false;
  const { slices } = row;
  let index = 0;
  for (const { pot, units } of takes) {
    if (units === 0n) continue;
    const slice = slices[index];
    if (slice === undefined || slice.lotId !== pot.lot.id || slice.amount !== draft.text(units)) return false;
    index += 1;
  }
  return index === slices.length;
}

/**
 * Writes what differs between a usage as it is booked and as the replay paid it: entries that no longer hold
 * are taken back, new ones are added under the key of the usage, or of the command that settled the debt. Answers
 * whether its record changed.
 */
export function rewriteUsage(
  draft: Draft,
  writer: JournalWriter,
  due: Due,
  booked: readonly Booked[],
): boolean {
  const open = booked.filter(({ units }) => units > 0n);
  const takes = due.isPinned ? due.takes.filter(({ settledBy }) => settledBy !== null) : due.takes;
  const entered = takes.map((take): Entered => ({ take, type: typeOf(take), seq: undefined }));
  if (due.row === undefined) writer.begin();
  const { nextSeq } = draft;
  if (due.isPinned || !isBookedAlike(due, entered, open))
    enterTakes(writer, due, entered, due.isPinned ? [] : open);
  const slices = entered.filter(({ take }) => take.units > 0n).map((part) => sliceOf(draft, due, part));
  const kept = due.isPinned ? (due.row?.slices ?? []) : [];
  return putRecord(draft, due, Object.freeze([...kept, ...slices]), nextSeq);
}

function typeOf({ settledBy }: Take): EntryType {
  return settledBy === null ? 'usage.allocated' : 'shortfall.settled';
}

/** Finds for each taking the entry that books the same amount of the same lot. */
function match(entered: readonly Entered[], open: readonly Booked[], isExact: boolean): Booked[] {
  const left = open.filter(({ entry }) => entry.lotId !== null);
  for (const part of entered) {
    const { pot, gross } = part.take;
    const index = left.findIndex(
      ({ entry, units }) =>
        entry.lotId === pot.lot.id && units === gross && (!isExact || entry.type === part.type),
    );
    if (index < 0) continue;
    part.seq = left[index]?.entry.seq;
    left.splice(index, 1);
  }
  return left;
}

/** Whether the same lots paid the same parts, at once or later: then the entries stand. */
function isBookedAlike(due: Due, entered: readonly Entered[], open: readonly Booked[]): boolean {
  const left = match(entered, open, false);
  const charged = open
    .filter(({ entry }) => entry.type !== 'shortfall.settled')
    .reduce((sum, { units }) => sum + units, 0n);
  if (left.length === 0 && charged === due.units && entered.every(({ seq }) => seq !== undefined))
    return true;
  for (const part of entered) part.seq = undefined;
  return false;
}

function enterTakes(
  writer: JournalWriter,
  due: Due,
  entered: readonly Entered[],
  open: readonly Booked[],
): void {
  const left = match(entered, open, true);
  for (const part of entered) if (part.seq === undefined) shrink(writer, part, left);
  for (const { entry, units } of left) writer.takeBack(entry, units);
  const own = open.find(({ entry }) => entry.type !== 'shortfall.settled')?.entry;
  const { id: usageId, at, day, row } = due;
  const origin = row?.origin ?? 'refund';
  const cause = {
    at,
    day,
    origin,
    usageId,
    commandKey: own?.commandKey ?? due.key,
    reason: own?.reason ?? null,
  };
  if (!due.isPinned) bookShortfall(writer, cause, shortfallOf(due), open);
  for (const part of entered) {
    if (part.seq !== undefined) continue;
    const { pot, gross, settledBy } = part.take;
    const moment = pot.lot.effectiveAt > at ? { at: pot.lot.effectiveAt, day: pot.lot.day } : { at, day };
    const settling = { ...cause, ...moment, commandKey: settledBy ?? '', reason: null };
    part.seq = writer.book(part.type, settledBy === null ? cause : settling, gross, pot).seq;
  }
}

/** Keeps a part of an entry that booked more of the same lot. */
function shrink(writer: JournalWriter, part: Entered, left: Booked[]): void {
  const { pot, gross } = part.take;
  const index = left.findIndex(
    ({ entry, units }) => entry.type === part.type && entry.lotId === pot.lot.id && units > gross,
  );
  const known = left[index];
  if (known === undefined) return;
  writer.takeBack(known.entry, known.units - gross);
  part.seq = known.entry.seq;
  left.splice(index, 1);
}

/** What a usage owed at its own time: all that it did not get at posting. */
function shortfallOf({ units, takes }: Due): bigint {
  return takes.reduce((sum, { gross, settledBy }) => (settledBy === null ? sum - gross : sum), units);
}

function bookShortfall(writer: JournalWriter, cause: Cause, due: bigint, open: readonly Booked[]): void {
  const booked = open.filter(({ entry }) => entry.type === 'usage.shortfall');
  let excess = booked.reduce((sum, { units }) => sum + units, -due);
  if (excess < 0n) writer.book('usage.shortfall', cause, -excess, null);
  for (const { entry, units } of booked.toReversed()) {
    const part = smaller(units, excess);
    if (part <= 0n) return;
    writer.takeBack(entry, part);
    excess -= part;
  }
}

function sliceOf(draft: Draft, { at }: Due, { take, seq = 0 }: Entered): Slice {
  const { id: lotId, kind, effectiveAt } = take.pot.lot;
  const slice = { lotId, kind, amount: draft.text(take.units), seq };
  return Object.freeze(effectiveAt > at ? { ...slice, lateFunding: true } : slice);
}

function putRecord(draft: Draft, due: Due, slices: readonly Slice[], seq: number): boolean {
  const { id: usageId, at, day, units, debt, row, scope, key: commandKey } = due;
  const amount = draft.text(units);
  if (row === undefined) {
    const cause = { at, day, origin: 'refund', usageId, commandKey, reason: null } as const;
    const charge = { ...cause, scope, units, requested: amount };
    const record = usageRow(draft, charge, debt > 0n ? 'partial' : 'allocated', seq);
    draft.debts.post({ ...record, slices }, debt);
    return true;
  }
  const known = JSON.stringify([row.slices, row.shortfall, row.amount]);
  if (known === JSON.stringify([slices, draft.text(debt), amount])) return false;
  draft.debts.rewrite(
    { ...row, amount, requested: amount === row.amount ? row.requested : amount },
    slices,
    debt,
  );
  return true;
}
