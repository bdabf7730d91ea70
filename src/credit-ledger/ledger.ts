import type { Day, InstantInput } from '../core/time.ts';
import type { AccountInput } from './account.ts';
import type { ImportResult } from './import-result.ts';
import type { CreditLedgerOptions } from './ledger-options.ts';
import { emptyHead, openAccount, readAccount } from './plan/account.ts';
import { type AdjustmentInput, adjust } from './plan/adjust.ts';
import { expire } from './plan/expire.ts';
import { type ExtensionInput, extendLot } from './plan/extend.ts';
import { type HoldInput, hold } from './plan/hold.ts';
import { type HoldPostInput, postHold, voidHold } from './plan/hold-end.ts';
import type { ImportedRefund, ImportOptions, PurchaseImport } from './plan/import-file.ts';
import { importPurchases } from './plan/import-purchases.ts';
import { ingestUsagePull } from './plan/ingest.ts';
import type { UsagePullInput } from './plan/ingest-input.ts';
import { type OpeningInput, openBalance } from './plan/opening.ts';
import { type PurchaseInput, recordPurchase, syncLotsFromPurchases } from './plan/purchase.ts';
import { type RefundInput, refundPurchase } from './plan/refund.ts';
import { type ReversalInput, reverseUsage } from './plan/reverse.ts';
import { allocateUsages, type UsageInput } from './plan/usage.ts';
import { type VoidInput, voidLot } from './plan/void.ts';
import { type WithdrawalInput, withdrawUsage } from './plan/withdraw.ts';
import { CreditLedgerReader } from './reader.ts';
import { type RebuildInput, rebuild } from './rebuild/rebuild.ts';
import type {
  AccountResult,
  AdjustmentResult,
  AllocationResult,
  ExpiryResult,
  ExtensionResult,
  HoldPostResult,
  HoldResult,
  HoldVoidResult,
  OpeningResult,
  PullResult,
  PurchaseResult,
  RebuildResult,
  RefundResult,
  ReversalResult,
  SyncResult,
  VoidResult,
  WithdrawalResult,
} from './results.ts';
import { LedgerRunner } from './runner.ts';

/**
 * Prepaid credit of one or more accounts: purchases bring lots of credit, usage takes it from them in the
 * order of the account, what nobody pays is a debt that the next credit settles.
 *
 * Every command has an id, and with it a key: the same command again changes nothing and returns what it
 * returned first (`replayed: true`). Every command is one atomic commit. Amounts come back as plain decimals,
 * instants as ISO text.
 *
 * All commands throw `InvalidInputError` with every issue for bad input (code `ACCOUNT_UNKNOWN`,
 * `INVALID_AMOUNT`, `SCALE_EXCEEDED`, `CURRENCY_MISMATCH`, `ID_TAKEN`), `IdempotencyConflictError` when the
 * key stands for another request, and `ConcurrencyError` when rival writers won every try. Nothing was
 * written then. Any other error comes from the repository; repeat the command to learn how it ended.
 */
export class CreditLedger extends CreditLedgerReader {
  readonly #runner: LedgerRunner;

  constructor(options: CreditLedgerOptions) {
    super(options);
    this.#runner = new LedgerRunner(options);
  }

  /**
   * Opens an account, or returns it if it is open under the same rules. Key `account:<id>`.
   *
   * @throws IdempotencyConflictError when it is open under other rules
   */
  async openAccount(input: AccountInput): Promise<AccountResult> {
    const account = readAccount(input);
    return this.#runner.run(account.id, openAccount(account), emptyHead(account));
  }

  /**
   * Records a purchase: a lot of purchased credit and, with a bonus, a lot of bonus credit; both then settle
   * open debts. Key `purchase:<id>`. A purchase from before the opening balance is noted and brings no lot.
   *
   * @example await ledger.recordPurchase('comet', { id: 'pack-1', at: '2026-01-15', cash: '10000', bonus: '1000' })
   */
  async recordPurchase(account: string, purchase: PurchaseInput): Promise<PurchaseResult> {
    return this.#runner.run(account, recordPurchase(purchase));
  }

  /**
   * Records those of the purchases that the ledger has not seen, and completes those that lack the lot of one
   * kind (key `purchase:<id>:bonus` or `:purchased`, same place in the order). One commit. Running it again
   * creates nothing.
   *
   * @throws IdempotencyConflictError when a purchase is on record with other content
   */
  async syncLotsFromPurchases(account: string, purchases: readonly PurchaseInput[]): Promise<SyncResult> {
    return this.#runner.run(account, syncLotsFromPurchases(purchases));
  }

  /**
   * Books a file of purchases and refunds in one commit. Purchases have the key `purchase:<id>`; with row ids
   * (`fingerprint#occurrence`) the same file again adds nothing, and a file with more rows adds those.
   *
   * A refund (key `refund:<id>`) is booked on the latest purchase with its label, not later than itself, of which
   * so much is not refunded yet. One that fits none is returned and moves nothing, or with `unlinkedRefunds: 'debit'`
   * is an adjustment of minus cash and bonus (key `adjust:<id>`). A refund on record stays where it was booked.
   *
   * `dryRun` plans the same and writes nothing; the answer is what the real run returns. A file with a new refund
   * makes the ledger read all lots of the account once, 500 to a read.
   *
   * @example await ledger.importPurchases('comet', parsePurchaseCsv(text), { dryRun: true })
   * @throws InsufficientCreditError on an account with overdraw `reject` when a debit is not covered
   */
  async importPurchases<Refund extends ImportedRefund>(
    account: string,
    file: PurchaseImport<Refund>,
    { dryRun = false, ...options }: ImportOptions & { readonly dryRun?: boolean } = {},
  ): Promise<ImportResult<Refund>> {
    const command = importPurchases(file, options);
    return dryRun ? this.#runner.preview(account, command) : this.#runner.run(account, command);
  }

  /**
   * Takes over a balance at an instant. Usage before it, also usage on record, is contained in the figures:
   * it becomes `before_opening` and takes no credit. Key `opening:<account>`; there is one opening.
   *
   * @throws InvalidInputError `OPENING_CONFLICT` when a lot that took effect earlier exists
   */
  async openBalance(account: string, opening: OpeningInput): Promise<OpeningResult> {
    return this.#runner.run(account, openBalance(opening));
  }

  /**
   * Pays a usage from the lots that may pay at its time, in the order of the account, then from lots that
   * take effect later; the rest is a debt. Key `usage:<id>`. A negative amount becomes an adjustment lot.
   *
   * @throws InsufficientCreditError on an account with overdraw `reject`
   */
  async allocateUsage(account: string, usage: UsageInput): Promise<AllocationResult> {
    for (const result of await this.#runner.run(account, allocateUsages([usage]))) return result;
    throw new Error('one usage has one result');
  }

  /**
   * As `allocateUsage` for many, in the given order and in one commit: all or nothing. A few thousand at once
   * are fine.
   *
   * @throws InsufficientCreditError on an account with overdraw `reject` when one of them is not covered
   */
  async allocateMany(account: string, usages: readonly UsageInput[]): Promise<readonly AllocationResult[]> {
    return this.#runner.run(account, allocateUsages(usages));
  }

  /**
   * Brings the usage on record to what a source shows of some days, in one commit: new rows are allocated in order
   * of time, rows that vanished are withdrawn, rows that came back are booked anew. Key `pull:<pulledAt>`. Of days
   * of which a pull made later has told, it changes nothing. Usage that no pull ever showed is left alone.
   *
   * @throws InvalidInputError `PULL_SUSPICIOUS` when the pull is empty, or holds fewer than half as many rows as are
   *   on record for its days, and that is not allowed; it leaves no trace then
   * @throws IdempotencyConflictError when a row is on record with other content
   * @throws InsufficientCreditError on an account with overdraw `reject` when a new row is not covered
   */
  async ingestUsagePull(account: string, pull: UsagePullInput): Promise<PullResult> {
    return this.#runner.run(account, ingestUsagePull(pull));
  }

  /** Corrects the balance: more than zero adds a lot, less is paid like a usage. Key `adjust:<id>`. */
  async adjust(account: string, adjustment: AdjustmentInput): Promise<AdjustmentResult> {
    return this.#runner.run(account, adjust(adjustment));
  }

  /**
   * Sets credit aside for usage that is expected, from the lots that may pay at its time; it funds nothing else
   * until the hold is posted, voided or out of time. All or nothing. Key `hold:<id>`.
   *
   * @throws InsufficientCreditError when those lots do not cover it, whatever the account's overdraw mode
   */
  async hold(account: string, input: HoldInput): Promise<HoldResult> {
    return this.#runner.run(account, hold(input));
  }

  /**
   * Turns a hold, or a part of it, into the usage `hold:<id>` at the hold's time; the rest is released. Key
   * `hold:<id>:post`.
   *
   * @throws InvalidInputError `HOLD_EXPIRED` at or after its `expiresAt`, `HOLD_EXCEEDED`, `HOLD_CLOSED`,
   *   `HOLD_UNKNOWN`
   */
  async postHold(account: string, id: string, input: HoldPostInput): Promise<HoldPostResult> {
    return this.#runner.run(account, postHold(id, input));
  }

  /**
   * Releases a hold as if it had never been. Key `hold:<id>:void`.
   *
   * @throws InvalidInputError `HOLD_EXPIRED` when its time-out is booked, `HOLD_CLOSED`, `HOLD_UNKNOWN`
   */
  async voidHold(account: string, id: string): Promise<HoldVoidResult> {
    return this.#runner.run(account, voidHold(id));
  }

  /**
   * Takes back a usage or a part of it, from `at` on: first what is still owed of it, then what its lots paid, the
   * last first. What lots get back settles open debts. Key `reverse:<id>`.
   *
   * @throws InvalidInputError `USAGE_UNKNOWN`, `OVER_REVERSAL` beyond what is not reversed yet, `NOT_REVERSIBLE` for
   *   negative usage and for what the opening balance contains
   */
  async reverseUsage(account: string, usageId: string, reversal: ReversalInput): Promise<ReversalResult> {
    return this.#runner.run(account, reverseUsage(usageId, reversal));
  }

  /**
   * Takes a row out of the books that its source no longer shows, whatever it was: usage is reversed as far as it
   * is not yet, the credit of a negative row is taken back. What
   * negative rows had reversed of it is theirs and stays as credit. When the row comes back, `allocateUsage` books it
   * anew. Key `withdraw:<usageId>:<n>`; withdrawing what is withdrawn is a replay.
   *
   * @throws InvalidInputError `USAGE_UNKNOWN`
   */
  async withdrawUsage(
    account: string,
    usageId: string,
    withdrawal?: WithdrawalInput,
  ): Promise<WithdrawalResult> {
    return this.#runner.run(account, withdrawUsage(usageId, withdrawal));
  }

  /**
   * Takes credit of a purchase back from its own lots. What they no longer have is a debit that any lot may pay,
   * and then a debt, or is refused with `onMissing: 'reject'`. Key `refund:<id>`.
   *
   * @throws InvalidInputError `PURCHASE_UNKNOWN`, `OVER_REFUND` beyond what is not refunded yet, `NOT_REVERSIBLE` when
   *   the opening balance contains the purchase
   * @throws InsufficientCreditError with `onMissing: 'reject'`
   */
  async refundPurchase(account: string, purchaseId: string, refund: RefundInput): Promise<RefundResult> {
    return this.#runner.run(account, refundPurchase(purchaseId, refund));
  }

  /**
   * Voids what a lot still has. What it paid stays; what is held of it or comes back to it later is voided then.
   * Key `void:<id>`.
   *
   * @throws InvalidInputError `LOT_UNKNOWN`, `LOT_VOIDED`
   */
  async voidLot(account: string, lotId: string, input: VoidInput): Promise<VoidResult> {
    return this.#runner.run(account, voidLot(lotId, input));
  }

  /**
   * Lets a lot pay for longer. Credit that had expired is there again and settles open debts. Key `extend:<id>`.
   *
   * @throws InvalidInputError `LOT_UNKNOWN`, `LOT_VOIDED`, or when the new expiry is not later
   */
  async extendLot(account: string, lotId: string, extension: ExtensionInput): Promise<ExtensionResult> {
    return this.#runner.run(account, extendLot(lotId, extension));
  }

  /**
   * Books as expired what is left of lots whose time is up by `asOf`, each at its own `expiresAt`. Only a note of
   * what is so anyway: running it or not changes no balance. Key `expire:<asOf>`.
   */
  async expire(account: string, asOf: InstantInput | Day): Promise<ExpiryResult> {
    return this.#runner.run(account, expire(asOf));
  }

  /**
   * Attributes usage anew, as if everything had arrived in the order in which it took effect. One commit: what
   * differs is taken back and entered again, the rest stays. Needs memory for lots, open debts, corrections and
   * what changes; usage is streamed. Key `rebuild:<from>:<version>`.
   *
   * `net + expired + voided` never changes. Usage from before `from` keeps what paid for it, open holds keep
   * what they reserve.
   *
   * @throws InvalidInputError `BOOKS_UNSOUND` when the books did not add up before; `verify` tells why
   */
  async rebuild(account: string, input: RebuildInput = {}): Promise<RebuildResult> {
    return this.#runner.run(account, rebuild(input));
  }
}
