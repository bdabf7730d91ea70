import type { InstantInput } from '../core/time.ts';
import type { ReconciliationReport } from '../reconciler/index.ts';
import type { AuditReport } from './audit-report.ts';
import type { CreditReport } from './credit-report.ts';

/** How a job that brings data in went the last time. */
export interface JobRun {
  readonly name: string;
  /** `stale`: it began, and did not end in the time that it may take. */
  readonly status: 'ok' | 'partial' | 'error' | 'running' | 'stale' | 'never';
  /** ISO instant of the end, or of the start while it runs. */
  readonly at: string | null;
  /** What there is to say of it. */
  readonly note?: string | null;
}

/** A part of a dashboard. */
export type DashboardPart = 'credit' | 'reconciliation' | 'audit';

/**
 * What a dashboard is made of. A part that is left out is not followed; one that is `null` should be there and is not
 * known, and then the whole is not in order.
 */
export interface DashboardInput {
  readonly credit?: CreditReport | null;
  readonly reconciliation?: ReconciliationReport | null;
  readonly audit?: AuditReport | null;
  readonly jobs?: readonly JobRun[];
  /** When the dashboard is looked at. Without it nothing can be too old; there is no clock inside. */
  readonly now?: InstantInput;
  /** Hours after which the portal snapshot of the reconciliation is too old at `now`. Default 192: a week and a day. */
  readonly maxAgeHours?: number;
}
