import type { AuditSources, Charge, Fact, PlanLine } from '../../billing-audit/index.ts';

/** Rows that a case puts into a store. */
export interface AuditRows {
  readonly charges: readonly Charge[];
  readonly planLines: readonly PlanLine[];
  readonly facts: readonly Fact[];
}

/** A fresh, empty store, opened for one case. */
export interface OpenedAuditSources {
  readonly sources: AuditSources;
  /** Stores rows, which come in no order. */
  readonly store: (rows: AuditRows) => void | Promise<void>;
  /** Runs after the case, however it ended. */
  readonly close?: () => void | Promise<void>;
}
