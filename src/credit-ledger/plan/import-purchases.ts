import type { ImportResult } from '../import-result.ts';
import type { AdjustmentResult, PurchaseResult, RefundResult } from '../results.ts';
import { adjust } from './adjust.ts';
import { loadCommands } from './command.ts';
import type { Draft } from './draft.ts';
import {
  type ImportedRefund,
  type ImportOptions,
  type PurchaseImport,
  type ReadRefund,
  readImport,
} from './import-file.ts';
import type { LedgerCommand } from './ledger-command.ts';
import { keyOf, lotIdsOf, type PurchaseCommand, postPurchase } from './purchase.ts';
import { type PurchasesByLabel, purchasesByLabel } from './purchases-by-label.ts';
import type { Planning } from './read.ts';
import { refundPurchase } from './refund.ts';

const DEBIT_REASON = 'refund without a purchase';

/**
 * The command behind `CreditLedger.importPurchases`. `LedgerRunner.preview` tells what it would do.
 */
export function importPurchases<Refund extends ImportedRefund>(
  file: PurchaseImport<Refund>,
  options: ImportOptions = {},
): LedgerCommand<ImportResult<Refund>> {
  return (draft) => planImport(draft, file, options);
}

/** Plans what is not on record: the purchases in order of (time, place in the file), then the refunds likewise. */
function* planImport<Refund extends ImportedRefund>(
  draft: Draft,
  file: PurchaseImport<Refund>,
  options: ImportOptions,
): Planning<ImportResult<Refund>> {
  const { purchases, refunds, totals } = readImport(draft, file, options);
  yield* loadCommands(draft, [...purchases.map(keyOf), ...refunds.flatMap(keysOf)]);
  const bought = yield* postPurchases(draft, purchases);
  const candidates = yield* candidatesFor(draft, refunds, bought);
  const returned: (RefundResult | AdjustmentResult)[] = [];
  const unlinkedRefunds: Refund[] = [];
  for (const refund of refunds) {
    const result = yield* postRefund(draft, refund, candidates, options.unlinkedRefunds === 'debit');
    if (result === undefined) unlinkedRefunds.push(refund.input);
    else returned.push(result);
  }
  const results = [...bought, ...returned];
  const news = results.filter(({ replayed }) => !replayed);
  return {
    purchases: news.filter((result) => result.command === 'recordPurchase'),
    refunds: news.filter((result) => result.command === 'refundPurchase'),
    debits: news.filter((result) => result.command === 'adjust'),
    unlinkedRefunds,
    known: results.length - news.length,
    totals,
  };
}

function* postPurchases(draft: Draft, purchases: readonly PurchaseCommand[]): Planning<PurchaseResult[]> {
  const unknown = purchases.filter((purchase) => !draft.commands.has(keyOf(purchase)));
  // Looks for all their lots in one read, where each purchase would ask by itself.
  yield* draft.stock.byId(unknown.flatMap(lotIdsOf));
  const results: PurchaseResult[] = [];
  for (const purchase of purchases) results.push(yield* postPurchase(draft, purchase));
  return results;
}

/** The purchases that refunds which are not on record may belong to. */
function* candidatesFor<Refund extends ImportedRefund>(
  draft: Draft,
  refunds: readonly ReadRefund<Refund>[],
  bought: readonly PurchaseResult[],
): Planning<PurchasesByLabel> {
  const unknown = refunds.filter((refund) => !keysOf(refund).some((key) => draft.commands.has(key)));
  const labels = unknown.map(({ label }) => label).filter((label) => label !== null);
  const news = bought.filter(({ replayed }) => !replayed);
  const created = news.flatMap(({ lots }) => lots.map(({ id }) => id));
  return yield* purchasesByLabel(draft, new Set(labels), created);
}

/**
 * Books a refund on the purchase that it fits, or as a debit; undefined where neither is to be. One that is on
 * record stays where it was booked, whatever fits it better by now.
 */
function* postRefund<Refund extends ImportedRefund>(
  draft: Draft,
  refund: ReadRefund<Refund>,
  candidates: PurchasesByLabel,
  isDebited: boolean,
): Planning<RefundResult | AdjustmentResult | undefined> {
  const { id, at } = refund.input;
  const [cash, bonus] = [draft.text(refund.cash), draft.text(refund.bonus)];
  const [linked, debited] = keysOf(refund).map((key) => draft.commands.get(key)?.result);
  const purchaseId = linked?.command === 'refundPurchase' ? linked.purchaseId : candidates.find(refund);
  if (purchaseId !== undefined && debited === undefined) {
    return yield* refundPurchase(purchaseId, { id, at, cash, bonus })(draft);
  }
  if (debited === undefined && !isDebited) return undefined;
  const amount = draft.text(-refund.cash - refund.bonus);
  return yield* adjust({ id, at, amount, reason: DEBIT_REASON })(draft);
}

/** The keys under which a refund may be on record. */
function keysOf<Refund extends ImportedRefund>({ input: { id } }: ReadRefund<Refund>): [string, string] {
  return [`refund:${id}`, `adjust:${id}`];
}
