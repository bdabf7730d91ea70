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

const MINUTE_MS = 60_000;

/** The row before its call: whoever finds it like this after the lease knows that a run died over it. */
export function sendingRow(row: CreditRow, sent: SentCredit, now: Date, rules: CreditRules): CreditRow {
  return { ...changed(row), state: 'sending', sent, dueAt: later(now, rules.leaseMs) };
}

/** The row after Fleio, or a human, said that it is done. */
export function doneRow(row: CreditRow, now: Date): CreditRow {
  return { ...changed(row), state: 'done', dueAt: null, failure: null, doneAt: now.toISOString() };
}

/** The row after a try that failed: it waits 2^n minutes, or for a human. */
export function failedRow(row: CreditRow, tried: FailedTry, now: Date, rules: CreditRules): CreditRow {
  const { kind, failure, retryAfterMs = 0 } = tried;
  const isDoubtful = row.isDoubtful || kind === 'unknown';
  const failures = row.failures + 1;
  const next = { ...changed(row), failures, failure, isDoubtful };
  if (kind === 'refused' || (isDoubtful && !rules.serverDedupesCredit) || failures > rules.maxRetries) {
    return { ...next, state: 'parked', dueAt: null };
  }
  const waitMs = Math.max(2 ** failures * MINUTE_MS, retryAfterMs);
  return { ...next, state: 'retry', dueAt: later(now, waitMs) };
}

/** The row after a human found out that it did not happen. */
export function releasedRow(row: CreditRow): CreditRow {
  return { ...changed(row), state: 'pending', failures: 0, dueAt: null, sent: null, isDoubtful: false };
}

/** Whether a row may be looked at now. */
export function isDue({ dueAt }: CreditRow, now: Date): boolean {
  return dueAt === null || Date.parse(dueAt) <= now.getTime();
}

function changed(row: CreditRow): CreditRow {
  return { ...row, version: row.version + 1 };
}

function later(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}
