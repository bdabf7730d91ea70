import type { CreditOutbox } from '../../fleio/credit/index.ts';

/** A fresh, empty credit outbox, opened for one case. */
export interface OpenedCreditOutbox {
  readonly outbox: CreditOutbox;
  /**
   * Another connection to the same rows, as a second process has one; the outbox closes it with the rest. Left out:
   * rivals share the one outbox.
   */
  readonly connect?: () => CreditOutbox | Promise<CreditOutbox>;
  /** Runs after the case, however it ended. */
  readonly close?: () => void | Promise<void>;
}
