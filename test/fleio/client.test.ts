import { afterEach, describe, expect, expectTypeOf, test, vi } from 'vitest';
import { TimeoutError } from '../../src/core/errors/transport.ts';
import {
  type BillingAgreement,
  type ClaimedClient,
  type ClientRecord,
  type ClientsChangeCreditParams,
  type ClientsCreateParams,
  FleioClient,
  FleioConnection,
  type FleioId,
  type OpenAmount,
  type Paged,
  type ParamsOf,
  type ResultOf,
  type ServiceFilter,
  type ServiceLink,
  type ServicesResetInvoicedPeriodsParams,
} from '../../src/fleio/index.ts';
import * as operations from '../../src/fleio/operations/index.ts';
import { client, rejection, UUID } from './harness.ts';

const CHANGE = { id: 7, amount: '1.00', currency: 'EUR', add_credit: true };
const CALLED = Object.values(operations);

/** The methods of the client, such as `clients.list`. */
function methodsOf(fleio: FleioClient): string[] {
  const groups = Object.entries(fleio).filter(([, group]) => typeof group === 'object');
  return groups.flatMap(([name, group]) =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(group))
      .filter((method) => method !== 'constructor')
      .map((method) => `${name}.${method}`),
  );
}

describe('the client', () => {
  const fleio = new FleioClient({ token: 'token-1', baseUrl: 'https://cloud.example.com/backend/staffapi' });
  const tell = ({ name }: { readonly name: string }) => name;
  const telling = Object.assign(fleio, { call: tell, iterate: tell });

  test('has one method for each operation, iterations and look-ups', () => {
    const listed = CALLED.filter((operation) => 'list' in operation).map(({ name }) => name);
    const more = listed.flatMap((name) => [
      name.replace('.list', '.iterate'),
      name.replace('.list', '.byExternalId'),
    ]);
    expect(methodsOf(fleio).sort()).toEqual([...CALLED.map(({ name }) => name), ...more].sort());
  });

  test.each(CALLED.map(({ name }) => name))('%s calls its operation', (name) => {
    const [group = '', method = ''] = name.split('.');
    const owner: object = Reflect.get(telling, group);
    expect(Reflect.apply(Reflect.get(owner, method), owner, [{}])).toBe(name);
  });

  test.each(CALLED.filter((operation) => 'list' in operation).map(({ name }) => name))(
    'the iteration beside %s calls the same',
    (name) => {
      const [group = ''] = name.split('.');
      const owner: object = Reflect.get(telling, group);
      expect(Reflect.apply(Reflect.get(owner, 'iterate'), owner, [{}])).toBe(name);
    },
  );

  test('an operation alone is called through a connection', async () => {
    const { seen } = client([]);
    const connection = new FleioConnection({
      token: 'token-1',
      baseUrl: 'https://cloud.example.com/staffapi',
      fetch: async () => Response.json({ id: 7 }),
    });
    expect(await connection.call(operations.clientsRetrieve, { id: 7 })).toEqual({ id: 7 });
    expect(seen).toEqual([]);
  });
});

describe('operations', () => {
  test('only reads that change nothing are repeated', () => {
    const repeated = CALLED.filter(({ repeatable }) => repeatable);
    expect(repeated.map(({ method }) => method)).toEqual(repeated.map(() => 'GET'));
    expect(CALLED.filter(({ method, repeatable }) => method === 'GET' && !repeatable)).toEqual([
      operations.clientsClaimForInvoiceProcessing,
    ]);
  });

  test('take longer where they claim, create or destroy', () => {
    expect(
      CALLED.filter(({ slow }) => slow)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      'clients.claimForInvoiceProcessing',
      'clients.create',
      'clients.deleteWithResources',
      'openstackServices.create',
      'services.activate',
      'services.terminate',
    ]);
  });

  test('no path ends in a slash', () => {
    expect(CALLED.filter(({ path }) => !/^\/[^ ]*[^/]$/.test(path))).toEqual([]);
  });

  test('bring their types along', () => {
    expectTypeOf<ParamsOf<typeof operations.clientsCreate>>().toEqualTypeOf<ClientsCreateParams>();
    expectTypeOf<
      ResultOf<typeof operations.clientsClaimForInvoiceProcessing>
    >().toEqualTypeOf<ClaimedClient>();
    expectTypeOf<ResultOf<typeof operations.servicesSuspend>>().toEqualTypeOf<undefined>();
    expectTypeOf<ClientRecord['id']>().toEqualTypeOf<FleioId>();
    expectTypeOf<{ readonly client: string }>().not.toExtend<ServiceFilter>();
    expectTypeOf<{ readonly id__ne: undefined }>().not.toExtend<ServiceFilter>();
    expectTypeOf(
      new FleioClient({ token: 't', baseUrl: 'https://x.example/staffapi' }).clients.iterate,
    ).returns.toEqualTypeOf<Paged<ClientRecord>>();
  });
});

describe('what costs money when it is forgotten does not compile', () => {
  interface Change extends ClientsChangeCreditParams {}

  test('a change of credit', () => {
    expectTypeOf<Omit<Change, 'add_credit'>>().not.toExtend<Change>();
    expectTypeOf<Omit<Change, 'currency'>>().not.toExtend<Change>();
    expectTypeOf<Omit<Change, 'amount'>>().not.toExtend<Change>();
    expectTypeOf<Omit<Change, 'id'>>().not.toExtend<Change>();
    expectTypeOf<Omit<Change, 'add_credit'> & { add_credit: string }>().not.toExtend<Change>();
    expectTypeOf<Omit<Change, 'amount'> & { amount: null }>().not.toExtend<Change>();
    expectTypeOf<Omit<Change, 'external_source_key'>>().toExtend<Change>();
  });

  test('an agreement, the link of a service, the open amount of a client', () => {
    expectTypeOf<{ uuid: string }>().not.toExtend<BillingAgreement>();
    expectTypeOf<{ uuid: string; agreement: boolean | undefined }>().not.toExtend<BillingAgreement>();
    expectTypeOf<{ external_billing_id: number }>().not.toExtend<ServiceLink>();
    expectTypeOf<{ client__external_billing_id: string }>().not.toExtend<ServiceLink>();
    expectTypeOf<Omit<OpenAmount, 'credit_still_to_be_paid_currency_code'>>().not.toExtend<OpenAmount>();
    expectTypeOf<{ id: number }>().not.toExtend<ServicesResetInvoicedPeriodsParams>();
  });

  test('the parameters of one operation given to another', () => {
    const { fleio } = client([]);
    // @ts-expect-error an action knows no amount
    void (() => fleio.clients.suspend({ id: 7, amount: '1.00' }));
    // @ts-expect-error the server derives the source from the amount
    void (() => fleio.call(operations.clientsChangeCredit, { ...CHANGE, source_amount: '2.00' }));
    // @ts-expect-error an external id is not an object of parameters
    void (() => fleio.services.byExternalId(UUID));
  });
});

describe('time', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test('of the server comes with a reply', async () => {
    const date = 'Mon, 05 Jan 2026 12:03:00 GMT';
    const { fleio } = client([
      Response.json([], { headers: { date } }),
      Response.json([], { headers: { date: 'today' } }),
    ]);
    const reply = await fleio.ask(operations.clientsToInvoice, {});
    expect(reply).toEqual({ result: [], serverTime: new Date('2026-01-05T12:03:00Z') });
    expect((await fleio.ask(operations.clientsToInvoice, {})).serverTime).toBeUndefined();
  });

  const silent = { fetch: () => new Promise<never>(() => undefined), retry: { limit: 0 } };
  const calls: Readonly<Record<string, (fleio: FleioClient) => Promise<unknown>>> = {
    'clients.claimForInvoiceProcessing': (fleio) => fleio.clients.claimForInvoiceProcessing({ id: 7 }),
    'services.terminate': (fleio) => fleio.services.terminate({ id: 91 }),
    'services.activate': (fleio) => fleio.services.activate({ id: 91 }),
    'clients.deleteWithResources': (fleio) => fleio.clients.deleteWithResources({ id: 7 }),
    'clients.retrieve': (fleio) => fleio.clients.retrieve({ id: 7 }),
    'services.suspend': (fleio) => fleio.services.suspend({ id: 91 }),
  };
  test.each([
    ['clients.claimForInvoiceProcessing', 60_000, true],
    ['services.terminate', 60_000, true],
    ['services.activate', 60_000, true],
    ['clients.deleteWithResources', 60_000, true],
    ['clients.retrieve', 30_000, false],
    ['services.suspend', 30_000, true],
  ])('%s may take %i ms; its outcome is then unknown: %s', async (name, timeoutMs, outcomeUnknown) => {
    vi.useFakeTimers();
    const failed = rejection(calls[name]?.(client([], silent).fleio) ?? Promise.resolve());
    await vi.advanceTimersByTimeAsync(timeoutMs);
    expect(await failed).toMatchObject({ timeoutMs, outcomeUnknown });
    expect(await failed).toBeInstanceOf(TimeoutError);
  });

  test('can be set for all calls, and for one', async () => {
    vi.useFakeTimers();
    const { fleio } = client([], { ...silent, timeout: 10 });
    const all = rejection(fleio.services.terminate({ id: 91 }));
    const one = rejection(fleio.services.terminate({ id: 91 }, { timeout: 5 }));
    await vi.advanceTimersByTimeAsync(10);
    expect(await all).toMatchObject({ timeoutMs: 10 });
    expect(await one).toMatchObject({ timeoutMs: 5 });
  });

  test('is not wasted on a call that is aborted', async () => {
    const { fleio } = client([], silent);
    const controller = new AbortController();
    const failed = rejection(fleio.clients.byExternalId(UUID, { signal: controller.signal }));
    controller.abort();
    expect((await failed).name).toBe('AbortedError');
  });
});
