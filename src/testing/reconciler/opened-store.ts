import type { ReportRepository, SnapshotRepository } from '../../reconciler/index.ts';

/** A fresh, empty store, opened for one case. */
export interface OpenedSnapshotStore {
  readonly store: SnapshotRepository;
  /**
   * Another connection to the same rows, as a second process has one; the store closes it with the rest. Left out:
   * rivals share the one store.
   */
  readonly connect?: () => SnapshotRepository | Promise<SnapshotRepository>;
  /** Runs after the case, however it ended. */
  readonly close?: () => void | Promise<void>;
}

/** A fresh, empty store of reports, opened for one case. */
export interface OpenedReportStore {
  readonly store: ReportRepository;
  /** As with snapshots. */
  readonly connect?: () => ReportRepository | Promise<ReportRepository>;
  /** Runs after the case, however it ended. */
  readonly close?: () => void | Promise<void>;
}
