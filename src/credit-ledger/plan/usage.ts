import { type AmountInput, toUnits } from '../../core/amount.ts';
import type { Day, InstantInput } from '../../core/time.ts';
import type { AllocationResult, CreatedLot, Posting } from '../results.ts';
import type { EntryType, UsageState } from '../rows.ts';
import { currentBooking } from './comeback.ts';
import { loadCommands, recorded, replayOf } from './command.ts';
import { type Debit, NO_SLICES } from './debts.ts';
import type { Cause, Draft } from './draft.ts';
import { type Charge, postDebit, settleDebts, usageRow } from './fund.ts';
import { Intake } from './intake.ts';
import type { LedgerCommand } from './ledger-command.ts';
import { createLots, lotId } from './lots.ts';
import type { Planning } from './read.ts';
import { bookTimeouts } from './timeouts.ts';

/** A charge to be paid from the credit of an account. */
export interface UsageInput {
  /**
   * The charge's own id; a second call with it returns the first result. After `withdrawUsage` the row counts as
   * come back and is booked anew as `<id>:2`, `<id>:3` ...
   */
  readonly id: string;
  /** When it happened; a day means the first instant of that day in the business zone. */
  readonly at: InstantInput | Day;
  /** In the currency of the account. A negative amount becomes an adjustment lot. */
  readonly amount: AmountInput;
  /** Tag that scoped lots look for. */
  readonly scope?: string | null;
  /** If given, it must be the account's. */
  readonly currency?: string;
}

/** A usage that was read, and what identifies its command. */
export interface UsageCommand extends Charge {
  readonly request: string;
  /** The id as given, where a row came back and is booked under another. */
  readonly rowId?: string;
}

const NOTHING: Posting = Object.freeze({
  state: 'zero',
  slices: NO_SLICES,
  shortfall: '0',
  lots: Object.freeze([]),
  settled: Object.freeze([]),
});

/** The command behind `CreditLedger.allocateUsage` and `allocateMany`. */
export function allocateUsages(usages: readonly UsageInput[]): LedgerCommand<readonly AllocationResult[]> {
  return (draft) => planUsages(draft, usages);
}

/** Plans usages one after the other; each is a command of its own, all are one commit. */
function* planUsages(draft: Draft, inputs: readonly UsageInput[]): Planning<AllocationResult[]> {
  const commands = readUsages(draft, inputs);
  yield* loadCommands(
    draft,
    commands.map(({ commandKey }) => commandKey),
  );
  expectSpan(draft, commands);
  const known = commands.filter(({ commandKey }) => draft.commands.has(commandKey));
  yield* draft.debts.byId(known.map(({ usageId }) => usageId));
  yield* draft.stock.byId(commands.filter(({ units }) => units < 0n).map(lotIdOfCredit));
  const results: AllocationResult[] = [];
  for (const asked of commands) {
    const command = yield* bookedAnew(draft, asked);
    const { commandKey: key, request } = command;
    results.push(replayOf(draft, key, request, 'allocateUsage') ?? (yield* bookUsage(draft, command)));
  }
  return results;
}

/** Books a usage that is new, with the time-outs before it. */
export function* bookUsage(draft: Draft, command: UsageCommand): Planning<AllocationResult> {
  yield* bookTimeouts(draft, command.at);
  return recordUsage(draft, command, yield* postCharge(draft, command));
}

/** Keeps how a usage ended under its key. */
export function recordUsage(draft: Draft, command: UsageCommand, posting: Posting): AllocationResult {
  return recorded(draft, command.request, {
    command: 'allocateUsage',
    key: command.commandKey,
    replayed: false,
    usageId: command.usageId,
    ...(command.rowId === undefined ? {} : { rowId: command.rowId }),
    amount: draft.text(command.units),
    ...posting,
  });
}

/** Posts a charge of any sign: before the opening it is only noted, below zero it becomes a lot. */
export function* postCharge(draft: Draft, charge: Charge): Planning<Posting> {
  if (draft.isBeforeOpening(charge)) return note(draft, charge, 'usage.before_opening', 'before_opening');
  if (charge.units < 0n) return yield* postCredit(draft, charge);
  if (charge.units === 0n) return note(draft, charge, 'usage.allocated', 'zero');
  const { state, slices, shortfall } = yield* postDebit(draft, charge);
  return { ...NOTHING, state, slices, shortfall: draft.text(shortfall) };
}

/** A row that was withdrawn and is there again has a key and a record of its own (15.4). */
function* bookedAnew(draft: Draft, command: UsageCommand): Planning<UsageCommand> {
  if (!draft.commands.has(command.commandKey)) return command;
  const { usageId: rowId } = command;
  const { n, usageId } = yield* currentBooking(draft, rowId);
  if (n === 1) return command;
  const again = cameBack(command, n, usageId);
  if (!draft.commands.has(again.commandKey)) yield* loadCommands(draft, [again.commandKey]);
  return again;
}

/** The command that books a row for the n-th time. */
export function cameBack(command: UsageCommand, n: number, usageId: string): UsageCommand {
  if (n === 1) return command;
  const request = JSON.stringify(['comeback', n, command.request]);
  return { ...command, rowId: command.usageId, usageId, commandKey: `usage:${usageId}`, request };
}

/** Id of the lot that a negative usage becomes. */
export function lotIdOfCredit({ usageId }: UsageCommand): string {
  return lotId(usageId, 'adjustment');
}

function* postCredit(draft: Draft, charge: Charge): Planning<Posting> {
  const seq = draft.nextSeq;
  const lots = yield* creditOf(draft, charge);
  draft.debts.post(usageRow(draft, charge, 'credit', seq));
  return { ...NOTHING, state: 'credit', lots, settled: yield* settleDebts(draft, charge.commandKey) };
}

/** Creates the lot that a negative usage becomes. */
function creditOf(draft: Draft, charge: Pick<Charge, 'usageId' | 'units'> & Cause): Planning<CreatedLot[]> {
  return createLots(draft, {
    ...charge,
    originId: charge.usageId,
    parts: [{ kind: 'adjustment', units: -charge.units }],
    groupSeq: draft.takeGroupSeq(),
    scope: null,
  });
}

/** Turns a negative row into the lot that it would have become, had there been nothing to reverse. */
export function* creditInstead(draft: Draft, debit: Debit): Planning<void> {
  const { id: usageId, occurredAt: at, day, origin } = debit.row;
  const units = toUnits(debit.row.amount, draft.scale);
  yield* creditOf(draft, { at, day, origin, usageId, units, commandKey: `usage:${usageId}`, reason: null });
  draft.debts.credit(debit);
}

/** Keeps a record of a usage that moves nothing. */
export function note(draft: Draft, charge: Charge, type: EntryType, state: UsageState): Posting {
  const units = state === 'reversal' ? 0n : charge.units;
  const { seq } = draft.enter(type, charge, units < 0n ? -units : units);
  draft.debts.post(usageRow(draft, charge, state, seq));
  return { ...NOTHING, state };
}

function readUsages(draft: Draft, inputs: readonly UsageInput[]): UsageCommand[] {
  const intake = new Intake(draft.head.account);
  const commands = inputs.map((input, index) =>
    readUsage(draft, input, intake, inputs.length === 1 ? '' : `usages[${index}].`),
  );
  intake.finish(inputs.length === 1 ? 'allocateUsage' : 'allocateMany');
  return commands;
}

/** Reads one usage. */
export function readUsage(draft: Draft, input: UsageInput, intake: Intake, path: string): UsageCommand {
  const { account } = draft.head;
  const usageId = intake.usageId(input.id, `${path}id`);
  const { at, day } = intake.moment(input.at, `${path}at`);
  const { units, requested } = intake.amount(input.amount, `${path}amount`, account.ingestRounding);
  const scope = intake.text(input.scope, `${path}scope`);
  intake.currency(input.currency, `${path}currency`);
  return {
    usageId,
    origin: 'usage',
    at,
    day,
    units,
    requested,
    scope,
    reason: null,
    commandKey: `usage:${usageId}`,
    request: JSON.stringify(['allocateUsage', usageId, at, day, requested, scope]),
  };
}

/** One span for all, so that the lots in front are read once and not once per day. */
export function expectSpan(draft: Draft, commands: readonly UsageCommand[]): void {
  const [first] = commands;
  if (first === undefined) return;
  let from = first.at;
  let until = first.at;
  for (const { at } of commands) {
    if (at < from) from = at;
    if (at > until) until = at;
  }
  draft.stock.expect(from, until);
}
