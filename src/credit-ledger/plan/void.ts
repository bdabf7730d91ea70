import type { Day, InstantInput } from '../../core/time.ts';
import type { LotShare, VoidResult } from '../results.ts';
import type { Cell } from './cell.ts';
import { recorded, replayed } from './command.ts';
import type { Draft } from './draft.ts';
import { Intake, type Moment } from './intake.ts';
import type { LedgerCommand } from './ledger-command.ts';
import type { Planning } from './read.ts';
import { refusal } from './refusal.ts';
import { causeOn } from './return.ts';
import { availableAt, takeBack } from './take-back.ts';
import { bookTimeouts } from './timeouts.ts';

/** Why a lot should not have been there. */
export interface VoidInput {
  readonly id: string;
  /** From when on its credit is gone, not before the lot takes effect. */
  readonly at: InstantInput | Day;
  /** Why; it stands on the entries. */
  readonly reason: string;
}

/** A voiding that is known to be possible. */
export interface VoidFacts extends Moment {
  readonly commandKey: string;
  readonly reason: string | null;
}

/** The command behind `CreditLedger.voidLot`. */
export function voidLot(lotId: string, input: VoidInput): LedgerCommand<VoidResult> {
  return (draft) => planVoid(draft, lotId, input);
}

function* planVoid(draft: Draft, lot: string, input: VoidInput): Planning<VoidResult> {
  const intake = new Intake(draft.head.account);
  const lotId = intake.id(lot, 'lotId');
  const id = intake.id(input.id, 'id');
  const { at, day } = intake.moment(input.at, 'at');
  const reason = intake.id(input.reason, 'reason');
  intake.finish('voidLot');
  const key = `void:${id}`;
  const request = JSON.stringify(['voidLot', id, lotId, at, day, reason]);
  const known = yield* replayed(draft, key, request, 'voidLot');
  if (known !== undefined) return known;
  const [cell] = yield* draft.stock.byId([lotId]);
  if (cell === undefined) throw refusal('voidLot', 'lotId', 'is not on record', 'LOT_UNKNOWN');
  const { voidedAt, effectiveAt } = cell.lot;
  if (voidedAt !== null) throw refusal('voidLot', 'lotId', `was voided at ${voidedAt}`, 'LOT_VOIDED');
  if (at < effectiveAt) intake.refuse('at', `must not be before the lot takes effect, ${effectiveAt}`);
  intake.finish('voidLot');
  yield* bookTimeouts(draft, at);
  const { amount } = bookLotVoid(draft, cell, { at, day, commandKey: key, reason });
  const result = { key, replayed: false, voidId: id, lotId, amount, at, day };
  return recorded(draft, request, { command: 'voidLot', ...result });
}

/** Voids what a lot has. What it paid stays; what comes back to it later, or is held now, is voided then. */
export function bookLotVoid(draft: Draft, cell: Cell, facts: VoidFacts): LotShare {
  const units = availableAt(cell, facts.at);
  const share = takeBack(draft, cell, units, 'voided', causeOn(cell.lot, facts));
  draft.stock.alter(cell, { voidedAt: facts.at });
  return share;
}
