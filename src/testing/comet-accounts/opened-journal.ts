import type { AccountJournal } from '../../comet/provisioning/index.ts';

/** A fresh, empty journal, opened for one case. */
export interface OpenedAccountJournal {
  readonly journal: AccountJournal;
  /**
   * Another connection to the same rows, as a second process has one; the journal closes it with the rest. Left
   * out: rivals share the one journal.
   */
  readonly connect?: () => AccountJournal | Promise<AccountJournal>;
  /**
   * Lets the journal itself fail, once, at the given statement from now on (1 is the next, 0 takes it back): the
   * connection breaks, the disk is full. Left out: faults inside a save are not tried.
   */
  readonly failAt?: (statement: number) => void;
  /** Runs after the case, however it ended. */
  readonly close?: () => void | Promise<void>;
}
