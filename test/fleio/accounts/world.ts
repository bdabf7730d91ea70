import { FleioClient } from 'reseller-sdk/fleio';
import { FleioAccounts, type FleioAccountsOptions } from 'reseller-sdk/fleio/accounts';
import { DEFAULT_FLEIO_TOKEN, FakeClock, FakeFleio, type FakeFleioOptions } from 'reseller-sdk/testing';

export const UUID = 'uuid-acme';
export const REF = { externalId: UUID, serviceId: '55' };

/** An order of the one customer of these tests. */
export const ORDER = {
  ...REF,
  ...{ firstName: 'Ada', lastName: 'Acme', company: 'Acme Ltd', email: 'ada@acme.example', currency: 'EUR' },
  ...{ address1: '1 High Street', city: 'Exampleton', country: 'XE', zipCode: '12345', phone: '+1 555 0100' },
};

/** A fake Fleio and the accounts in it. */
export class AccountsWorld {
  readonly fake: FakeFleio;
  readonly fleio: FleioClient;
  readonly accounts: FleioAccounts;

  /** @param rewrite what becomes of the addresses that are asked for on their way to the server */
  constructor(
    fake: FakeFleioOptions = {},
    options: Partial<FleioAccountsOptions> = {},
    rewrite: (url: URL) => void = () => undefined,
  ) {
    this.fake = new FakeFleio({ clock: new FakeClock('2024-05-15T10:00:00Z'), ...fake });
    const fetch: typeof globalThis.fetch = (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      rewrite(url);
      return this.fake.fetch(input instanceof Request ? new Request(url, input) : url, init);
    };
    this.fleio = new FleioClient({
      ...{ token: DEFAULT_FLEIO_TOKEN, baseUrl: 'https://cloud.example.com/backend/staffapi' },
      ...{ frontendUrl: 'https://cloud.example.com/', fetch, sleep: async () => undefined },
    });
    this.accounts = new FleioAccounts({ fleio: this.fleio, ...options });
  }

  /** The writes so far, such as `clients.suspend`. */
  get writes(): readonly string[] {
    return this.fake.requests
      .filter(({ method }) => method !== 'GET')
      .map(({ operation }) => operation ?? '?');
  }

  /** Status of the first service of the customer. */
  status(serviceId = '55'): string | undefined {
    const { services } = this.fake.state;
    return [...services.values()].find(({ external_billing_id }) => external_billing_id === serviceId)
      ?.status;
  }

  get client() {
    const { clients, users } = this.fake.state;
    const [client] = [...clients.values()].filter(({ external_billing_id }) => external_billing_id === UUID);
    const [user] = [...users.values()].filter(({ external_billing_id }) => external_billing_id === UUID);
    return { status: client?.status, isActive: user?.is_active };
  }
}

/** A customer with a service in this status. */
export function customer(status = 'active', more: object = {}): FakeFleioOptions {
  const services = [{ status, external_billing_id: '55' }];
  return { clients: [{ external_billing_id: UUID, currency: 'EUR', services, ...more }] };
}
