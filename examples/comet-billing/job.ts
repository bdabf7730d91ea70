import type { Clock } from 'reseller-sdk';
import { CreditLedger } from 'reseller-sdk/credit-ledger';
import type { Output } from './output.ts';
import type { Sources } from './sources/sources.ts';
import type { Store } from './storage/store.ts';

/** The ledger account that the portal's charges are booked on. */
export const ACCOUNT = 'comet';

/** What every step of the job works with. */
export interface Job {
  readonly sources: Sources;
  readonly store: Store;
  readonly ledger: CreditLedger;
  readonly clock: Clock;
  readonly output: Output;
  /** Currency of the portal account. */
  readonly currency: string;
  /** Believes an answer that is far smaller than what is known. */
  readonly allowShrink?: boolean;
}

/** Sets up a job and opens its ledger account if it is new. */
export async function openJob(parts: Omit<Job, 'ledger'>): Promise<Job> {
  const ledger = new CreditLedger({ repository: parts.store.creditLedger, clock: parts.clock });
  await ledger.openAccount({ id: ACCOUNT, currency: parts.currency });
  return { ...parts, ledger };
}
