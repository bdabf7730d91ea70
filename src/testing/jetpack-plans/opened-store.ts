import type { PlanRepository } from '../../jetpack/plans/index.ts';

/** A fresh, empty repository of plans, opened for one case. */
export interface OpenedPlanRepository {
  readonly repository: PlanRepository;
  /**
   * Another connection to the same rows, as a second process has one; the repository closes it with the rest. Left out:
   * rivals share the one repository.
   */
  readonly connect?: () => PlanRepository | Promise<PlanRepository>;
  /** Runs after the case, however it ended. */
  readonly close?: () => void | Promise<void>;
}
