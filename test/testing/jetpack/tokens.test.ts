import { DEFAULT_JETPACK_CREDENTIALS, DEFAULT_JETPACK_TEST_KEY, jetpackFault } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { ORDER, refused, SITE, send, world } from './world.ts';

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe('the start token (contract 2)', () => {
  test('is fetched once, and shown by no log', async () => {
    const { fake, jetpack } = world();
    await jetpack.provision(ORDER);
    await jetpack.status(SITE);
    const operations = fake.requests.map(({ operation }) => operation);
    expect(operations).toEqual(['oauth2Token', 'provision', 'status']);
    const token = (await jetpack.token()).reveal();
    expect([...fake.state.startTokens.keys()]).toEqual([token]);
    expect(token).toMatch(/[#^&@()!%]/);
    expect(JSON.stringify(fake.requests)).not.toContain(token);
    expect(JSON.stringify(fake.requests)).not.toContain(DEFAULT_JETPACK_CREDENTIALS.clientSecret);
    expect(await jetpack.tokenInfo({ client_id: '12345', token })).toMatchObject({
      scope: 'jetpack-partner',
    });
  });

  test('is refused to a wrong id or secret, also to one with blanks around it', async () => {
    const { fake, connect } = world();
    for (const wrong of [{ clientSecret: 'wrong' }, { clientId: '1' }]) {
      const error = ['AuthenticationError', 'invalid_client', 400];
      expect(await refused(connect(wrong).token())).toEqual(error);
      expect(await connect(wrong).verifyCredentials()).toBe(false);
    }
    expect(await connect().verifyCredentials()).toBe(true);
    const fields = { grant_type: 'client_credentials', scope: 'jetpack-partner' };
    const { clientId, clientSecret } = DEFAULT_JETPACK_CREDENTIALS;
    const body = new URLSearchParams({ ...fields, client_id: clientId, client_secret: ` ${clientSecret}` });
    const blank = await send(fake, 'POST', '/oauth2/token', { body });
    expect(blank).toMatchObject([400, { error: 'invalid_client' }]);
    const blanks = { clientId: ` ${clientId}`, clientSecret: `${clientSecret} ` };
    expect(await connect(blanks).verifyCredentials()).toBe(true);
  });

  test('is asked for by a form; JSON is not documented', async () => {
    const { fake } = world();
    const { clientId: client_id, clientSecret: client_secret } = DEFAULT_JETPACK_CREDENTIALS;
    const fields = { grant_type: 'client_credentials', scope: 'jetpack-partner', client_id, client_secret };
    const multipart = new FormData();
    for (const [name, value] of Object.entries(fields)) multipart.set(name, value);
    for (const body of [new URLSearchParams(fields), multipart]) {
      expect(await send(fake, 'POST', '/oauth2/token', { body })).toMatchObject([
        200,
        { token_type: 'bearer' },
      ]);
    }
    const headers = { 'content-type': 'application/json' };
    const json = { headers, body: JSON.stringify(fields) };
    expect(await send(fake, 'POST', '/oauth2/token', json)).toMatchObject([
      400,
      { error: 'invalid_request' },
    ]);
  });

  test('ends by the clock or by hand, and the client fetches another', async () => {
    for (const badTokenStatus of [400, 401] as const) {
      const { fake, jetpack } = world({ tokenSeconds: 60, behaviour: { badTokenStatus } });
      await jetpack.provision(ORDER);
      fake.advance(60_000);
      await jetpack.status(SITE);
      fake.state.startTokens.clear();
      await jetpack.status(SITE);
      const tokens = fake.requests.filter(({ operation }) => operation === 'oauth2Token');
      const refusals = fake.requests.filter(({ status }) => status === badTokenStatus);
      expect([tokens.length, refusals.length]).toEqual([3, 2]);
    }
  });

  test('may say when it ends, so that the client is early', async () => {
    const { fake, clock, jetpack } = world({ tokenSeconds: 3600, behaviour: { tellsExpiry: true } });
    await jetpack.provision(ORDER);
    clock.advance(3_541_000);
    await jetpack.status(SITE);
    expect(fake.requests.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  test('of a key that is switched off opens nothing', async () => {
    const { fake, jetpack } = world();
    for (const key of fake.state.keys.values()) key.isDisabled = true;
    expect(await refused(jetpack.status(SITE))).toEqual(['AuthenticationError', 'partner_key_disabled', 400]);
    expect(await jetpack.verifyCredentials()).toBe(false);
  });
});

describe('tokens of another kind', () => {
  test('open no path but their own', async () => {
    const { fake, jetpack } = world();
    const start = (await jetpack.token()).reveal();
    const { licensingToken, userToken } = DEFAULT_JETPACK_CREDENTIALS;
    const status = '/rest/v1.4/jpphp/shop.example.com/status';
    for (const token of [licensingToken, userToken]) {
      expect(await send(fake, 'GET', status, bearer(token))).toMatchObject([403, { error: 'invalid_scope' }]);
    }
    const counts = '/wpcom/v2/jetpack-licensing/licenses/counts';
    for (const [token, code] of [
      [start, 'rest_forbidden'],
      [userToken, 'rest_forbidden'],
      ['unheard-of', 'rest_unauthorized'],
    ] as const) {
      const body = { code, data: { status: 401 } };
      expect(await send(fake, 'GET', counts, bearer(token))).toMatchObject([401, body]);
    }
    const report = '/wpcom/v2/jetpack-partners/activations';
    const forbidden = { code: 'rest_forbidden' };
    expect(await send(fake, 'GET', report, bearer(start))).toMatchObject([401, forbidden]);
    expect(await send(fake, 'GET', report, bearer(userToken))).toMatchObject([200, []]);
  });
});

describe('errors', () => {
  test('have the form of their paths (contract 9)', async () => {
    const { fake } = world();
    const text = expect.any(String);
    expect(await send(fake, 'POST', '/oauth2/token')).toEqual([
      400,
      { error: 'invalid_request', error_description: text },
    ]);
    expect(await send(fake, 'POST', '/rest/v1.3/jpphp/provision')).toEqual([
      401,
      { error: 'invalid_token', message: text },
    ]);
    expect(await send(fake, 'GET', '/wpcom/v2/nowhere')).toEqual([
      404,
      { code: 'rest_no_route', message: text, data: { status: 404 } },
    ]);
    const other = world({ behaviour: { startErrors: 'error_code' } });
    expect(await send(other.fake, 'POST', '/rest/v1.3/jpphp/provision')).toEqual([
      401,
      { success: false, error_code: 'invalid_token', error_message: text },
    ]);
    const order = { ...ORDER, plan: 'unheard-of' };
    expect(await refused(other.jetpack.provision(order))).toEqual(['ValidationError', 'invalid_plan', 400]);
  });

  test('are planned in all four forms, by operation', async () => {
    const { fake, jetpack } = world();
    fake.inject({ on: 'oauth2Token', fault: jetpackFault('oauth2', 400, 'invalid_client') });
    expect((await refused(jetpack.provision(ORDER)))[1]).toBe('invalid_client');
    fake.inject({ on: 'provision', fault: jetpackFault('rest', 400, 'site_inaccessible') });
    expect((await refused(jetpack.provision(ORDER)))[1]).toBe('site_inaccessible');
    fake.inject({ on: 'provision', fault: jetpackFault('reference', 200, 'invalid_nonce') });
    expect((await refused(jetpack.provision(ORDER)))[1]).toBe('invalid_nonce');
    fake.inject({ on: 'licensing.counts', fault: jetpackFault('wpcom', 403, 'not_permitted') });
    expect(await refused(jetpack.licensing.counts())).toEqual(['PermissionError', 'not_permitted', 403]);
    fake.inject({ on: 'cancel', fault: { kind: 'enveloped-error', status: 400 } });
    expect((await refused(jetpack.cancel(SITE)))[2]).toBe(200);
    expect(fake.state.activations).toEqual([]);
    expect(() => jetpackFault('rest', 100, 'x')).toThrow('100');
  });
});

describe('a test key', () => {
  test('provisions, and has no status', async () => {
    const { fake, connect } = world();
    const jetpack = connect(DEFAULT_JETPACK_TEST_KEY);
    fake.connect(SITE);
    expect(await jetpack.provision(ORDER)).toMatchObject({ success: true, auth_required: false });
    expect((await refused(jetpack.status(SITE)))[0]).toBe('NotFoundError');
    expect(await connect().status(SITE)).toMatchObject({ products: [] });
    expect(await refused(connect().cancel(SITE))).toEqual(['PermissionError', 'incorrect_partner_key', 403]);
    expect(await jetpack.cancel(SITE)).toEqual({ success: true });
  });
});
