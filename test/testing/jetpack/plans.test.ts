import { createPlan } from 'reseller-sdk/jetpack/plans';
import { describe, expect, test } from 'vitest';
import { DAY_MS, ORDER, refused, SITE, send, world } from './world.ts';

const slugs = ({ products }: { readonly products?: unknown }) =>
  (Array.isArray(products) ? products : []).map((product: unknown) => Reflect.get(Object(product), 'slug'));

describe('a plan (contract 5)', () => {
  test('waits for the customer, who connects the site once', async () => {
    const { fake, jetpack } = world();
    const { auth_required, next_url } = await jetpack.provision(ORDER);
    expect(auth_required).toBe(true);
    const waiting = { slug: 'premium', is_provisioned_by_calling_partner: true, is_pending: true };
    expect(await jetpack.status(SITE)).toMatchObject({ blog: { is_connected: false }, products: [waiting] });
    expect(fake.authorize(String(next_url))).toMatchObject({ url: SITE, isConnected: true });
    expect(fake.authorize(String(next_url))).toBeUndefined();
    const status = { blog: { is_connected: true }, products: [{ ...waiting, is_pending: false }] };
    expect(await jetpack.status(SITE)).toMatchObject(status);
    const again = { success: true, auth_required: false, next_url: `${SITE}/wp-admin/` };
    expect(await jetpack.provision(ORDER)).toEqual(again);
    expect(fake.state.activations).toHaveLength(1);
  });

  test('waits 14 days for a host without an address', async () => {
    const { fake, jetpack } = world({ sites: [] });
    const order = { ...ORDER, siteurl: 'https://new.example.com/blog' };
    const answer = { success: true, auth_required: true, next_url: '' };
    expect(await jetpack.provision(order)).toEqual(answer);
    fake.advance(13 * DAY_MS);
    expect(slugs(await jetpack.status('new.example.com::blog'))).toEqual(['premium']);
    fake.advance(DAY_MS);
    expect(slugs(await jetpack.status(order.siteurl))).toEqual([]);
    await jetpack.provision(order);
    fake.addSite({ url: order.siteurl, isConnected: true });
    expect(fake.state.activations.map(({ activatedAt, endedAt }) => [!!activatedAt, !!endedAt])).toEqual([
      [false, true],
      [true, false],
    ]);
  });

  test('is refused by what the site is', async () => {
    const { fake, jetpack } = world();
    const why = (change: object) => {
      Object.assign(fake.site(SITE), change);
      return refused(jetpack.provision(ORDER));
    };
    expect(await why({ hasLostRegistration: true })).toEqual(['ApiError', 'method_not_found', 400]);
    expect(await jetpack.provision({ ...ORDER, force_register: true })).toMatchObject({ success: true });
    expect(await why({ registrationError: 'siteurl_private_ip' })).toEqual([
      'ApiError',
      'siteurl_private_ip',
      400,
    ]);
    expect(await why({ hasJetpack: false })).toEqual(['ApiError', 'method_not_found', 400]);
    Object.assign(fake.site(SITE), { hasJetpack: true, registrationError: null, isReachable: false });
    fake.connect(SITE);
    expect(await jetpack.provision(ORDER)).toMatchObject({ auth_required: true, next_url: '' });
    expect(await jetpack.status(SITE)).toMatchObject({ products: [{ is_pending: true }] });
    fake.site(SITE).isReachable = true;
    expect(await jetpack.status(SITE)).toMatchObject({ products: [{ is_pending: false }] });
    const strict = world({ behaviour: { unreachableSite: 'site_inaccessible' } });
    strict.fake.site(SITE).isReachable = false;
    expect((await refused(strict.jetpack.provision(ORDER)))[1]).toBe('site_inaccessible');
  });

  test('needs https on a site that redirects, and a user who is there', async () => {
    const { fake, jetpack } = world();
    for (const siteurl of ['shop.example.com', 'http://shop.example.com']) {
      expect((await refused(jetpack.provision({ ...ORDER, siteurl })))[1]).toBe('method_not_found');
    }
    fake.site(SITE).redirectsToHttps = false;
    expect(await jetpack.provision({ ...ORDER, siteurl: 'shop.example.com' })).toMatchObject({
      success: true,
    });
    for (const local_user of ['admin', 'admin@example.com', 1]) {
      expect(await jetpack.provision({ ...ORDER, local_user })).toMatchObject({ success: true });
    }
    const nobody = { ...ORDER, local_user: 'nobody' };
    expect(await refused(jetpack.provision(nobody))).toEqual(['ValidationError', 'input_error', 400]);
  });

  test('is of a product that is sold, enabled, allowed, and not lower', async () => {
    const key = { clientId: '1', clientSecret: 's', plans: ['free', 'personal', 'premium', 'gone'] };
    const { fake, jetpack } = world(
      { keys: [{ ...key, allowances: { personal: 1 } }], behaviour: { provisionsFree: false } },
      { clientId: '1', clientSecret: 's' },
    );
    const ask = (plan: string, siteurl = SITE) => jetpack.provision({ ...ORDER, siteurl, plan });
    for (const plan of ['professional', 'unheard-of', 'free']) {
      expect(await refused(ask(plan))).toEqual(['ValidationError', 'invalid_plan', 400]);
    }
    expect((await refused(ask('gone')))[1]).toBe('could_not_load_product_class');
    await ask('personal');
    await ask('personal');
    expect((await refused(ask('personal', 'https://b.example.com')))[1]).toBe('activation_limit_reached');
    fake.connect(SITE);
    await ask('premium');
    expect(slugs(await jetpack.status(SITE))).toEqual(['premium']);
    expect(await refused(ask('personal'))).toEqual(['ConflictError', 'plan_downgrade_disallowed', 400]);
    await jetpack.cancel(SITE);
    expect(await ask('personal')).toMatchObject({ auth_required: false });
  });

  test('may be none: then the site is registered alone', async () => {
    const { fake, jetpack } = world();
    await jetpack.provision({ siteurl: SITE, local_user: 'admin' });
    expect(fake.state.activations).toEqual([]);
    expect(fake.site(SITE).blogId).toBeTypeOf('number');
  });

  test('comes with SSH access, which fails without failing the plan', async () => {
    const { fake, jetpack } = world();
    const ssh = { ssh_user: 'u', ssh_pass: 'canary-ssh', ssh_host: 'h' };
    expect(await jetpack.provision({ ...ORDER, ...ssh })).toMatchObject({ ssh_set: true, ssh_error: '' });
    expect(await jetpack.status(SITE)).toMatchObject({ blog: { has_backups_credentials: true } });
    fake.site(SITE).accessError = 'refused';
    const { warnings } = await createPlan(jetpack, {
      ...{ siteUrl: SITE, localUser: 'admin', plan: 'premium' },
      ssh: { user: 'u', pass: 'canary-ssh' },
    });
    expect(warnings.map(({ code }) => code)).toEqual(['ssh_not_saved']);
    const { form } = fake.requests.find(({ operation }) => operation === 'provision') ?? {};
    expect(form).toEqual({ ...ORDER, siteurl: SITE, ...ssh, ssh_pass: '[redacted]' });
    expect(JSON.stringify([fake.requests, [...fake.state.sites]])).not.toContain('canary-ssh');
  });

  test('connects at once for a user whom an allow-listed key names; force_connect undoes it', async () => {
    const { fake, jetpack } = world();
    const order = { ...ORDER, wpcom_user_id: 7 };
    expect(await jetpack.provision(order)).toMatchObject({ auth_required: true });
    for (const key of fake.state.keys.values()) key.isAllowListed = true;
    const { auth_required, access_token } = await jetpack.provision(order);
    expect([auth_required, typeof access_token]).toEqual([false, 'string']);
    expect(await jetpack.provision(ORDER)).not.toHaveProperty('access_token');
    expect(await jetpack.provision({ ...ORDER, force_connect: true })).toMatchObject({ auth_required: true });
  });
});

describe('a cancellation (contract 6)', () => {
  test('ends the classic plan, a product, or all of them', async () => {
    const { fake, jetpack } = world();
    fake.connect(SITE);
    for (const plan of ['premium', 'jetpack-scan', 'jetpack-anti-spam']) {
      await jetpack.provision({ ...ORDER, plan });
    }
    expect(await jetpack.cancel(SITE)).toEqual({ success: true });
    expect(await jetpack.cancel(SITE)).toEqual({ success: false });
    expect(slugs(await jetpack.status(SITE))).toEqual(['jetpack-scan', 'jetpack-anti-spam']);
    const { blogId } = fake.site(SITE);
    expect(await jetpack.cancel(blogId ?? 0, { plan: 'jetpack-scan' })).toEqual({ success: true });
    expect(await jetpack.cancel(SITE, { 'cancel-all': true })).toMatchObject({
      ...{ success: true, activations: [{ slug: 'jetpack-anti-spam' }], pending_activations: [] },
    });
    expect(await jetpack.cancel(SITE, { 'cancel-all': true })).toMatchObject({ success: false });
  });

  test('reaches a plan that waits for a site which is not there', async () => {
    const { jetpack } = world({ sites: [] });
    await jetpack.provision(ORDER);
    expect(await jetpack.cancel(SITE)).toEqual({ success: true });
    expect(await jetpack.cancel(SITE)).toEqual({ success: false });
  });

  test('leaves alone what is not ours, and knows its sites', async () => {
    const { fake, jetpack } = world();
    fake.connect(SITE);
    fake.addPlan(SITE, 'premium');
    expect(await refused(jetpack.cancel(SITE))).toEqual(['ConflictError', 'not_jps_plan', 400]);
    const [, test] = fake.state.keys.values();
    fake.addPlan(SITE, 'jetpack-scan', test?.id ?? null);
    const scan = jetpack.cancel(SITE, { plan: 'jetpack-scan' });
    expect(await refused(scan)).toEqual(['PermissionError', 'incorrect_partner_key', 403]);
    expect(fake.state.activations.every(({ endedAt }) => endedAt === null)).toBe(true);
    const elsewhere = 'https://elsewhere.example.com';
    expect(await refused(jetpack.cancel(elsewhere))).toEqual(['NotFoundError', 'invalid_blog', 403]);
    const other = world({ behaviour: { unknownSite: 'unknown_blog' } });
    expect(await refused(other.jetpack.status(elsewhere))).toEqual(['NotFoundError', 'unknown_blog', 404]);
  });
});

describe('a site', () => {
  test('has upgrade paths: what is enabled and neither there nor held', async () => {
    const { jetpack } = world();
    await jetpack.provision({ ...ORDER, plan: 'jetpack-security-realtime' });
    const paths = await jetpack.upgradePaths(SITE);
    expect(paths['jetpack-plans']).toEqual(['free', 'personal', 'premium', 'professional']);
    expect(paths['jetpack-complete']).toEqual(['jetpack-complete']);
    expect(paths['jetpack-security']).toBeUndefined();
    const none = world(
      { keys: [{ clientId: '1', clientSecret: 's', plans: ['premium'] }] },
      { clientId: '1', clientSecret: 's' },
    );
    await none.jetpack.provision(ORDER);
    expect(await none.jetpack.upgradePaths(SITE)).toEqual([]);
  });

  test('stores credentials under its blog ID', async () => {
    const { fake, jetpack } = world();
    fake.connect(SITE);
    const blogId = fake.site(SITE).blogId ?? 0;
    await jetpack.setFtpCredentials(blogId, { ftp_user: 'u', ftp_host: 'h' });
    expect(fake.site(SITE).hasBackupCredentials).toBe(true);
    const ssh = { ssh_user: 'u', ssh_host: 'h', ssh_private_key: 'canary\nkey' };
    await jetpack.setSshCredentials(blogId, ssh);
    expect((await refused(jetpack.setSshCredentials(1, ssh)))[1]).toBe('invalid_blog');
    fake.site(SITE).accessError = 'refused';
    expect((await refused(jetpack.setSshCredentials(blogId, ssh)))[1]).toBe('not_done');
  });

  test('is named by a raw identifier', async () => {
    const { fake, jetpack } = world({ sites: [{ url: 'https://example.com/Demo/wp', isConnected: true }] });
    expect(await jetpack.status('https://EXAMPLE.com/Demo/wp/')).toMatchObject({
      blog: { is_connected: true },
    });
    expect(fake.requests.at(-1)?.path).toBe('/rest/v1.4/jpphp/example.com::Demo::wp/status');
    const headers = { authorization: `Bearer ${(await jetpack.token()).reveal()}` };
    const escaped = '/rest/v1.4/jpphp/example.com%3A%3ADemo%3A%3Awp/status';
    const unknown = { error: 'invalid_blog' };
    expect(await send(fake, 'GET', escaped, { headers })).toMatchObject([403, unknown]);
  });

  test('tells classic plans as the server writes them', async () => {
    const { jetpack } = world({ behaviour: { statusSlugs: 'prefixed' } });
    await jetpack.provision(ORDER);
    await jetpack.provision({ ...ORDER, plan: 'jetpack-scan' });
    expect(slugs(await jetpack.status(SITE))).toEqual(['jetpack_premium', 'jetpack-scan']);
  });
});

describe('a partner', () => {
  test('makes keys, users, and five links an hour', async () => {
    const { fake, jetpack, connect } = world();
    const made = await jetpack.partnerKeys.create({ name: 'acme', allowed_premium_plans: 1 });
    expect(made).toMatchObject({ allowed_premium_plans: '1', allowed_personal_plans: '0', notes: null });
    const theirs = connect({ clientId: String(made.client_id), clientSecret: made.client_secret });
    await theirs.partnerKeys.verify();
    expect(await theirs.provision(ORDER)).toMatchObject({ success: true });
    expect((await refused(theirs.provision({ ...ORDER, plan: 'professional' })))[1]).toBe(
      'activation_limit_reached',
    );

    const user = { email: 'Ada@example.com', product_type: 'jetpack' };
    expect(await refused(jetpack.users.create(user))).toEqual(['PermissionError', 'forbidden', 403]);
    for (const key of fake.state.keys.values()) key.isAllowListed = true;
    expect(await jetpack.users.create(user)).toMatchObject({ bearer_token: expect.any(String) });
    expect((await refused(jetpack.users.create(user)))[0]).toBe('ConflictError');

    const link = () => jetpack.mobileMagicLink({ email: 'ada@example.com' });
    for (let sent = 0; sent < 5; sent += 1) await link();
    expect(await refused(link())).toEqual(['RateLimitError', 'too_many_requests', 429]);
    fake.advance(3_600_000);
    expect(await link()).toEqual({ success: true });
  });

  test('reads the errors without a token', async () => {
    const { fake, connect } = world();
    const jetpack = connect({ clientId: undefined, clientSecret: undefined });
    expect((await jetpack.errorCatalogue()).errors).toMatchObject({ invalid_plan: expect.any(String) });
    const { errors } = await jetpack.errorCatalogue({ verbose: true });
    expect(errors).toMatchObject({ invalid_plan: { cause: expect.any(String) } });
    expect(fake.requests.every(({ headers }) => headers['authorization'] === undefined)).toBe(true);
  });
});
