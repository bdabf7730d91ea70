/** One rule that a store must keep, for the tests of an adapter. It needs no test framework. */
export interface StoreCase {
  readonly name: string;
  /** @throws Error that says which rule was broken, and how */
  readonly run: () => Promise<void>;
}

/** A rule, tried on an opened store. */
export interface StoreRule<Opened> {
  readonly name: string;
  readonly check: (opened: Opened) => Promise<void>;
}

/** Rules as cases, each on a store of its own, which is closed however the case ends. */
export function storeCases<Opened extends { readonly close?: () => void | Promise<void> }>(
  rules: readonly StoreRule<Opened>[],
  open: () => Opened | Promise<Opened>,
): readonly StoreCase[] {
  return rules.map(({ name, check }) => ({
    name,
    run: async () => {
      const opened = await open();
      try {
        await check(opened);
      } finally {
        await opened.close?.();
      }
    },
  }));
}
