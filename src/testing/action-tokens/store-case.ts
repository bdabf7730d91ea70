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

/** One rule that a store of action tokens must keep. */
export interface ActionTokenStoreCase {
  readonly name: string;
  /** @throws Error that says which rule was broken, and how */
  readonly run: () => Promise<void>;
}

/** A rule, tried on an opened store. */
export interface ActionTokenStoreRule {
  readonly name: string;
  readonly check: (opened: OpenedActionTokenStore) => Promise<void>;
}
