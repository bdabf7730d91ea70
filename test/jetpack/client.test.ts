import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, describe, expect, expectTypeOf, test, vi } from 'vitest';
import {
  JetpackConnection,
  type JetpackErrorDetails,
  type JetpackOptions,
  JetpackPartnerClient,
  type KnownJetpackCode,
  type Paged,
  type ParamsOf,
  type ResultOf,
  type SiteRef,
  type WireFtp,
  type WireIssuedLicense,
  type WireLicense,
  type WireProvision,
  type WireProvisionParams,
  type WireSsh,
  type WireStatus,
} from '../../src/jetpack/index.ts';
import * as operations from '../../src/jetpack/operations/index.ts';
import { client, rejection, tokenServer } from './harness.ts';

const CALLED = Object.values(operations);
const NAMES = CALLED.map(({ name }) => name);
const SITE = 'https://example.com';

/** What the client has besides operations. */
const OWN = ['verifyCredentials'];
const ITERATIONS = ['licensing.iterate', 'reporting.iterateActivations'];

const methodsOf = (owner: object): string[] =>
  Object.getOwnPropertyNames(Object.getPrototypeOf(owner)).filter((name) => name !== 'constructor');

describe('the client', () => {
  const jetpack = new JetpackPartnerClient({});
  const tell = ({ name }: { readonly name: string }) => name;
  const telling = Object.assign(jetpack, { call: tell, iterate: tell });
  const groups = Object.entries(jetpack).filter(([, group]) => typeof group === 'object');

  test('has one method for each operation, iterations, and the check of credentials', () => {
    const grouped = groups.flatMap(([name, group]) => methodsOf(group).map((method) => `${name}.${method}`));
    expect([...methodsOf(jetpack), ...grouped].sort()).toEqual([...NAMES, ...OWN, ...ITERATIONS].sort());
  });

  test.each(NAMES)('%s calls its operation', (name) => {
    const [method = '', group] = name.split('.').reverse();
    const owner: object = group === undefined ? telling : Reflect.get(telling, group);
    expect(Reflect.apply(Reflect.get(owner, method), owner, [{}])).toBe(name);
  });

  test('an operation alone is called through a connection', async () => {
    const fetch = async () => Response.json({ attached: 1 });
    const connection = new JetpackConnection({ licensingToken: 'licensing-1', fetch });
    expect(await connection.call(operations.licensingCounts, {})).toEqual({ attached: 1 });
  });

  test('needs no token at all for what is public', async () => {
    const fetch = async () => Response.json({ errors: {} });
    expect(await new JetpackPartnerClient({ fetch }).errorCatalogue()).toEqual({ errors: {} });
  });

  test('sends texts as they are, whatever their lines and signs', async () => {
    const given = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter((value) => value.trim() !== '' && !/\p{Surrogate}/u.test(value));
    const { jetpack: own, seen } = client(tokenServer().answer);
    await fc.assert(
      fc.asyncProperty(given, async (ssh_pass) => {
        const access = { ssh_user: 'form-part-0', ssh_pass, ssh_private_key: 'a\nb\r\n', ssh_host: 'h' };
        await own.setSshCredentials(9, access);
        const { body = '', headers } = seen.at(-1) ?? {};
        const type = headers?.get('content-type') ?? '';
        const form = await new Response(body, { headers: { 'content-type': type } }).formData();
        expect(Object.fromEntries(form)).toEqual(access);
      }),
    );
  }, 30_000);

  test('keeps to the parameters that it was given', async () => {
    const params = { siteurl: SITE, local_user: 'ada', plan: 'premium' };
    const server = tokenServer();
    const { jetpack: own, seen } = client(async (request) => {
      params.plan = 'free';
      return server.answer(request);
    });
    await own.provision(params);
    expect(seen.at(-1)?.body).toContain('premium');
  });
});

describe('operations', () => {
  test('are all named in the guide, beside the endpoints that are none', () => {
    const guide = readFileSync(join(import.meta.dirname, '../../docs/jetpack.md'), 'utf8');
    const rows = guide.split('\n').filter((line) => /^\| `(?:GET|POST|DELETE)/.test(line));
    const told = rows.flatMap((row) =>
      [...row.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z]+)?)`/g)].map(([, name]) => name),
    );
    expect(rows).toHaveLength(40);
    expect(NAMES.filter((name) => !told.includes(name))).toEqual([]);
  });

  test('go to the paths of their token alone', () => {
    const families = new Set(
      CALLED.map(({ auth, path }) => `${auth} ${path.split('/').slice(1, 3).join('/')}`),
    );
    expect([...families].sort()).toEqual([
      'licensing wpcom/v2',
      'none oauth2/token-info',
      'none rest/v1.3',
      'none wpcom/v2',
      'start rest/v1.3',
      'start rest/v1.4',
      'user wpcom/v2',
    ]);
  });

  test('only reads are repeated, and the check of credentials', () => {
    const repeated = CALLED.filter(({ repeatable }) => repeatable).map(({ name }) => name);
    const reads = CALLED.filter(({ method }) => method === 'GET').map(({ name }) => name);
    expect(repeated.sort()).toEqual([...reads, 'partnerKeys.verify'].sort());
  });

  test('what makes, ends or costs something is called repeatable by no failure', () => {
    const once = CALLED.filter((operation) => operation.once).map(({ name }) => name);
    expect(once.sort()).toEqual([
      'coupons.issue',
      'coupons.issueMany',
      'coupons.revoke',
      'licensing.issue',
      'licensing.issueMany',
      'licensing.revoke',
      'mobileMagicLink',
      'partnerKeys.create',
      'users.create',
    ]);
  });
});

describe('time', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  const never = () => new Promise<never>(() => undefined);
  const withToken = (timeout?: JetpackOptions['timeout']) => {
    const tokenStore = {
      load: async () => ({ token: 'start-1', expiresAt: null }),
      save: async () => undefined,
      clear: async () => undefined,
    };
    return client([], { fetch: never, tokenStore, timeout, retry: { limit: 0 }, now: undefined }).jetpack;
  };
  const provision = (jetpack: JetpackPartnerClient) =>
    jetpack.provision({ siteurl: SITE, local_user: 'ada' });

  test.each([
    ['provision', 60_000, true, provision],
    ['cancel', 60_000, true, (jetpack: JetpackPartnerClient) => jetpack.cancel(SITE)],
    ['status', 30_000, false, (jetpack: JetpackPartnerClient) => jetpack.status(SITE)],
    [
      'licensing.issue',
      30_000,
      true,
      (jetpack: JetpackPartnerClient) => jetpack.licensing.issue({ product: 'a' }),
    ],
  ])(
    '%s may take %i ms; its outcome is then unknown: %s',
    async (operation, timeoutMs, outcomeUnknown, call) => {
      vi.useFakeTimers();
      const failed = rejection(call(withToken()));
      await vi.advanceTimersByTimeAsync(timeoutMs);
      expect(await failed).toMatchObject({ name: 'TimeoutError', operation, timeoutMs, outcomeUnknown });
    },
  );

  test('a token may take 30 seconds; then nothing was done', async () => {
    vi.useFakeTimers();
    const { jetpack } = client([], { fetch: never, retry: { limit: 0 }, now: undefined });
    const failed = rejection(provision(jetpack));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await failed).toMatchObject({
      operation: 'oauth2Token',
      timeoutMs: 30_000,
      outcomeUnknown: false,
    });
  });

  test.each(['soon', false, Number.NaN, { token: 'soon' }])('of %s is a ConfigError', (timeout) => {
    const options: object = { timeout };
    expect(() => new JetpackPartnerClient(options)).toThrow(/must be a positive number$/);
  });

  test('can be set for all calls, by class, and for one', async () => {
    vi.useFakeTimers();
    const calls = [
      provision(withToken(11)),
      provision(withToken({ provision: 12 })),
      withToken({ provision: 12 }).cancel(SITE),
      withToken({ default: 13 }).status(SITE),
      withToken(11).status(SITE, { timeout: 14 }),
    ].map(rejection);
    await vi.advanceTimersByTimeAsync(60_000);
    const errors = await Promise.all(calls);
    const limits = errors.map((error) => Reflect.get(error, 'timeoutMs'));
    expect(limits).toEqual([11, 12, 60_000, 13, 14]);
  });
});

describe('types', () => {
  test('of operations come along', () => {
    expectTypeOf<ParamsOf<typeof operations.provision>>().toEqualTypeOf<WireProvisionParams>();
    expectTypeOf<ResultOf<typeof operations.provision>>().toEqualTypeOf<WireProvision>();
    expectTypeOf<ResultOf<typeof operations.siteStatus>>().toEqualTypeOf<WireStatus>();
    expectTypeOf<ResultOf<typeof operations.licensingIssue>>().toEqualTypeOf<WireIssuedLicense>();
    expectTypeOf<ParamsOf<typeof operations.siteStatus>>().toEqualTypeOf<{ readonly site: SiteRef }>();
    expectTypeOf(new JetpackPartnerClient({}).licensing.iterate).returns.toEqualTypeOf<Paged<WireLicense>>();
  });

  test('what costs money when it is forgotten does not compile', () => {
    expectTypeOf<{ siteurl: string }>().not.toExtend<WireProvisionParams>();
    expectTypeOf<{ local_user: string }>().not.toExtend<WireProvisionParams>();
    expectTypeOf<{ ssh_user: string }>().not.toExtend<WireSsh>();
    expectTypeOf<{ ftp_host: string }>().not.toExtend<WireFtp>();
    const { jetpack } = client([]);
    // @ts-expect-error an old sample says local_username
    void (() => jetpack.provision({ siteurl: SITE, local_username: 'ada' }));
    // @ts-expect-error a bundle or not has to be said
    void (() => jetpack.licensing.issueMany({ product: 'a', quantity: 2 }));
    // @ts-expect-error credentials take a blog ID alone
    void (() => jetpack.setFtpCredentials(SITE, { ftp_user: 'u', ftp_host: 'h' }));
    // @ts-expect-error the underscore is another word
    void (() => jetpack.cancel(SITE, { cancel_all: true }));
  });

  test('codes are open, and what an error tells is named', () => {
    expectTypeOf<'invalid_plan'>().toExtend<KnownJetpackCode>();
    expectTypeOf<'brand_new'>().not.toExtend<KnownJetpackCode>();
    expectTypeOf<JetpackErrorDetails['hint']>().toEqualTypeOf<'retry_with_force_register' | undefined>();
  });
});
