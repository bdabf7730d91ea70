import { type StoreCase, storeCases } from '../kit/store-cases.ts';
import type { OpenedReportStore, OpenedSnapshotStore } from './opened-store.ts';
import { reportRules } from './report-rules.ts';
import { snapshotRules } from './snapshot-rules.ts';

/**
 * What a `SnapshotRepository` must do, as cases for the adapter's own tests: what is staged is never seen, what is
 * published never changes, commits are whole and of one version, also among rivals, and pointers show the rows of
 * their snapshot. They need no test framework.
 *
 * @param open makes a fresh, empty store for each case
 * @example for (const { name, run } of snapshotRepositoryCases(open)) it(name, run)
 */
export function snapshotRepositoryCases(
  open: () => OpenedSnapshotStore | Promise<OpenedSnapshotStore>,
): readonly StoreCase[] {
  return storeCases(snapshotRules, open);
}

/**
 * What a `ReportRepository` must do, as cases for the adapter's own tests: a report comes back letter by letter, is
 * saved once also by rivals, and is never replaced. They need no test framework.
 *
 * @param open makes a fresh, empty store for each case
 * @example for (const { name, run } of reportRepositoryCases(open)) it(name, run)
 */
export function reportRepositoryCases(
  open: () => OpenedReportStore | Promise<OpenedReportStore>,
): readonly StoreCase[] {
  return storeCases(reportRules, open);
}
