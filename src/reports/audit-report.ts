import type { AuditTotals, AuditWindow, ClaimCase, Finding } from '../billing-audit/index.ts';

/** What a report about an audit is made of: the answers of the billing audit as they are. */
export interface AuditReport {
  /** The days that were audited. */
  readonly window: AuditWindow;
  readonly totals: AuditTotals;
  /** In order of day and id. Those that ended in a case may be left out of it, or stay in it. */
  readonly findings: readonly Finding[];
  /** What to put before the provider; `groupCases` makes it. */
  readonly cases: readonly ClaimCase[];
  /** What a category is called, by its id; without a name the id stands in. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Verdicts of charges that are no claim and ask for a look. */
export const DOUBTFUL = ['probable', 'duplicate', 'review'] as const;

/** Whether an audit that found nothing proves nothing: no line was read, or not all of them, or evidence is missing. */
export function isIncomplete({ totals: { scanned, unreadable, coverage } }: AuditReport): boolean {
  return scanned === 0 || unreadable > 0 || (coverage !== null && coverage.gaps.length > 0);
}
