/** The states of a row, without clock or store: each function gives the row as it is to be saved. */
import type { CreditFailure, CreditRow, SentCredit } from './credit-row.ts';

/** The rules by which a row is tried again (contract fleio 8.6). */
export interface CreditRules {
  /** Whether Fleio makes one change of each `external_source_key` alone: 2026.07.1 and later. */
  readonly serverDedupesCredit: boolean;
  /** Failures after which a row is tried again; one more parks it. */
  readonly maxRetries: number;
  /** How long a run may be at one row. */
  readonly leaseMs: number;
}

/**
 * What a failure says. `not-applied`: nothing happened, another try may work. `refused`: nothing happened, and another
 * try would not work. `unknown`: it may have happened.
 */
export type FailureKind = 'not-applied' | 'refused' | 'unknown';

/** A failed try. */
export interface FailedTry {
  readonly kind: FailureKind;
  readonly failure: CreditFailure;
  /** The wait that the server asked for, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/** A row that a try, or a human, is through with for now. */
export type EndedRow = CreditRow & { readonly state: 'done' | 'retry' | 'parked' };

const MINUTE_MS = 60_000;
/** The longest pause that a server is granted: a date far off is a mistake, and credit that was paid for waits. */
const LONGEST_PAUSE_MS = 86_400_000;

/** The row before its call: whoever finds it like this after the lease knows that a run died over it. */
export function sendingRow(row: CreditRow, sent: SentCredit, now: Date, rules: CreditRules): CreditRow {
  return { ...changed(row), state: 'sending', sent, dueAt: later(now, rules.leaseMs) };
}

/** The row after Fleio, or a human, said that it is done: what `sent` says is what a refund takes back. */
export function doneRow(row: CreditRow, sent: SentCredit | null, now: Date): EndedRow {
  return { ...changed(row), state: 'done', sent, dueAt: null, failure: null, doneAt: now.toISOString() };
}

/** The row after a try that failed: it waits 2^n minutes, or for a human. */
export function failedRow(row: CreditRow, tried: FailedTry, now: Date, rules: CreditRules): EndedRow {
  const { kind, failure, retryAfterMs = 0 } = tried;
  const isDoubtful = row.isDoubtful || kind === 'unknown';
  const failures = row.failures + 1;
  const next = { ...changed(row), failures, failure, isDoubtful };
  if (kind === 'refused' || (isDoubtful && !rules.serverDedupesCredit) || failures > rules.maxRetries) {
    return { ...next, state: 'parked', dueAt: null };
  }
  const waitMs = Math.max(backOffMs(failures), Math.min(retryAfterMs, LONGEST_PAUSE_MS));
  return { ...next, state: 'retry', dueAt: later(now, waitMs) };
}

/** The row after a human found out that it did not happen. */
export function releasedRow(row: CreditRow): CreditRow {
  return { ...changed(row), state: 'pending', failures: 0, dueAt: null, sent: null, isDoubtful: false };
}

/**
 * Whether a row may be looked at now. A time so far off that no rule sets it comes from a clock that was wrong: the row
 * is due. Twice the longest wait leaves room for clocks that differ.
 */
export function isDue({ dueAt, failures }: CreditRow, now: Date, { leaseMs }: CreditRules): boolean {
  if (dueAt === null) return true;
  const leftMs = Date.parse(dueAt) - now.getTime();
  const isWaiting = leftMs > 0 && leftMs <= 2 * Math.max(LONGEST_PAUSE_MS, leaseMs, backOffMs(failures));
  return !isWaiting;
}

function backOffMs(failures: number): number {
  return 2 ** failures * MINUTE_MS;
}

function changed(row: CreditRow): CreditRow {
  return { ...row, version: row.version + 1 };
}

function later(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}
