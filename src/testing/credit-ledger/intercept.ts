import type { CreditLedgerRepository } from '../../credit-ledger/index.ts';

/** Runs around each call of a port; `run` makes the call. */
export type Around = (call: string, run: () => unknown) => unknown;

/** The repository with something around every call of it. */
export function intercepted(inner: CreditLedgerRepository, around: Around): CreditLedgerRepository {
  return new Proxy(inner, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...values: readonly unknown[]) =>
        around(String(name), () => Reflect.apply(member, target, values));
    },
  });
}
