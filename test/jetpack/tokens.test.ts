import { describe, expect, test, vi } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import type { StoredToken, TokenStore } from '../../src/jetpack/index.ts';
import { client, rejection, type Seen, tokenServer } from './harness.ts';

const SITE = 'https://example.com';
const asksForToken = ({ url }: Seen): boolean => url.pathname === '/oauth2/token';
const tokensIn = (seen: readonly Seen[]): number => seen.filter(asksForToken).length;

/** One place for all processes, that tells what was done. */
function sharedStore(): TokenStore & { stored: Map<string, StoredToken>; done: string[] } {
  const stored = new Map<string, StoredToken>();
  const done: string[] = [];
  return {
    stored,
    done,
    load: async (id) => stored.get(id) ?? null,
    save: async (id, token) => {
      done.push(`save ${id} ${token.token}`);
      stored.set(id, token);
    },
    clear: async (id, token) => {
      done.push(`clear ${id} ${token}`);
      if (stored.get(id)?.token === token) stored.delete(id);
    },
  };
}

/** A gate that lets everybody pass once it is opened. */
function gate() {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { wait: () => passed, open: () => open() };
}

describe('parallel calls', () => {
  test('share one request for the first token', async () => {
    const { wait, open } = gate();
    const { answer } = tokenServer(wait);
    const { jetpack, seen } = client(answer);
    const calls = [jetpack.status(SITE), jetpack.cancel(SITE), jetpack.token(), jetpack.upgradePaths(SITE)];
    open();
    await Promise.all(calls);
    expect(tokensIn(seen)).toBe(1);
    expect(seen).toHaveLength(4);
  });

  test('that are refused together share one new token, and each goes out again once', async () => {
    const { answer, withdraw } = tokenServer();
    const { jetpack, seen } = client(answer);
    await jetpack.status(SITE);
    withdraw();
    await Promise.all(Array.from({ length: 20 }, () => jetpack.status(SITE)));
    expect(tokensIn(seen)).toBe(2);
    expect(seen).toHaveLength(2 + 1 + 40);
  });

  test('a call that is refused late takes the token that another one has fetched meanwhile', async () => {
    const { answer, withdraw, state } = tokenServer();
    const { wait, open } = gate();
    let holds = true;
    const { jetpack, seen } = client(async (request) => {
      const answered = await answer(request);
      if (holds && request.url.pathname.endsWith('/partner-cancel')) await wait();
      return answered;
    });
    await jetpack.token();
    withdraw();
    const late = jetpack.cancel(SITE);
    await jetpack.status(SITE);
    holds = false;
    open();
    await late;
    expect(state.issued).toBe(2);
    expect(tokensIn(seen)).toBe(2);
  });

  test('a caller that gives up leaves the token to the others', async () => {
    const { wait, open } = gate();
    const { answer } = tokenServer(wait);
    const { jetpack, seen } = client(answer);
    const controller = new AbortController();
    const given = rejection(jetpack.status(SITE, { signal: controller.signal }));
    const kept = jetpack.cancel(SITE);
    controller.abort();
    expect(await given).toMatchObject({ name: 'AbortedError', outcomeUnknown: false });
    open();
    await kept;
    expect(seen.map(({ url }) => url.pathname)).toEqual([
      '/oauth2/token',
      '/rest/v1.3/jpphp/example.com/partner-cancel',
    ]);
  });

  test('a deadline that ends during the fetch of a token leaves nothing unknown', async () => {
    const { answer } = tokenServer(() => new Promise(() => undefined));
    const { jetpack } = client(answer, { now: undefined });
    const error = await rejection(jetpack.cancel(SITE, {}, { deadline: 20 }));
    expect(error).toMatchObject({ name: 'TimeoutError', operation: 'cancel', outcomeUnknown: false });
  });

  test('all fail with the one refusal, and the next call asks anew', async () => {
    let refuses = true;
    const { answer } = tokenServer();
    const { jetpack, seen } = client((request) =>
      refuses && asksForToken(request)
        ? Response.json({ error: 'invalid_client' }, { status: 400 })
        : answer(request),
    );
    const errors = await Promise.all([rejection(jetpack.status(SITE)), rejection(jetpack.cancel(SITE))]);
    expect(errors.map(({ name }) => name)).toEqual(['AuthenticationError', 'AuthenticationError']);
    expect(seen).toHaveLength(1);
    refuses = false;
    await jetpack.status(SITE);
    expect(tokensIn(seen)).toBe(2);
  });
});

describe('a token that was on its way when invalidateToken was called', () => {
  test('goes to those who waited for it alone: neither client nor store keeps it', async () => {
    const { wait, open } = gate();
    let fetched = 0;
    const tokenStore = sharedStore();
    const { jetpack } = client(
      async () => {
        fetched += 1;
        const access_token = `token-${fetched}`;
        if (fetched === 1) await wait();
        return { access_token };
      },
      { tokenStore },
    );
    const before = jetpack.token();
    await vi.waitFor(() => expect(fetched).toBe(1));
    jetpack.invalidateToken();
    const after = await jetpack.token();
    open();
    expect([(await before).reveal(), after.reveal()]).toEqual(['token-1', 'token-2']);
    expect((await jetpack.token()).reveal()).toBe('token-2');
    expect(tokenStore.done).toEqual(['save 12345 token-2']);
  });

  test('out of the store, does not take the place of the one that was fetched since', async () => {
    const { wait, open } = gate();
    const tokenStore = sharedStore();
    tokenStore.stored.set('12345', { token: 'old', expiresAt: null });
    let loads = 0;
    const load = async (id: string) => {
      const stored = tokenStore.stored.get(id) ?? null;
      loads += 1;
      if (loads === 1) await wait();
      return stored;
    };
    const { jetpack } = client(tokenServer().answer, { tokenStore: { ...tokenStore, load } });
    const before = jetpack.token();
    jetpack.invalidateToken();
    await jetpack.token();
    open();
    await before;
    expect((await jetpack.token()).reveal()).toBe('token-1');
  });
});

describe('an end that is named', () => {
  const expiring = (expires_in: unknown) =>
    client(({ url }) => (url.pathname === '/oauth2/token' ? { access_token: 'a', expires_in } : {}));

  test.each([
    [3600, 3_539_999, 1],
    [3600, 3_540_000, 2],
    ['3600', 3_540_000, 2],
    [-5, 1e12, 1],
    [true, 1e12, 1],
    [null, 1e12, 1],
    ['soon', 1e12, 1],
    [undefined, 1e12, 1],
  ])('expires_in %s, %i ms later: %i tokens', async (expiresIn, later, tokens) => {
    const { jetpack, seen, clock } = expiring(expiresIn);
    await jetpack.status(SITE);
    clock.now += later;
    await jetpack.status(SITE);
    expect(tokensIn(seen)).toBe(tokens);
  });
});

describe('the store', () => {
  test('lets a second process do without a token of its own', async () => {
    const { answer } = tokenServer();
    const tokenStore = sharedStore();
    const first = client(answer, { tokenStore });
    const second = client(answer, { tokenStore });
    await first.jetpack.status(SITE);
    await second.jetpack.status(SITE);
    expect(tokensIn(second.seen)).toBe(0);
    expect(tokenStore.done).toEqual(['save 12345 token-1']);
  });

  test('passes a renewed token on: whoever comes second takes it', async () => {
    const { answer, withdraw } = tokenServer();
    const tokenStore = sharedStore();
    const [first, second] = [client(answer, { tokenStore }), client(answer, { tokenStore })];
    await first.jetpack.status(SITE);
    await second.jetpack.status(SITE);
    withdraw();
    await first.jetpack.status(SITE);
    await second.jetpack.status(SITE);
    expect(tokenStore.done).toEqual(['save 12345 token-1', 'clear 12345 token-1', 'save 12345 token-2']);
    expect(tokensIn(second.seen)).toBe(0);
  });

  test('is asked by the client ID, and keeps the end of a token', async () => {
    const tokenStore = sharedStore();
    const { jetpack } = client([{ access_token: 'a', expires_in: 100 }, {}], { tokenStore, clientId: 7 });
    await jetpack.status(SITE);
    const expiresAt = Date.UTC(2026, 0, 5, 12) + 40_000;
    expect([...tokenStore.stored]).toEqual([['7', { token: 'a', expiresAt }]]);
  });

  test('whose token is over is not used', async () => {
    const tokenStore = sharedStore();
    tokenStore.stored.set('12345', { token: 'old', expiresAt: Date.UTC(2026, 0, 5, 11) });
    const { jetpack, seen } = client(tokenServer().answer, { tokenStore });
    await jetpack.status(SITE);
    expect(tokensIn(seen)).toBe(1);
  });

  test.each([[{}], ['token'], [{ token: 7 }], [{ token: 'a b', expiresAt: null }], [{ token: '' }]])(
    'that gives %j gives nothing',
    async (junk) => {
      const tokenStore = { ...sharedStore(), load: async () => junk as unknown as StoredToken };
      const { jetpack, seen } = client(tokenServer().answer, { tokenStore });
      await jetpack.status(SITE);
      expect(tokensIn(seen)).toBe(1);
    },
  );

  test.each(['load', 'save', 'clear'] as const)(
    'that fails at %s stops no call, and a warning tells',
    async (step) => {
      const { answer, withdraw } = tokenServer();
      const failing = async () => {
        throw new RangeError('token-1 is stuck');
      };
      const tokenStore = { ...sharedStore(), [step]: failing };
      const { jetpack, events } = client(answer, { tokenStore });
      await jetpack.status(SITE);
      withdraw();
      await jetpack.status(SITE);
      const warnings = events.filter(({ type }) => type === 'warning');
      expect(warnings).toContainEqual({
        type: 'warning',
        vendor: 'jetpack',
        code: 'TOKEN_STORE_FAILED',
        message: `tokenStore.${step} failed with RangeError; the call goes on without it`,
      });
    },
  );

  test('that hangs is left alone after the time of a token', async () => {
    vi.useFakeTimers();
    const hanging = () => new Promise<never>(() => undefined);
    const tokenStore = { load: hanging, save: hanging, clear: hanging };
    const { jetpack, seen, events } = client(tokenServer().answer, { tokenStore });
    const done = jetpack.status(SITE);
    await vi.advanceTimersByTimeAsync(60_000);
    await done;
    vi.useRealTimers();
    expect(tokensIn(seen)).toBe(1);
    expect(events.filter(({ type }) => type === 'warning')).toHaveLength(2);
  });

  test('does not give back what was refused, though it failed to clear it', async () => {
    const server = tokenServer();
    const shared = sharedStore();
    const clear = async () => {
      throw new Error('read-only');
    };
    let fails = false;
    const { jetpack, seen } = client(
      (request) =>
        fails && asksForToken(request) ? new Response('', { status: 500 }) : server.answer(request),
      { tokenStore: { ...shared, clear } },
    );
    await jetpack.status(SITE);
    server.withdraw();
    fails = true;
    await rejection(jetpack.status(SITE));
    fails = false;
    await jetpack.status(SITE);
    const carried = seen
      .filter((request) => !asksForToken(request))
      .map(({ headers }) => headers.get('authorization'));
    expect(carried).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
  });

  test('may change what it is given to keep', async () => {
    const save = async (_id: string, stored: StoredToken) => {
      Object.assign(stored, { token: 'sealed', expiresAt: 0 });
    };
    const { jetpack, seen } = client(tokenServer().answer, { tokenStore: { ...sharedStore(), save } });
    await jetpack.status(SITE);
    await jetpack.status(SITE);
    expect(seen.at(-1)?.headers.get('authorization')).toBe('Bearer token-1');
    expect(tokensIn(seen)).toBe(1);
  });

  test('may answer at once', async () => {
    const stored = new Map<string, StoredToken>();
    const atOnce: object = {
      load: (id: string) => stored.get(id) ?? null,
      save: (id: string, token: StoredToken) => stored.set(id, token),
      clear: (id: string) => stored.delete(id),
    };
    const { jetpack, events } = client(tokenServer().answer, { tokenStore: atOnce as TokenStore });
    await jetpack.status(SITE);
    expect(events.filter(({ type }) => type === 'warning')).toEqual([]);
    expect([...stored.keys()]).toEqual(['12345']);
  });

  test('is believed again once a token was fetched after invalidateToken', async () => {
    const { answer, withdraw, state } = tokenServer();
    const tokenStore = sharedStore();
    const [first, second] = [client(answer, { tokenStore }), client(answer, { tokenStore })];
    first.jetpack.invalidateToken();
    await first.jetpack.status(SITE);
    withdraw();
    await second.jetpack.status(SITE);
    await first.jetpack.status(SITE);
    expect([tokensIn(first.seen), state.issued]).toEqual([1, 2]);
  });

  test('is not believed after invalidateToken', async () => {
    const tokenStore = sharedStore();
    const { answer } = tokenServer();
    const { jetpack } = client(answer, { tokenStore });
    await jetpack.status(SITE);
    jetpack.invalidateToken();
    await jetpack.status(SITE);
    expect(tokenStore.done).toEqual(['save 12345 token-1', 'clear 12345 token-1', 'save 12345 token-2']);
  });
});

describe('credentials', () => {
  test('a secret that is a function is asked for each token, no sooner', async () => {
    const { answer } = tokenServer();
    let asked = 0;
    const clientSecret = async () => {
      asked += 1;
      return new Secret(` secret-${asked} `);
    };
    const { jetpack, seen } = client(answer, { clientSecret });
    expect(asked).toBe(0);
    await jetpack.status(SITE);
    jetpack.invalidateToken();
    await jetpack.status(SITE);
    const sent = seen.filter(asksForToken).map(({ body }) => new URLSearchParams(body).get('client_secret'));
    expect(sent).toEqual(['secret-1', 'secret-2']);
  });

  test('a secret that never comes is waited for as long as a token', async () => {
    vi.useFakeTimers();
    const clientSecret = () => new Promise<never>(() => undefined);
    const { jetpack, seen } = client([], { clientSecret, now: undefined });
    const failed = rejection(jetpack.cancel(SITE));
    await vi.advanceTimersByTimeAsync(30_000);
    vi.useRealTimers();
    expect(await failed).toMatchObject({
      operation: 'oauth2Token',
      timeoutMs: 30_000,
      outcomeUnknown: false,
    });
    expect(seen).toEqual([]);
  });

  test('a function that gives nothing is a ConfigError before anything is sent', async () => {
    const { jetpack, seen } = client([], { clientSecret: () => ' ' });
    expect(await rejection(jetpack.status(SITE))).toMatchObject({
      name: 'ConfigError',
      code: 'missing_credentials',
    });
    expect(seen).toEqual([]);
  });

  test('a token of one kind never goes to a path of another', async () => {
    const { jetpack, seen } = client(({ url }) => {
      if (url.pathname === '/oauth2/token') return { access_token: 'start-1' };
      return url.pathname.endsWith('activations') ? [] : {};
    });
    await jetpack.status(SITE);
    await jetpack.licensing.counts();
    await jetpack.reporting.summary();
    await jetpack.errorCatalogue().catch(() => undefined);
    const byPath = seen.map(({ url, headers }) => [url.pathname.split('/')[2], headers.get('authorization')]);
    expect(byPath).toEqual([
      ['token', null],
      ['v1.4', 'Bearer start-1'],
      ['v2', 'Bearer licensing-1'],
      ['v2', 'Bearer user-1'],
      ['v1.3', null],
    ]);
  });

  test.each([{}, true, new Secret('7'), 1.5, null])('a client ID that is %s is none', (clientId) => {
    const options: object = { clientId, clientSecret: 'secret-1' };
    expect(() => client([], options)).toThrow(/^clientId missing or empty/);
  });

  test('the token of the client is wrapped', async () => {
    const { jetpack } = client(tokenServer().answer);
    const token = await jetpack.token();
    expect(`${token} ${JSON.stringify({ token })}`).not.toContain('token-1');
    expect(token.reveal()).toBe('token-1');
  });
});
