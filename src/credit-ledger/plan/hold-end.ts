import { type AmountInput, toUnits } from '../../core/amount.ts';
import type { Day, InstantInput } from '../../core/time.ts';
import type { HoldPostResult, HoldVoidResult } from '../results.ts';
import type { UsageRecord } from '../rows.ts';
import { recorded, replayed } from './command.ts';
import type { Draft } from './draft.ts';
import { usageRow } from './fund.ts';
import { endHold, type HoldEnd, heldParts, usageIdOf } from './hold-release.ts';
import type { Hold } from './holds.ts';
import { type Figure, Intake } from './intake.ts';
import type { LedgerCommand } from './ledger-command.ts';
import type { Planning } from './read.ts';
import { refusal } from './refusal.ts';
import { smaller } from './stock.ts';
import { bookTimeouts } from './timeouts.ts';

/** The usage that a hold was for. */
export interface HoldPostInput {
  /** When it is posted; decides only whether the hold has timed out. The usage counts from the hold's time. */
  readonly at: InstantInput | Day;
  /** More than zero and not more than is held; left out: all of it. */
  readonly amount?: AmountInput;
}

/** The command behind `CreditLedger.postHold`. */
export function postHold(id: string, input: HoldPostInput): LedgerCommand<HoldPostResult> {
  return (draft) => planPost(draft, id, input);
}

/** The command behind `CreditLedger.voidHold`. */
export function voidHold(id: string): LedgerCommand<HoldVoidResult> {
  return (draft) => planVoid(draft, id);
}

function* planPost(draft: Draft, holdId: string, input: HoldPostInput): Planning<HoldPostResult> {
  const intake = new Intake(draft.head.account);
  const id = intake.holdId(holdId, 'id');
  const { at } = intake.moment(input.at, 'at');
  const { ingestRounding } = draft.head.account;
  const figure = input.amount === undefined ? null : intake.charge(input.amount, 'amount', ingestRounding);
  intake.finish('postHold');
  const key = `hold:${id}:post`;
  const request = JSON.stringify(['postHold', id, at, figure?.requested ?? null]);
  const known = yield* replayed(draft, key, request, 'postHold');
  if (known !== undefined) return known;
  yield* bookTimeouts(draft, at);
  const open = yield* openHold(draft, id, 'postHold');
  const all = { units: toUnits(open.row.amount, draft.scale), requested: open.row.amount };
  const used = figure ?? all;
  if (used.units > all.units) {
    const message = `is ${used.requested} but only ${all.requested} is held; post that, and the rest as a usage of its own`;
    throw refusal('postHold', 'amount', message, 'HOLD_EXCEEDED');
  }
  const { usage, released, settled } = yield* bookPost(draft, open, used, key);
  const { id: usageId, amount, slices } = usage;
  const answer = { holdId: id, usageId, amount, slices, released: draft.text(released), settled };
  return recorded(draft, request, { command: 'postHold', key, replayed: false, ...answer });
}

function* planVoid(draft: Draft, holdId: string): Planning<HoldVoidResult> {
  const intake = new Intake(draft.head.account);
  const id = intake.holdId(holdId, 'id');
  intake.finish('voidHold');
  const key = `hold:${id}:void`;
  const request = JSON.stringify(['voidHold', id]);
  const known = yield* replayed(draft, key, request, 'voidHold');
  if (known !== undefined) return known;
  const { released, settled } = yield* bookVoid(draft, yield* openHold(draft, id, 'voidHold'), key);
  const answer = { holdId: id, released: draft.text(released), settled };
  return recorded(draft, request, { command: 'voidHold', key, replayed: false, ...answer });
}

/**
 * Books a hold as usage `hold:<id>` at the hold's time: the first slices in the order of taking pay for it, the
 * rest is released (15.8).
 */
export function* bookPost(
  draft: Draft,
  open: Hold,
  { units, requested }: Figure,
  commandKey: string,
): Planning<HoldEnd & { readonly usage: UsageRecord }> {
  const { id, occurredAt: at, day, scope, seq } = open.row;
  const cause = { at, day, commandKey, usageId: usageIdOf(id), origin: 'usage', reason: null } as const;
  let due = units;
  const slices = [];
  for (const { cell, units: held } of yield* heldParts(draft, open)) {
    const part = smaller(held, due);
    if (part === 0n) break;
    due -= part;
    const { lot } = cell;
    draft.enter('hold.posted', cause, part, { lot });
    draft.hold(cell, -part);
    draft.move(cell, 'remaining', 'consumed', part);
    const entry = draft.enter('usage.allocated', cause, part, { lot });
    slices.push(Object.freeze({ lotId: lot.id, kind: lot.kind, amount: entry.amount, seq: entry.seq }));
  }
  // The place of the usage among others is that of the hold.
  const row = usageRow(draft, { ...cause, units, requested, scope }, 'allocated', seq);
  const usage = { ...row, slices: Object.freeze(slices) };
  draft.debts.post(usage);
  const end = yield* endHold(draft, open, { at, day, commandKey, state: 'posted' }, units);
  return { usage, ...end };
}

/** Books a hold as if it had never been: all of it is released at the hold's time. */
export function* bookVoid(draft: Draft, open: Hold, commandKey: string): Planning<HoldEnd> {
  const { occurredAt: at, day } = open.row;
  return yield* endHold(draft, open, { at, day, commandKey, state: 'released' });
}

function* openHold(draft: Draft, id: string, command: string): Planning<Hold> {
  const known = yield* draft.holds.byId(id);
  if (known === undefined) throw refusal(command, 'id', 'names no hold on record', 'HOLD_UNKNOWN');
  if (known.state === 'open') return known;
  if (known.state === 'expired') {
    const message = `its time was up at ${known.row.expiresAt} and its credit is released; book the usage itself`;
    throw refusal(command, 'id', message, 'HOLD_EXPIRED');
  }
  const message = `the hold is ${known.state === 'posted' ? 'posted' : 'voided'} already`;
  throw refusal(command, 'id', message, 'HOLD_CLOSED');
}
