import { InvalidInputError } from '../../core/errors/input.ts';
import { lateExpiryOf } from '../plan/cell.ts';
import type { Draft } from '../plan/draft.ts';
import { usageIdOf } from '../plan/hold-release.ts';
import { smaller } from '../plan/stock.ts';
import type { Slice } from '../rows.ts';
import { effectName, type Facts, type StoredEffect } from './facts.ts';
import { type JournalWriter, placeName } from './journal-writer.ts';
import type { Effect, Replay } from './replay.ts';
import type { Pot } from './shelf.ts';

interface Sum extends Effect {
  units: bigint;
}

/** Writes what differs between the effects of corrections, holds and expiry as booked and as replayed. */
export function rewriteEffects(
  draft: Draft,
  writer: JournalWriter,
  facts: Facts,
  effects: readonly Effect[],
  key: string,
): void {
  const due = new Map<string, Sum>();
  for (const effect of [...effects, ...expiries(draft, facts, key)]) {
    const { type, pot, usageId, at } = effect;
    const name = effectName(type, effect.key, pot?.lot.id ?? null, usageId, at);
    const known = due.get(name);
    if (known === undefined) due.set(name, { ...effect });
    else known.units += effect.units;
  }
  for (const [name, stored] of facts.effects) {
    const { type, lotId, usageId, effectiveAt: at, day, commandKey } = stored.first;
    const change = (due.get(name)?.units ?? 0n) - stored.units;
    const pot = lotId === null ? null : (facts.pots.get(lotId) ?? null);
    if (change > 0n || type === 'lot.expired') {
      // Of an expiry, which may be negative, the sum is corrected.
      const isExpiry = type === 'lot.expired';
      const effect = { type, at, day, pot, usageId, units: change, key: isExpiry ? key : commandKey };
      if (change !== 0n) enter(writer, effect);
    } else lower(writer, stored, -change);
    due.delete(name);
  }
  for (const effect of due.values()) if (effect.units > 0n) enter(writer, effect);
}

/** Expiry that was booked is booked again: what is left of lots whose time was up by then. */
function* expiries(draft: Draft, { pots, bookedBy }: Facts, key: string): Generator<Effect> {
  for (const pot of pots.values()) {
    const { expiresAt } = pot.lot;
    if (expiresAt === null || expiresAt > bookedBy || pot.free <= 0n) continue;
    const units = pot.free;
    pot.free = 0n;
    pot.expired += units;
    yield { type: 'lot.expired', ...draft.momentOf(expiresAt), key, pot, usageId: null, units };
  }
}

function enter(writer: JournalWriter, { type, at, day, key, pot, usageId, units }: Effect): void {
  const isOfUsage = type === 'usage.reversed' || type.startsWith('hold.');
  const origin = isOfUsage ? 'usage' : (pot?.lot.origin.type ?? 'usage');
  writer.book(type, { at, day, origin, usageId, commandKey: key, reason: null }, units, pot);
}

/** Takes back as much of the entries, the last ones first. */
function lower(writer: JournalWriter, { entries }: StoredEffect, excess: bigint): void {
  let left = excess;
  for (const { entry, units } of entries.toReversed()) {
    const part = smaller(units, left);
    if (part <= 0n) continue;
    writer.takeBack(entry, part);
    left -= part;
  }
}

/** Puts what a hold whose time is up had set aside in this order of things. */
export function rewriteHolds(
  draft: Draft,
  writer: JournalWriter,
  { holds }: Facts,
  { placed }: Replay,
): void {
  for (const hold of holds) {
    const usageId = usageIdOf(hold.id);
    const parts = placed.get(usageId);
    if (parts === undefined) continue;
    const slices = parts.map(({ pot: { lot }, units }): Slice => {
      const known = hold.slices.find(({ lotId }) => lotId === lot.id)?.seq ?? hold.seq;
      const seq = writer.placed.get(placeName(usageId, lot.id)) ?? known;
      return Object.freeze({ lotId: lot.id, kind: lot.kind, amount: draft.text(units), seq });
    });
    if (JSON.stringify(slices) !== JSON.stringify(hold.slices)) {
      draft.holds.rewrite({ ...hold, slices: Object.freeze(slices) });
    }
  }
}

/**
 * Puts the figures of lots that entries do not tell, and makes sure that all others came out as replayed.
 * Answers the number of lots that changed.
 *
 * @throws InvalidInputError `BOOKS_UNSOUND` when what is stored did not add up before
 */
export function settleLots(draft: Draft, pots: Iterable<Pot>): number {
  let changed = 0;
  for (const pot of pots) {
    const { lot } = pot;
    const late = JSON.stringify(lateExpiryOf(pot.late, draft.scale));
    const isLateKept = late === JSON.stringify(lot.lateExpiry);
    if (draft.text(pot.refundDebited) !== lot.refundDebited || !isLateKept) {
      const cell = draft.stock.cell(lot);
      cell.refundDebited = pot.refundDebited;
      cell.late = pot.late;
      cell.changed = true;
    }
    const cell = draft.stock.changedCell(lot.id);
    if (cell !== undefined) changed += 1;
    const actual = cell ?? lot;
    for (const figure of ['held', 'consumed', 'refunded', 'voided', 'expired'] as const) {
      const stands = actual[figure];
      const text = typeof stands === 'bigint' ? draft.text(stands) : stands;
      if (text !== draft.text(pot[figure])) throw unsound(lot.id, figure);
    }
  }
  return changed;
}

function unsound(lotId: string, figure: string): InvalidInputError {
  const message = `the ${figure} of lot ${lotId} does not follow from the journal; verify tells what is wrong`;
  return new InvalidInputError(
    'rebuild',
    [{ path: 'account', message, code: 'BOOKS_UNSOUND' }],
    'BOOKS_UNSOUND',
  );
}
