import { type AmountInput, divideHalfUp } from '../../core/amount.ts';
import { InsufficientCreditError } from '../../core/errors/engine.ts';
import type { Day, InstantInput } from '../../core/time.ts';
import type { DebitShare, LotShare, RefundResult } from '../results.ts';
import type { Cell } from './cell.ts';
import { loadCommands, recorded, replayOf } from './command.ts';
import type { Draft } from './draft.ts';
import { readCredit } from './figures.ts';
import { Intake, type Moment } from './intake.ts';
import type { LedgerCommand } from './ledger-command.ts';
import { lotId } from './lots.ts';
import type { Planning } from './read.ts';
import { refusal } from './refusal.ts';
import { causeOn } from './return.ts';
import { smaller } from './stock.ts';
import { availableAt, debitMissing, takeBack } from './take-back.ts';
import { bookTimeouts } from './timeouts.ts';

/** What happens with a refund of credit that is not there any more. */
export type OnMissing = 'debt' | 'reject';

/** Money that the provider gave back for a purchase. */
export interface RefundInput {
  readonly id: string;
  /** When, not before the purchase. */
  readonly at: InstantInput | Day;
  /** What was paid back. */
  readonly cash: AmountInput;
  /**
   * Bonus that goes with it. Default: the share of the cash, half up at the scale of the account; the refund of
   * the last cash takes all bonus that is left.
   */
  readonly bonus?: AmountInput;
  /** `debt` (default): what the lots no longer have is a debit; `reject`: an `InsufficientCreditError`. */
  readonly onMissing?: OnMissing;
  /** Why; it stands on the entries. */
  readonly reason?: string;
  /** If given, it must be the account's. */
  readonly currency?: string;
}

/** A refund that is known to be possible. */
export interface RefundFacts extends Moment {
  readonly id: string;
  readonly purchaseId: string;
  /** In units, as `bonus`. */
  readonly cash: bigint;
  readonly bonus: bigint;
  readonly onMissing: OnMissing;
  readonly commandKey: string;
  readonly reason: string | null;
}

interface Asked extends Omit<RefundFacts, 'bonus'> {
  readonly bonus: bigint | undefined;
}

/** The command behind `CreditLedger.refundPurchase`. */
export function refundPurchase(purchaseId: string, refund: RefundInput): LedgerCommand<RefundResult> {
  return (draft) => planRefund(draft, purchaseId, refund);
}

function* planRefund(draft: Draft, purchase: string, input: RefundInput): Planning<RefundResult> {
  const intake = new Intake(draft.head.account);
  const asked = readRefund(intake, purchase, input);
  const { id, purchaseId, at, day, cash, commandKey, reason, onMissing } = asked;
  const figures = [draft.text(cash), asked.bonus === undefined ? null : draft.text(asked.bonus)];
  const request = JSON.stringify(['refundPurchase', id, purchaseId, at, day, ...figures, onMissing, reason]);
  const purchaseKey = `purchase:${purchaseId}`;
  yield* loadCommands(draft, [commandKey, purchaseKey]);
  const known = replayOf(draft, commandKey, request, 'refundPurchase');
  if (known !== undefined) return known;
  const lots = yield* lotsOf(draft, purchaseId);
  const noted = draft.commands.get(purchaseKey)?.result;
  if (lots.size === 0 && noted?.command !== 'recordPurchase')
    throw refusal('refundPurchase', 'purchaseId', 'is not on record', 'PURCHASE_UNKNOWN');
  if (noted?.command === 'recordPurchase' && noted.state === 'before_opening') {
    const message = `${purchaseId} is contained in the opening balance; correct that with adjust`;
    throw refusal('refundPurchase', 'purchaseId', message, 'NOT_REVERSIBLE');
  }
  const bonus = asked.bonus ?? shareOf(cash, lots);
  check(draft, intake, { ...asked, bonus }, lots);
  yield* bookTimeouts(draft, at);
  const refunded = yield* bookRefund(draft, { ...asked, bonus });
  return recorded(draft, request, {
    command: 'refundPurchase',
    key: commandKey,
    replayed: false,
    refundId: id,
    purchaseId,
    cash: draft.text(cash),
    bonus: draft.text(bonus),
    ...refunded,
    at,
    day,
  });
}

/**
 * Takes credit of a purchase back from its own lots; what they no longer have is one debit (15.8).
 *
 * @throws InsufficientCreditError when the lots lack something and `onMissing` is `reject`
 */
export function* bookRefund(
  draft: Draft,
  facts: RefundFacts,
): Planning<{ readonly taken: readonly LotShare[]; readonly debit: DebitShare | null }> {
  const { id, purchaseId, at, cash, bonus, onMissing } = facts;
  const lots = yield* lotsOf(draft, purchaseId);
  const parts = [partOf(lots.get('purchased'), cash, at), partOf(lots.get('bonus'), bonus, at)];
  const missing = parts.reduce((sum, part) => sum + part.missing, 0n);
  if (missing > 0n && onMissing === 'reject') {
    const due = cash + bonus;
    throw new InsufficientCreditError(`refund ${id}`, draft.text(due), draft.text(due - missing));
  }
  const taken: LotShare[] = [];
  for (const { cell, available, missing } of parts) {
    if (cell === undefined) continue;
    if (available > 0n) taken.push(takeBack(draft, cell, available, 'refunded', causeOn(cell.lot, facts)));
    cell.refundDebited += missing;
    cell.changed ||= missing > 0n;
  }
  const usageId = facts.commandKey;
  const debit = yield* debitMissing(draft, usageId, missing, { ...facts, origin: 'refund', usageId });
  return { taken, debit };
}

interface Part {
  readonly cell: Cell | undefined;
  readonly available: bigint;
  readonly missing: bigint;
}

function partOf(cell: Cell | undefined, units: bigint, at: string): Part {
  const available = cell === undefined ? 0n : smaller(availableAt(cell, at), units);
  return { cell, available, missing: units - available };
}

type PurchaseLots = ReadonlyMap<Cell['lot']['kind'], Cell>;

function* lotsOf(draft: Draft, purchaseId: string): Planning<PurchaseLots> {
  const ids = [lotId(purchaseId, 'purchased'), lotId(purchaseId, 'bonus')];
  const cells = yield* draft.stock.byId(ids);
  const own = cells.filter(({ lot: { origin } }) => origin.type === 'purchase' && origin.id === purchaseId);
  return new Map(own.map((cell) => [cell.lot.kind, cell]));
}

/** What was bought, and what of it is not refunded yet, in units. */
export function figuresOf(cell: Cell | undefined): { readonly bought: bigint; readonly left: bigint } {
  if (cell === undefined) return { bought: 0n, left: 0n };
  const { remaining, consumed, refunded, voided, expired, refundDebited } = cell;
  const bought = remaining + consumed + refunded + voided + expired;
  return { bought, left: bought - refunded - refundDebited };
}

/** The bonus that goes with so much cash; the last cash takes the rest, so that the parts make up the whole. */
function shareOf(cash: bigint, lots: PurchaseLots): bigint {
  const paid = figuresOf(lots.get('purchased'));
  const bonus = figuresOf(lots.get('bonus'));
  if (cash === paid.left && (cash > 0n || paid.bought === 0n)) return bonus.left;
  if (paid.bought === 0n) return 0n;
  return smaller(divideHalfUp(cash * bonus.bought, paid.bought), bonus.left);
}

/** @throws InvalidInputError `OVER_REFUND`, or what else the purchase does not allow */
function check(draft: Draft, intake: Intake, { at, cash, bonus }: RefundFacts, lots: PurchaseLots): void {
  for (const [path, units, kind] of [
    ['cash', cash, 'purchased'],
    ['bonus', bonus, 'bonus'],
  ] as const) {
    const cell = lots.get(kind);
    const { left } = figuresOf(cell);
    const message = `must be at most ${draft.text(left)}, which is not refunded yet`;
    if (units > left) intake.refuse(path, message, 'OVER_REFUND');
    if (cell !== undefined && at < cell.lot.effectiveAt) {
      intake.refuse('at', `must not be before the purchase, ${cell.lot.effectiveAt}`);
      break;
    }
  }
  if (cash === 0n && bonus === 0n) intake.refuse('cash', 'or bonus must be more than 0');
  intake.finish('refundPurchase');
}

function readRefund(intake: Intake, purchase: string, input: RefundInput): Asked {
  const { onMissing = 'debt' } = input;
  const purchaseId = intake.purchaseId(purchase, 'purchaseId');
  const id = intake.correctionId(input.id, 'id');
  const { at, day } = intake.moment(input.at, 'at');
  const cash = readCredit(intake, input.cash, 'cash').units;
  const bonus = input.bonus === undefined ? undefined : readCredit(intake, input.bonus, 'bonus').units;
  const reason = intake.text(input.reason, 'reason');
  if (onMissing !== 'debt' && onMissing !== 'reject') intake.refuse('onMissing', 'must be debt or reject');
  intake.currency(input.currency, 'currency');
  intake.finish('refundPurchase');
  return { id, purchaseId, at, day, cash, bonus, onMissing, commandKey: `refund:${id}`, reason };
}
