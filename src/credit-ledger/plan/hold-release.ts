import { toUnits } from '../../core/amount.ts';
import type { Settlement } from '../results.ts';
import type { HoldState } from '../rows.ts';
import type { Cell } from './cell.ts';
import type { Draft } from './draft.ts';
import { settleDebts } from './fund.ts';
import type { Hold } from './holds.ts';
import type { Moment } from './intake.ts';
import type { Planning } from './read.ts';
import { expireReturned, noteReturned, voidReturned } from './return.ts';

/** What one lot reserves for a hold. */
export interface HeldPart {
  readonly cell: Cell;
  readonly units: bigint;
}

/** What a hold reserves, lot by lot, in the order of taking. */
export function* heldParts(draft: Draft, { row }: Hold): Planning<HeldPart[]> {
  const cells = yield* draft.stock.byId(row.slices.map(({ lotId }) => lotId));
  const byId = new Map(cells.map((cell) => [cell.lot.id, cell]));
  return row.slices.flatMap(({ lotId, amount }) => {
    const cell = byId.get(lotId);
    return cell === undefined ? [] : [{ cell, units: toUnits(amount, draft.scale) }];
  });
}

/** How a hold ends. */
export interface Release extends Moment {
  readonly state: Exclude<HoldState, 'open'>;
  readonly commandKey: string;
}

/** What the end of a hold gives back. */
export interface HoldEnd {
  readonly released: bigint;
  readonly settled: readonly Settlement[];
}

/**
 * Ends a hold: what it reserves beyond the part that was posted is available again, from the given moment on. It
 * settles debts, and what is left of it expires then if the lot's time was up already.
 */
export function* endHold(draft: Draft, hold: Hold, release: Release, posted = 0n): Planning<HoldEnd> {
  const released = yield* releaseHold(draft, hold, release, posted);
  const settled = released > 0n ? yield* settleDebts(draft, release.commandKey) : [];
  const parts = yield* heldParts(draft, hold);
  const cells = parts.map(({ cell }) => cell);
  expireReturned(draft, cells, { ...release, reason: null });
  return { released, settled };
}

/** Answers how much was released. */
function* releaseHold(draft: Draft, hold: Hold, release: Release, posted: bigint): Planning<bigint> {
  hold.state = release.state;
  let kept = posted;
  let released = 0n;
  for (const { cell, units } of yield* heldParts(draft, hold)) {
    const free = units > kept ? units - kept : 0n;
    kept -= units - free;
    released += free;
    if (free > 0n) releasePart(draft, hold, { cell, units: free }, release);
  }
  return released;
}

function releasePart(draft: Draft, { row }: Hold, { cell, units }: HeldPart, release: Release): void {
  const { lot } = cell;
  const { at, day, commandKey } = release;
  draft.hold(cell, -units);
  const cause = { at, day, commandKey, reason: null };
  draft.enter('hold.released', { ...cause, origin: 'usage', usageId: usageIdOf(row.id) }, units, { lot });
  voidReturned(draft, cell, units, cause);
  noteReturned(cell, units, at);
}

/** The id under which a hold stands on entries, and of the usage that it is posted as. */
export function usageIdOf(holdId: string): string {
  return `hold:${holdId}`;
}
