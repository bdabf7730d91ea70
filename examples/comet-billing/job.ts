import { type Clock, ConfigError } from 'reseller-sdk';
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
  /** Ends the calls that are under way. */
  readonly signal?: AbortSignal | undefined;
}

/** What a place is set up from. A currency that is not given is the one of the ledger, and of a new one USD. */
type Parts<Place extends Desk> = Omit<Place, 'ledger' | 'currency'> & {
  readonly currency: string | undefined;
};

/**
 * Sets up a desk and opens its ledger account if it is new.
 *
 * @throws ConfigError for another currency than the one that the ledger is kept in
 */
export async function openDesk(parts: Parts<Desk>): Promise<Desk> {
  const { creditLedger } = parts.store;
  const known = (await creditLedger.head(ACCOUNT))?.account.currency;
  const currency = parts.currency ?? known ?? 'USD';
  if (known !== undefined && known !== currency) {
    throw new ConfigError(
      `The ledger is kept in ${known}, which cannot become ${currency}; use another database`,
    );
  }
  const ledger = new CreditLedger({ repository: creditLedger, clock: parts.clock });
  if (known === undefined) await ledger.openAccount({ id: ACCOUNT, currency });
  return { ...parts, currency, ledger };
}

/** Sets up a job; every server that it has is required. */
export async function openJob(parts: Omit<Parts<Job>, 'requiredServers'>): Promise<Job> {
  const { sources, allowShrink, signal, ...desk } = parts;
  const requiredServers = sources.servers.map(({ serverKey }) => serverKey);
  return { ...(await openDesk({ ...desk, requiredServers })), sources, allowShrink, signal };
}
