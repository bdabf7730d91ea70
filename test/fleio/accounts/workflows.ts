import type { FleioAccounts } from 'reseller-sdk/fleio/accounts';
import type { FakeFleioOptions } from 'reseller-sdk/testing';
import { STRANGERS } from './strangers.ts';
import { AccountsWorld, customer, ORDER, REF } from './world.ts';

/** A workflow, and what Fleio holds before it. */
export interface Workflow {
  readonly seed: FakeFleioOptions;
  readonly run: (accounts: FleioAccounts) => Promise<unknown>;
}

const asleep = { status: 'suspended', user: { is_active: false } };
const NEXT = { ...ORDER, serviceId: '56' };

export const WORKFLOWS: Readonly<Record<string, Workflow>> = {
  'ensureClient of a new client': { seed: {}, run: (accounts) => accounts.ensureClient(ORDER) },
  'provision of a new client': { seed: {}, run: (accounts) => accounts.provision(ORDER) },
  'provision of an old service': {
    seed: customer('pending', asleep),
    run: (accounts) => accounts.provision(ORDER),
  },
  'provision of an old client': {
    seed: customer('terminated', asleep),
    run: (accounts) => accounts.provision(NEXT),
  },
  suspend: { seed: customer(), run: (accounts) => accounts.suspend(REF) },
  unsuspend: { seed: customer('suspended', asleep), run: (accounts) => accounts.unsuspend(REF) },
  'unsuspend on an older server': {
    seed: { ...customer('suspended', asleep), version: '2022.11' },
    run: (accounts) => accounts.unsuspend(REF),
  },
  terminate: { seed: customer(), run: (accounts) => accounts.terminate(REF) },
  syncClientDetails: {
    seed: customer(),
    run: (accounts) =>
      accounts.syncClientDetails({ ...ORDER, firstName: 'Grace', serviceStatuses: ['Active'] }),
  },
  syncBillingAgreements: {
    seed: customer(),
    run: (accounts) => accounts.syncBillingAgreements([{ externalId: REF.externalId, hasAgreement: true }]),
  },
};

/** The customer among strangers, on a server that says no to what is done already. */
export function worldOf({ seed }: Workflow, rewrite?: (url: URL) => void): AccountsWorld {
  const clients = [...(seed.clients ?? []), ...STRANGERS];
  const behaviour = { repeatedAction: 'refused' } as const;
  return new AccountsWorld({ ...seed, clients, behaviour, pageSize: 2 }, {}, rewrite);
}
