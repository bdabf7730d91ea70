import type { ActionTokenStore } from '../../action-tokens/index.ts';

/** A fresh, empty store, opened for one case. */
export interface OpenedActionTokenStore {
  readonly store: ActionTokenStore;
  /**
   * Another connection to the same rows, as a second process has one; the store closes it with the rest. Left
   * out: rivals share the one store.
   */
  readonly connect?: () => ActionTokenStore | Promise<ActionTokenStore>;
  /** Runs after the case, however it ended. */
  readonly close?: () => void | Promise<void>;
}
