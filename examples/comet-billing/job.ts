import type { Clock } from 'reseller-sdk';
import { CreditLedger } from 'reseller-sdk/credit-ledger';
import type { Output } from './output.ts';
import type { Sources } from './sources/sources.ts';
import type { Store } from './storage/store.ts';

/** The ledger account that the portal's charges are booked on. */
export const ACCOUNT = 'comet';

/** What every command works with: all that is stored, and nothing that answers over a network. */
export interface Desk {
  readonly store: Store;
  readonly ledger: CreditLedger;
  readonly clock: Clock;
  readonly output: Output;
  /** Currency of the portal account. */
  readonly currency: string;
  /** Servers without which a day is not complete. */
  readonly requiredServers: readonly string[];
}

/** What every step of the job works with. */
export interface Job extends Desk {
  readonly sources: Sources;
  /** Believes an answer that is far smaller than what is known. */
  readonly allowShrink?: boolean | undefined;
}

/** Sets up a desk and opens its ledger account if it is new. */
export async function openDesk(parts: Omit<Desk, 'ledger'>): Promise<Desk> {
  const ledger = new CreditLedger({ repository: parts.store.creditLedger, clock: parts.clock });
  await ledger.openAccount({ id: ACCOUNT, currency: parts.currency });
  return { ...parts, ledger };
}

/** Sets up a job; every server that it has is required. */
export async function openJob(parts: Omit<Job, 'ledger' | 'requiredServers'>): Promise<Job> {
  const { sources, allowShrink, ...desk } = parts;
  const requiredServers = sources.servers.map(({ serverKey }) => serverKey);
  return { ...(await openDesk({ ...desk, requiredServers })), sources, allowShrink };
}
