import type { Draft } from './draft.ts';
import type { Planning } from './read.ts';

/**
 * A command as a value: what is to be done, not yet on which account. `LedgerRunner` carries it out. Make one with
 * `allocateUsages`, `recordPurchase` and their like; what is inside is the ledger's own affair.
 */
export type LedgerCommand<Result> = (draft: Draft) => Planning<Result>;
