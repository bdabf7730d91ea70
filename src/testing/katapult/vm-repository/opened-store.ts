import type { VmOutbox, VmRepository } from '../../../katapult/vm/index.ts';

/** A repository of machine records with the outbox that its events go to. */
export type VmStore = VmRepository & VmOutbox;

/** A fresh, empty store, opened for one case. */
export interface OpenedVmStore {
  readonly store: VmStore;
  /**
   * Another connection to the same rows, as a second process has one; the store closes it with the rest. Left out:
   * rivals share the one store.
   */
  readonly connect?: () => VmStore | Promise<VmStore>;
  /**
   * Lets the store itself fail, once, at the given statement from now on (1 is the next, 0 takes it back): the
   * connection breaks, the disk is full. Left out: faults strike around the calls of the port only, not inside them.
   */
  readonly failAt?: (statement: number) => void;
  /** Runs after the case, however it ended. */
  readonly close?: () => void | Promise<void>;
}
