import {
  type AccountSource,
  type ClaimedAccount,
  InMemoryAgreements,
  InMemoryBilling,
  type InvoicingPorts,
  inMemoryInvoicingStores,
} from '../../../src/invoice-policy/index.ts';
import { NOW, RATES, stateAt } from './clients.ts';

/** A vendor of so many accounts that are plain data. */
function accountsOf(count: number): AccountSource {
  const claims = new Map<string, ClaimedAccount>();
  for (let index = 0; index < count; index += 1) {
    const { unsettledPeriods, ...account } = stateAt(index).account;
    const periods = unsettledPeriods.map((id) => ({ id, serviceRef: `project-${index}` }));
    claims.set(`account-${index}`, { ...account, periods });
  }
  return {
    listDue: async () => ({ accounts: claims.keys(), serverTime: new Date(NOW) }),
    claim: async (id) => {
      const account = claims.get(id);
      if (account === undefined) throw new Error(`there is no ${id}`);
      return account;
    },
    release: async () => undefined,
    setAgreements: async () => undefined,
  };
}

/** Everything that a run works on, in memory, with so many clients in their variety. */
export function worldOf(count: number): InvoicingPorts {
  const clock = { now: () => new Date(NOW) };
  const stores = inMemoryInvoicingStores(clock);
  const billing = new InMemoryBilling(stores.days);
  for (let index = 0; index < count; index += 1) {
    const { service, invoices, invoiceCurrency } = stateAt(index);
    const clientId = `client-${index}`;
    const services = service === null ? [] : [service];
    billing.putClient({ id: clientId, accountId: `account-${index}`, invoiceCurrency, services });
    for (const invoice of invoices) billing.putInvoice({ ...invoice, clientId });
  }
  return {
    ...stores,
    accounts: accountsOf(count),
    clients: billing,
    services: billing,
    invoices: billing,
    agreements: new InMemoryAgreements(),
    charging: { charge: async () => ({ paid: true }) },
    rates: { latest: async () => RATES },
    clock,
  };
}
