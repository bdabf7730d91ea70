import type { AmountInput } from '../../core/amount.ts';
import type { Day, InstantInput } from '../../core/time.ts';
import type { AdjustmentResult, Posting } from '../results.ts';
import { recorded, replayed } from './command.ts';
import type { Draft } from './draft.ts';
import { type Charge, settleDebts } from './fund.ts';
import { type Figure, Intake, type Moment } from './intake.ts';
import type { LedgerCommand } from './ledger-command.ts';
import { createLots } from './lots.ts';
import type { Planning } from './read.ts';
import { bookTimeouts } from './timeouts.ts';
import { postCharge } from './usage.ts';

/** A correction of the balance. */
export interface AdjustmentInput {
  readonly id: string;
  /** When it takes effect; a day means the first instant of that day in the business zone. */
  readonly at: InstantInput | Day;
  /** More than zero adds credit, less takes credit like a usage does. Zero is refused. */
  readonly amount: AmountInput;
  /** Why; it stands on the entries. */
  readonly reason: string;
  /** If given, it must be the account's. */
  readonly currency?: string;
}

/** The command behind `CreditLedger.adjust`. */
export function adjust(adjustment: AdjustmentInput): LedgerCommand<AdjustmentResult> {
  return (draft) => planAdjustment(draft, adjustment);
}

/** Plans a correction: an adjustment lot, or a debit that is paid like a usage. */
function* planAdjustment(draft: Draft, input: AdjustmentInput): Planning<AdjustmentResult> {
  const intake = new Intake(draft.head.account);
  const id = intake.correctionId(input.id, 'id');
  const { at, day } = intake.moment(input.at, 'at');
  const { units, requested } = intake.amount(input.amount, 'amount');
  const reason = intake.id(input.reason, 'reason');
  intake.currency(input.currency, 'currency');
  if (units === 0n) intake.refuse('amount', 'must not be zero');
  intake.finish('adjust');
  const commandKey = `adjust:${id}`;
  const facts = { id, at, day, units, requested, reason };
  const known = yield* replayed(draft, commandKey, requestOf(facts), 'adjust');
  return known ?? (yield* bookAdjustment(draft, facts));
}

/** A correction that is known to be possible. */
export interface AdjustmentFacts extends Moment, Figure {
  readonly id: string;
  readonly reason: string;
}

/** Books a correction that is new, with the time-outs before it, and keeps it under its key. */
export function* bookAdjustment(draft: Draft, facts: AdjustmentFacts): Planning<AdjustmentResult> {
  const { id, at, day, units, requested, reason } = facts;
  const commandKey = `adjust:${id}`;
  yield* bookTimeouts(draft, at);
  const debit: Charge = {
    ...{ at, day, reason, commandKey },
    usageId: commandKey,
    origin: 'adjustment',
    scope: null,
    units: -units,
    requested: draft.text(-units),
  };
  const isCredit = units > 0n && !draft.isBeforeOpening({ at, day });
  const posting = isCredit ? yield* addCredit(draft, id, debit) : yield* postCharge(draft, debit);
  return recorded(draft, requestOf(facts), {
    command: 'adjust',
    key: commandKey,
    replayed: false,
    adjustmentId: id,
    amount: requested,
    ...posting,
  });
}

function requestOf({ id, at, day, requested, reason }: AdjustmentFacts): string {
  return JSON.stringify(['adjust', id, at, day, requested, reason]);
}

function* addCredit(draft: Draft, id: string, charge: Charge): Planning<Posting> {
  const lots = yield* createLots(draft, {
    ...charge,
    originId: id,
    usageId: null,
    parts: [{ kind: 'adjustment', units: -charge.units }],
    groupSeq: draft.takeGroupSeq(),
    scope: null,
  });
  const settled = yield* settleDebts(draft, charge.commandKey);
  return { state: 'credit', slices: [], shortfall: '0', lots, settled };
}
