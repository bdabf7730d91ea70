const RIVALS = 20;
const CONNECTIONS = 4;

/** Outcomes of a work that several begin at once, spread over connections: how many it worked for, and what else came. */
export async function rivals<Store>(
  { store, connect }: { readonly store: Store; readonly connect?: () => Store | Promise<Store> },
  work: (store: Store, number: number) => Promise<void>,
): Promise<{ readonly done: number; readonly errors: readonly unknown[] }> {
  const stores =
    connect === undefined ? [store] : await Promise.all(Array.from({ length: CONNECTIONS }, connect));
  const outcomes = await Promise.allSettled(
    Array.from({ length: RIVALS }, (_, number) => work(stores[number % stores.length] ?? store, number)),
  );
  const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  return { done: outcomes.length - errors.length, errors };
}
