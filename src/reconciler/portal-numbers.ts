import type { Exact } from './exact.ts';

/** The numbers of a portal row. */
export interface PortalNumbers {
  readonly quantity: Exact | null;
  readonly printed: Exact | null;
  readonly unitCost: Exact | null;
  readonly amount: Exact | null;
}
