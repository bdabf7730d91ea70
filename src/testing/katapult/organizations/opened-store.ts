import type { ManagedOrganizationStore } from '../../../katapult/organizations/index.ts';

/** A fresh, empty store, opened for one case. */
export interface OpenedManagedOrganizationStore {
  readonly store: ManagedOrganizationStore;
  /**
   * Another connection to the same rows, as a second process has one; the store closes it with the rest. Left
   * out: rivals share the one store.
   */
  readonly connect?: () => ManagedOrganizationStore | Promise<ManagedOrganizationStore>;
  /**
   * Lets the store itself fail, once, at the given statement from now on (1 is the next, 0 takes it back): the
   * connection breaks, the disk is full. Left out: faults inside a save are not tried.
   */
  readonly failAt?: (statement: number) => void;
  /** Runs after the case, however it ended. */
  readonly close?: () => void | Promise<void>;
}
