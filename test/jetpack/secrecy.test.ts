import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { JetpackPartnerClient, readJetpackObject } from '../../src/jetpack/index.ts';
import { cleanText } from '../../src/jetpack/secrets.ts';
import { client, rejection, type Seen, type Step } from './harness.ts';

const CANARIES = {
  secret: 'canary-secret-5f2c#&+ä',
  start: 'canary-start-#^&@()!%1',
  licensing: 'canary-licensing-77aa',
  user: 'canary-user-33bb',
  password: 'canary-"pass"\\word',
  key: 'canarykey0123456789abcdefg',
  line: 'canaryprivatekeyline',
};
const LICENSE = `jetpack-scan_${CANARIES.key}`;
const PRIVATE_KEY = `-----BEGIN OPENSSH PRIVATE KEY-----\n${CANARIES.line}\n-----END OPENSSH PRIVATE KEY-----`;
const NEXT = 'https://wordpress.com/jetpack/connect?secret=canary-next-1&nonce=canary-next-2#canary-next-3';

/** Everything that a person or a log might see of a value. */
function visible(value: unknown): string {
  const stack = value instanceof Error ? `${value.message} ${value.stack} ${visible(value.cause)}` : '';
  return `${stack} ${inspect(value, { depth: 10, showHidden: true })} ${JSON.stringify(value)} ${String(value)}`;
}

/** No canary, in whichever spelling: each has a part that no encoding changes. */
function expectClean(value: unknown): void {
  expect(visible(value)).not.toMatch(/canary/);
}

const sent = ({ headers, body, url }: Seen): string => [...headers.values(), body, url.href].join(' ');

const echoes: Readonly<Record<string, Step>> = {
  'a refusal that repeats the request': (seen) =>
    Response.json({ error: 'x', message: sent(seen) }, { status: 400 }),
  'a code that repeats the request': (seen) => Response.json({ error: sent(seen) }, { status: 400 }),
  'data that repeats the request': (seen) =>
    Response.json({ code: 'x', message: 'm', data: { [sent(seen)]: [sent(seen)] } }, { status: 403 }),
  'a failure that repeats the request': (seen) => new Response(sent(seen), { status: 500 }),
  'a web page that repeats the request': (seen) => new Response(`<html>${sent(seen)}</html>`),
  'a text that repeats the request': (seen) => new Response(sent(seen)),
  'half a JSON text': (seen) => new Response(`{"message":${JSON.stringify(sent(seen))}`),
  'a network failure': (seen) =>
    Promise.reject(new TypeError('fetch failed', { cause: new Error(`cannot send ${sent(seen)}`) })),
  'headers that repeat the request': (seen) => {
    const echo = sent(seen).replace(/[^\x20-\x7e]/g, ' ');
    return new Response('<html>', { headers: { 'content-type': echo, 'x-jetpack-request-id': echo } });
  },
  'a redirect': () =>
    new Response('', { status: 302, headers: { location: 'https://other.example.com/canary/x?y=canary' } }),
};

/** What the API hands out of itself, in refusals and in answers of another shape. */
const handed: Readonly<Record<string, unknown>> = {
  'a next_url': { error: 'x', message: `go to ${NEXT}` },
  'a next_url inside JSON text': { error: 'x', message: JSON.stringify({ next_url: NEXT }) },
  'a next_url with escaped slashes': { error: 'x', message: NEXT.replaceAll('/', '\\/') },
  'a next_url that is encoded': { error: 'x', message: encodeURIComponent(NEXT) },
  'a next_url in data': { error: 'x', message: 'm', data: { next_url: NEXT, deep: [{ next_url: NEXT }] } },
  'tokens by their names': {
    error: 'x',
    message:
      'access_token=canary-1 bearer_token: "canary-2" Authorization: Bearer canary-3 client_secret=canary-4',
  },
  'tokens in JSON text': {
    error: 'x',
    message: JSON.stringify({ access_token: 'canary a b', oauth2_token: 'canary "c"', ssh_pass: 'canary,d' }),
  },
  'tokens in data': {
    error: 'x',
    message: 'm',
    data: {
      access_token: 'canary',
      oauth2_token: 'canary',
      client_secret: 'canary',
      token: 'canary',
      ftp_pass: 'canary',
    },
  },
  'a license key': {
    code: 'x',
    message: `${LICENSE} is gone`,
    data: { license_key: LICENSE, other: LICENSE, short: { license_key: 'jetpack-scan_canary' } },
  },
  'a private key': { code: 'x', message: PRIVATE_KEY },
};

const provision = {
  siteurl: 'https://example.com',
  local_user: 'ada',
  plan: 'premium',
  ssh_user: 'u',
  ssh_pass: CANARIES.password,
  ssh_private_key: new Secret(PRIVATE_KEY),
  ftp_user: 'f',
  ftp_pass: new Secret(CANARIES.password),
};

type Calls = Readonly<Record<string, (jetpack: JetpackPartnerClient) => Promise<unknown>>>;

const calls: Calls = {
  provision: (jetpack) => jetpack.provision(provision),
  status: (jetpack) => jetpack.status('https://example.com'),
  upgradePaths: (jetpack) => jetpack.upgradePaths('https://example.com'),
  setSshCredentials: (jetpack) =>
    jetpack.setSshCredentials(9, { ssh_user: 'u', ssh_host: 'h', ssh_pass: CANARIES.password }),
  'licensing.get': (jetpack) => jetpack.licensing.get({ license_key: LICENSE }),
  'licensing.detach': (jetpack) => jetpack.licensing.detach({ license_key: LICENSE }),
  'licensing.issue': (jetpack) => jetpack.licensing.issue({ product: 'jetpack-scan' }),
  'reporting.summary': (jetpack) => jetpack.reporting.summary(),
  tokenInfo: (jetpack) => jetpack.tokenInfo({ client_id: 1, token: CANARIES.start }),
};

function guarded(step: Step) {
  return client(
    async (seen) => {
      if (seen.url.pathname === '/oauth2/token') return { access_token: CANARIES.start };
      return typeof step === 'function' ? step(seen) : step;
    },
    {
      clientSecret: CANARIES.secret,
      licensingToken: CANARIES.licensing,
      userToken: new Secret(CANARIES.user),
      retry: { limit: 0 },
    },
  );
}

describe.each(Object.entries(calls))('%s', (_name, call) => {
  test.each(Object.entries(echoes))('%s shows no secret', async (_what, step) => {
    const { jetpack, events } = guarded(step);
    expectClean(await rejection(call(jetpack)));
    expectClean(events);
    expectClean(jetpack);
  });

  test.each(Object.entries(handed))('%s is not shown', async (_what, body) => {
    const { jetpack, events } = guarded(() => Response.json(body, { status: 400 }));
    expectClean(await rejection(call(jetpack)));
    expectClean(events);
  });
});

test.each(Object.entries(echoes))('the token call: %s shows no secret', async (_what, step) => {
  const { jetpack, events } = client(async (seen) => (typeof step === 'function' ? step(seen) : step), {
    clientSecret: CANARIES.secret,
    retry: { limit: 0 },
  });
  expectClean(await rejection(jetpack.status('example.com')));
  expectClean(events);
});

test.each([
  ['provision', { success: {}, next_url: NEXT, access_token: 'canary' }],
  ['users.create', { success: {}, bearer_token: 'canary' }],
  ['partnerKeys.create', { client_id: 'x', client_secret: ['canary'] }],
  ['licensing.issue', { license_key: ['canary'] }],
])('%s: an answer of another shape shows nothing', async (name, body) => {
  const making: Calls = {
    ...calls,
    'users.create': (jetpack) => jetpack.users.create({ email: 'a@example.com', product_type: 'jetpack' }),
    'partnerKeys.create': (jetpack) => jetpack.partnerKeys.create({ name: 'EU' }),
  };
  const { jetpack } = guarded(Response.json(body));
  const error = await rejection(making[name]?.(jetpack) ?? Promise.resolve());
  expect(error).toMatchObject({ name: 'UnexpectedResponseError', code: 'invalid_shape' });
  expectClean(error);
});

test('an answer with members that are named like the request shows nothing', async () => {
  const { jetpack } = guarded((seen) => Response.json({ [seen.headers.get('authorization') ?? '']: 5 }));
  const error = await rejection(jetpack.upgradePaths('https://example.com'));
  expect(error).toMatchObject({ name: 'UnexpectedResponseError', code: 'invalid_shape' });
  expectClean(error);
});

test('a license key of a slug with underscores is not shown', async () => {
  const key = `jetpack_scan_daily_${CANARIES.key}`;
  const { jetpack } = guarded(() => Response.json({ code: 'x', message: `${key} is gone` }, { status: 400 }));
  const error = await rejection(jetpack.licensing.counts());
  expectClean(error);
  expect(error.message).toContain('jetpack_scan_daily_*** is gone');
});

test('a text in place of a key or a token is not quoted', async () => {
  const { jetpack } = guarded(() => new Response('canary plain'));
  expectClean(await rejection(jetpack.licensing.issue({ product: 'jetpack-scan' })));
  expectClean(await rejection(jetpack.users.create({ email: 'a@example.com', product_type: 'jetpack' })));
});

test('of a license key the product is shown', async () => {
  const { jetpack, events } = guarded(() =>
    Response.json({ code: 'x', message: `${LICENSE} is gone` }, { status: 404 }),
  );
  const error = await rejection(jetpack.licensing.detach({ license_key: LICENSE }));
  expect(error.message).toContain('jetpack-scan_*** is gone');
  expect(events).toContainEqual(
    expect.objectContaining({
      url: 'https://public-api.wordpress.com/wpcom/v2/jetpack-licensing/license/jetpack-scan_***/site',
    }),
  );
});

test('words that only look like secrets are shown', async () => {
  const message = 'The token is not valid for siteurl_private_ip, see https://example.com/docs/tokens.';
  const { jetpack } = guarded(() => Response.json({ error: 'invalid_plan', message }, { status: 400 }));
  expect((await rejection(jetpack.status('example.com'))).message).toContain(message);
});

test('secrets that are refused before anything is sent are not repeated', async () => {
  const { jetpack } = guarded({});
  const wrong = { ...provision, local_user: '', ssh_port: 0, ftp_pass: new Secret('') };
  expectClean(await rejection(jetpack.provision(wrong)));
  const options = { clientId: '', clientSecret: CANARIES.secret };
  expect(() => new JetpackPartnerClient(options)).toThrow(/^clientId missing or empty/);
});

test('the pure reader of answers cleans what it quotes, without knowing the call', () => {
  const facts = { operation: 'provision', status: 400 };
  for (const body of Object.values(handed)) {
    try {
      readJetpackObject(body, facts);
    } catch (error) {
      expectClean(error);
    }
  }
});

describe('a hostile answer', () => {
  const longKey = `-----BEGIN RSA PRIVATE KEY-----\n${'k'.repeat(20_000)}\n-----END RSA PRIVATE KEY-----`;

  test.each([
    ['dashes', 'a-'],
    ['addresses', 'http://'],
  ])('of many %s is cleaned in time that grows with its length alone', (_what, part) => {
    const text = part.repeat(1_000_000);
    const started = performance.now();
    cleanText(text, [longKey]);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('of many values shows the first of them', async () => {
    const list = <T>(item: T): T[] => Array.from({ length: 60 }, () => item);
    const { jetpack } = guarded(() =>
      Response.json(
        { error: 'x', data: list(list(list({ text: 'a', [`${LICENSE}`]: 1 }))) },
        { status: 400 },
      ),
    );
    const error = await rejection(jetpack.status('https://example.com'));
    const { data } = Reflect.get(error, 'details');
    expect(data[0][0][0]).toEqual({ text: 'a', 'jetpack-scan_***': 1 });
    expect(JSON.stringify(data).length).toBeLessThan(20_000);
  });

  test('shows no more of what should be a license key than of any text', async () => {
    const license_key = `Bearer canary ${'long '.repeat(1000)}_x`;
    const { jetpack } = guarded(() => Response.json({ code: 'x', data: { license_key } }, { status: 400 }));
    const error = await rejection(jetpack.licensing.counts());
    expectClean(error);
    expect(JSON.stringify(Reflect.get(error, 'details')).length).toBeLessThan(300);
  });
});

test('a license key of a slug with underscores is not shown in an escaped text either', async () => {
  const message = encodeURIComponent(JSON.stringify({ key: `jetpack_scan_${CANARIES.key}` }));
  const { jetpack } = guarded(() => Response.json({ code: 'x', message }, { status: 400 }));
  expectClean(await rejection(jetpack.licensing.counts()));
});

test('a license that is searched for by its key is shown by nothing', async () => {
  for (const search of [LICENSE, CANARIES.key]) {
    for (const step of Object.values(echoes)) {
      const { jetpack, events } = guarded(step);
      expectClean(await rejection(jetpack.licensing.list({ search })));
      expectClean(events);
    }
  }
});
