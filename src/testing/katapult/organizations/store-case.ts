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

/** One rule that a store of managed organizations must keep. */
export interface ManagedOrganizationStoreCase {
  readonly name: string;
  /** @throws Error that says which rule was broken, and how */
  readonly run: () => Promise<void>;
}

/** A rule, tried on an opened store. */
export interface ManagedOrganizationStoreRule {
  readonly name: string;
  readonly check: (opened: OpenedManagedOrganizationStore) => Promise<void>;
}
