import type { AmountInput } from '../../core/amount.ts';
import type { Day, InstantInput } from '../../core/time.ts';
import type { ImportTotals } from '../import-result.ts';
import { compareText } from '../places.ts';
import type { Draft } from './draft.ts';
import { readCredit } from './figures.ts';
import { Intake } from './intake.ts';
import { type PurchaseCommand, type PurchaseInput, readPurchase } from './purchase.ts';
import type { Claim } from './purchases-by-label.ts';

/** A refund that does not say which purchase it belongs to. */
export interface ImportedRefund {
  /** The row id of the file: unique among the refunds and the adjustments of the account. */
  readonly id: string;
  /** When; a day means the first instant of that day in the business zone. */
  readonly at: InstantInput | Day;
  /** What was paid back, in the currency of the account. */
  readonly cash: AmountInput;
  /** Bonus that goes with it. */
  readonly bonus: AmountInput;
  /** Label of its purchase; without one it belongs to none. */
  readonly label?: string | null;
  /** If given, it must be the account's. */
  readonly currency?: string;
}

/** What a file of purchases says, each list in the order of the file. */
export interface PurchaseImport<Refund extends ImportedRefund = ImportedRefund> {
  readonly purchases: readonly PurchaseInput[];
  readonly refunds: readonly Refund[];
}

/** Options of `importPurchases`. */
export interface ImportOptions {
  /** Refunds that fit no purchase: `report` (default) returns them, `debit` books each as an adjustment. */
  readonly unlinkedRefunds?: 'report' | 'debit';
}

/** A refund with its figures. */
export interface ReadRefund<Refund> extends Claim {
  readonly input: Refund;
}

/** A file with its figures, in order of (time, place in the file). */
export interface ReadImport<Refund> {
  readonly purchases: readonly PurchaseCommand[];
  readonly refunds: readonly ReadRefund<Refund>[];
  readonly totals: ImportTotals;
}

/** Reads the arguments of an import. @throws InvalidInputError with every issue of every row */
export function readImport<Refund extends ImportedRefund>(
  draft: Draft,
  file: PurchaseImport<Refund>,
  { unlinkedRefunds = 'report' }: ImportOptions,
): ReadImport<Refund> {
  const intake = new Intake(draft.head.account);
  if (unlinkedRefunds !== 'report' && unlinkedRefunds !== 'debit') {
    intake.refuse('unlinkedRefunds', 'must be report or debit');
  }
  const purchases = file.purchases.map((input, index) =>
    readPurchase(draft, input, intake, `purchases[${index}].`),
  );
  const refunds = file.refunds.map((input, index) => readRefund(input, intake, `refunds[${index}].`));
  intake.finish('importPurchases');
  return {
    purchases: purchases.sort(byTime),
    refunds: refunds.sort(byTime),
    totals: totalsOf(draft, purchases, refunds),
  };
}

function readRefund<Refund extends ImportedRefund>(
  input: Refund,
  intake: Intake,
  path: string,
): ReadRefund<Refund> {
  intake.correctionId(input.id, `${path}id`);
  const { at } = intake.moment(input.at, `${path}at`);
  const cash = readCredit(intake, input.cash, `${path}cash`).units;
  const bonus = readCredit(intake, input.bonus, `${path}bonus`).units;
  const label = intake.text(input.label, `${path}label`);
  intake.currency(input.currency, `${path}currency`);
  if (cash === 0n && bonus === 0n) intake.refuse(`${path}cash`, 'or bonus must be more than 0');
  return { input, at, cash, bonus, label };
}

/** Rows of one instant stay in the order of the file. */
function byTime(a: { readonly at: string }, b: { readonly at: string }): number {
  return compareText(a.at, b.at);
}

interface Figures {
  readonly cash: bigint;
  readonly bonus: bigint;
}

function totalsOf(draft: Draft, purchases: readonly Figures[], refunds: readonly Figures[]): ImportTotals {
  const [bought, returned] = [sumOf(purchases), sumOf(refunds)];
  const net = { cash: bought.cash - returned.cash, bonus: bought.bonus - returned.bonus };
  const text = ({ cash, bonus }: Figures) => ({ cash: draft.text(cash), bonus: draft.text(bonus) });
  return { purchases: text(bought), refunds: text(returned), net: text(net) };
}

function sumOf(rows: readonly Figures[]): Figures {
  return rows.reduce((sum, { cash, bonus }) => ({ cash: sum.cash + cash, bonus: sum.bonus + bonus }), {
    cash: 0n,
    bonus: 0n,
  });
}
