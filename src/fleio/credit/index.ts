/**
 * The credit outbox: every paid invoice reaches Fleio once, refunds take it back, and what is not certain waits for a
 * human.
 *
 * @module reseller-sdk/fleio/credit
 */
export type {
  CreditDirection,
  CreditEntry,
  CreditFailure,
  CreditKey,
  CreditRow,
  CreditState,
  SentCredit,
} from './credit-row.ts';
export { type CreditSyncedOptions, creditSynced } from './credit-synced.ts';
export { invoiceCreditEntries, type QueuedCredit, type SettledInvoice } from './invoice-credit-entries.ts';
export { InMemoryCreditOutbox } from './memory-outbox.ts';
export type { CreditOutboxOptions } from './options.ts';
export type { CreditOutbox } from './outbox.ts';
export { queueInvoiceCredit } from './queue-invoice-credit.ts';
export type { CreditOutcome, CreditReport, CreditResult, CreditStop } from './report.ts';
export { runCreditOutbox } from './run-credit-outbox.ts';
export { type ParkedVerdict, settleParkedCredit } from './settle-parked-credit.ts';
