import type { CreditLedgerRepository } from '../../credit-ledger/index.ts';

/** A fresh, empty store, opened for one case. */
export interface OpenedLedgerStore {
  readonly repository: CreditLedgerRepository;
  /**
   * Another connection to the same rows, as a second process has one; the store closes it with the rest. Left
   * out: rivals share the one repository.
   */
  readonly connect?: () => CreditLedgerRepository | Promise<CreditLedgerRepository>;
  /**
   * Lets the store itself fail, once, at the given statement from now on (1 is the next, 0 takes it back): the
   * connection breaks, the disk is full. Left out: faults strike around the calls of the port only, not inside them.
   */
  readonly failAt?: (statement: number) => void;
  /** Runs after the case, however it ended. */
  readonly close?: () => void | Promise<void>;
}
