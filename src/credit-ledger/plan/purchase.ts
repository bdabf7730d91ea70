import type { AmountInput } from '../../core/amount.ts';
import { toUnits } from '../../core/amount.ts';
import { IdempotencyConflictError } from '../../core/errors/engine.ts';
import type { Day, InstantInput } from '../../core/time.ts';
import { compareText } from '../places.ts';
import { bonusFor } from '../policy/bonus.ts';
import { type LotKind, MAX_PRIORITY } from '../policy/order.ts';
import type { PurchaseResult, SyncResult } from '../results.ts';
import { loadCommands, recorded, replayOf } from './command.ts';
import type { Draft } from './draft.ts';
import { readCredit, readExpiry, readInteger, readTags } from './figures.ts';
import { settleDebts } from './fund.ts';
import { Intake, type Moment } from './intake.ts';
import type { LedgerCommand } from './ledger-command.ts';
import { createLots, lotId } from './lots.ts';
import type { Planning } from './read.ts';
import { bookTimeouts } from './timeouts.ts';

/** A pack of credit that was bought. */
export interface PurchaseInput {
  readonly id: string;
  /** When it takes effect; a day means the first instant of that day in the business zone. */
  readonly at: InstantInput | Day;
  /** What was paid, in the currency of the account: the purchased credit. */
  readonly cash: AmountInput;
  /** Credit on top. Left out, the account's bonus rule decides; given, it wins over the rule. */
  readonly bonus?: AmountInput;
  /** Both lots may pay only before this instant or day; left out: for ever. */
  readonly expiresAt?: InstantInput | Day;
  /** Lower is used first; default 0. */
  readonly priority?: number;
  /** Tags of usage that this credit may pay for; left out: any usage. */
  readonly scope?: readonly string[];
  /** What a person calls the pack. */
  readonly label?: string | null;
  /** Number of the receipt or invoice. */
  readonly receipt?: string;
  /** If given, it must be the account's. */
  readonly currency?: string;
}

/** A purchase as the ledger understands it. */
export interface PurchaseCommand extends Moment {
  readonly id: string;
  readonly cash: bigint;
  readonly bonus: bigint;
  readonly expiresAt: string | null;
  readonly priority: number;
  readonly scope: readonly string[] | null;
  readonly label: string | null;
  readonly receipt: string | null;
}

const BOTH: readonly LotKind[] = ['purchased', 'bonus'];

/** The command behind `CreditLedger.recordPurchase`. */
export function recordPurchase(purchase: PurchaseInput): LedgerCommand<PurchaseResult> {
  return (draft) => planPurchase(draft, purchase);
}

/** Plans a purchase: both its lots, then the debts that they pay. */
function* planPurchase(draft: Draft, input: PurchaseInput): Planning<PurchaseResult> {
  const intake = new Intake(draft.head.account);
  const purchase = readPurchase(draft, input, intake, '');
  intake.finish('recordPurchase');
  yield* loadCommands(draft, [keyOf(purchase)]);
  return yield* postPurchase(draft, purchase);
}

/** Records a purchase whose key was looked for, or returns what came of it. */
export function* postPurchase(draft: Draft, purchase: PurchaseCommand): Planning<PurchaseResult> {
  const key = keyOf(purchase);
  const known = replayOf(draft, key, requestOf(draft, purchase), 'recordPurchase');
  return known ?? (yield* bookPurchase(draft, purchase, key, BOTH, draft.takeGroupSeq()));
}

/** The command behind `CreditLedger.syncLotsFromPurchases`. */
export function syncLotsFromPurchases(purchases: readonly PurchaseInput[]): LedgerCommand<SyncResult> {
  return (draft) => planSync(draft, purchases);
}

/**
 * Plans the lots that purchases lack, in order of (time, id). A purchase that was never seen is recorded; one
 * that was recorded without credit of a kind, and names some now, gets that lot beside the other.
 */
function* planSync(draft: Draft, inputs: readonly PurchaseInput[]): Planning<SyncResult> {
  const purchases = readPurchases(draft, inputs);
  yield* loadCommands(draft, purchases.map(keyOf));
  yield* draft.stock.byId(purchases.flatMap(lotIdsOf));
  const results: PurchaseResult[] = [];
  for (const purchase of purchases) {
    const result = yield* completePurchase(draft, purchase);
    if (result !== undefined) results.push(result);
  }
  return { created: results.filter(({ lots }) => lots.length > 0).length, purchases: results };
}

function* completePurchase(draft: Draft, purchase: PurchaseCommand): Planning<PurchaseResult | undefined> {
  const key = keyOf(purchase);
  const record = draft.commands.get(key);
  if (record === undefined) return yield* bookPurchase(draft, purchase, key, BOTH, draft.takeGroupSeq());
  const { request, result } = record;
  if (request === requestOf(draft, purchase) || result.command !== 'recordPurchase') return undefined;
  const first = { cash: toUnits(result.cash, draft.scale), bonus: toUnits(result.bonus, draft.scale) };
  const known = { ...purchase, ...first };
  if (requestOf(draft, known) !== request) throw new IdempotencyConflictError(key);
  for (const { lot } of yield* draft.stock.byId(lotIdsOf(purchase))) {
    known[lot.kind === 'purchased' ? 'cash' : 'bonus'] = toUnits(lot.original, draft.scale);
  }
  const changed = BOTH.filter((kind) => unitsOf(purchase, kind) !== unitsOf(known, kind));
  if (changed.some((kind) => unitsOf(known, kind) > 0n)) throw new IdempotencyConflictError(key);
  const [kind] = changed;
  if (kind === undefined || draft.isBeforeOpening(purchase)) return undefined;
  return yield* bookPurchase(draft, purchase, `${key}:${kind}`, changed, result.groupSeq);
}

function* bookPurchase(
  draft: Draft,
  purchase: PurchaseCommand,
  key: string,
  kinds: readonly LotKind[],
  groupSeq: number,
): Planning<PurchaseResult> {
  const { id, at, day, expiresAt, priority, scope, label, receipt } = purchase;
  yield* bookTimeouts(draft, at);
  const isOpened = draft.isBeforeOpening(purchase);
  const lots = yield* createLots(draft, {
    origin: 'purchase',
    originId: id,
    usageId: null,
    reason: null,
    parts: isOpened ? [] : kinds.map((kind) => ({ kind, units: unitsOf(purchase, kind) })),
    ...{ at, day, expiresAt, priority, scope, label, groupSeq },
    commandKey: key,
  });
  const settled = lots.length > 0 ? yield* settleDebts(draft, key) : [];
  return recorded(draft, requestOf(draft, purchase), {
    command: 'recordPurchase',
    key,
    replayed: false,
    purchaseId: id,
    state: isOpened ? 'before_opening' : 'recorded',
    cash: draft.text(purchase.cash),
    bonus: draft.text(purchase.bonus),
    groupSeq,
    lots,
    settled,
    label,
    receipt,
  });
}

function readPurchases(draft: Draft, inputs: readonly PurchaseInput[]): PurchaseCommand[] {
  const intake = new Intake(draft.head.account);
  const purchases = inputs.map((input, index) => readPurchase(draft, input, intake, `purchases[${index}].`));
  intake.finish('syncLotsFromPurchases');
  return purchases.sort((a, b) => compareText(a.at, b.at) || compareText(a.id, b.id));
}

/** Reads the arguments of a purchase; `path` leads to it. */
export function readPurchase(
  draft: Draft,
  input: PurchaseInput,
  intake: Intake,
  path: string,
): PurchaseCommand {
  const { account } = draft.head;
  const id = intake.purchaseId(input.id, `${path}id`);
  const { at, day } = intake.moment(input.at, `${path}at`);
  const cash = readCredit(intake, input.cash, `${path}cash`);
  const bonus =
    input.bonus === undefined
      ? intake.amount(bonusFor(cash.requested, account.bonusRule), `${path}bonus`)
      : readCredit(intake, input.bonus, `${path}bonus`);
  const expiresAt = readExpiry(intake, input.expiresAt, at, `${path}expiresAt`);
  const priority = readInteger(intake, input.priority ?? 0, -MAX_PRIORITY, MAX_PRIORITY, `${path}priority`);
  const scope = readTags(intake, input.scope, `${path}scope`);
  const label = intake.text(input.label, `${path}label`);
  const receipt = intake.text(input.receipt, `${path}receipt`);
  intake.currency(input.currency, `${path}currency`);
  return { id, at, day, cash: cash.units, bonus: bonus.units, expiresAt, priority, scope, label, receipt };
}

function requestOf(draft: Draft, { id, at, day, cash, bonus, ...others }: PurchaseCommand): string {
  const { expiresAt, priority, scope, label, receipt } = others;
  const figures = [draft.text(cash), draft.text(bonus)];
  return JSON.stringify([
    'recordPurchase',
    id,
    at,
    day,
    ...figures,
    expiresAt,
    priority,
    scope,
    label,
    receipt,
  ]);
}

function unitsOf(purchase: PurchaseCommand, kind: LotKind): bigint {
  return kind === 'purchased' ? purchase.cash : purchase.bonus;
}

/** The lots that a purchase may have. */
export function lotIdsOf({ id }: PurchaseCommand): string[] {
  return BOTH.map((kind) => lotId(id, kind));
}

/** The idempotency key of a purchase. */
export function keyOf({ id }: PurchaseCommand): string {
  return `purchase:${id}`;
}
