import { interpretSiteConnection, parseWpDate } from 'reseller-sdk/jetpack';
import { DEFAULT_JETPACK_CREDENTIALS } from 'reseller-sdk/testing';
import { describe, expect, test } from 'vitest';
import { ORDER, refused, SITE, send, world } from './world.ts';

const keysOf = async (licenses: AsyncIterable<{ readonly license_key: string }>) => {
  const keys: string[] = [];
  for await (const { license_key } of licenses) keys.push(license_key);
  return keys;
};

describe('a license (contract 12)', () => {
  test('is issued anew with each call, attached, detached and revoked for good', async () => {
    const { fake, jetpack } = world();
    fake.connect(SITE);
    const license = await jetpack.licensing.issue({ product: 'jetpack-scan' });
    const byKey = { license_key: license.license_key };
    expect(license.license_key).toMatch(/^jetpack-scan_[A-Za-z0-9]{25}$/);
    expect(license).toMatchObject({ revoked_at: null, attached_at: null, quantity: 1, blog_id: null });
    expect(parseWpDate(String(license['issued_at']))).toEqual(fake.clock.now());
    await jetpack.licensing.issue({ product: 'jetpack-scan' });
    expect(fake.state.licenses.size).toBe(2);

    const { blogId } = fake.site(SITE);
    const attached = await jetpack.licensing.attach({ ...byKey, site: SITE });
    expect(attached).toMatchObject({ blog_id: blogId, siteurl: SITE, attached_at: expect.any(String) });
    const again = jetpack.licensing.attach({ ...byKey, site: blogId ?? 0 });
    expect((await refused(again))[1]).toBe('license_already_attached');
    expect(await jetpack.licensing.detach(byKey)).toMatchObject({ siteurl: null, attached_at: null });
    expect((await refused(jetpack.licensing.detach(byKey)))[1]).toBe('license_not_attached');

    fake.advance(1000);
    const { revoked_at } = await jetpack.licensing.revoke({ ...byKey, cancellation_email: false });
    fake.advance(1000);
    expect(await jetpack.licensing.revoke(byKey)).toMatchObject({ revoked_at });
    expect(await jetpack.licensing.get(byKey)).toMatchObject({ revoked_at });
    expect((await refused(jetpack.licensing.attach({ ...byKey, site: SITE })))[1]).toBe('license_revoked');
  });

  test('answers the second time as the server does', async () => {
    const { fake, jetpack } = world({ behaviour: { secondRevoke: 'refused', secondAttach: 'moved' } });
    fake.connect(SITE);
    const { key } = fake.addLicense('jetpack-scan');
    await jetpack.licensing.attach({ license_key: key, site: SITE });
    await jetpack.licensing.attach({ license_key: key, site: 'shop.example.com' });
    await jetpack.licensing.revoke({ license_key: key });
    const again = jetpack.licensing.revoke({ license_key: key });
    expect((await refused(again))[1]).toBe('license_already_revoked');
  });

  test('is not issued without a card, a right, or a product', async () => {
    const { fake, jetpack } = world();
    const issue = (product = 'jetpack-scan') => jetpack.licensing.issue({ product });
    expect(await refused(issue('unheard-of'))).toEqual(['ValidationError', 'rest_invalid_param', 400]);
    fake.state.partner.hasPaymentMethod = false;
    expect(await refused(issue())).toEqual(['ApiError', 'missing_valid_payment_method', 400]);
    fake.state.partner.mayIssue = false;
    expect((await refused(issue()))[2]).toBe(403);
    expect(fake.state.licenses.size).toBe(0);
  });

  test('goes on connected sites, by partners who stand on the list', async () => {
    const { fake, jetpack } = world();
    const { key } = fake.addLicense('jetpack-scan');
    const attach = () => jetpack.licensing.attach({ license_key: key, site: SITE });
    expect((await refused(attach()))[1]).toBe('invalid_site');
    fake.connect(SITE);
    fake.state.partner.mayAttach = false;
    expect((await refused(attach()))[2]).toBe(403);
    expect([...fake.state.licenses.values()]).toMatchObject([{ site: null }]);
  });

  test('belongs to its token, which may be switched off', async () => {
    const tokens = { production: 'production', 'only-tests': 'test' } as const;
    const { fake, connect } = world({ licensingTokens: tokens, partner: { hasPaymentMethod: false } });
    const { licensing } = connect({ licensingToken: 'only-tests' });
    const { license_key } = await licensing.issue({ product: 'jetpack-scan' });
    const other = connect({ licensingToken: 'production' }).licensing;
    expect((await refused(other.get({ license_key })))[1]).toBe('invalid_license_key');
    expect([await licensing.counts(), await other.counts()]).toMatchObject([{ all: 1 }, { all: 0 }]);
    for (const token of fake.state.licensingTokens.values()) token.isDisabled = true;
    expect((await refused(licensing.counts()))[2]).toBe(403);
    const wrong = connect({ licensingToken: 'wrong' }).licensing.counts();
    expect(await refused(wrong)).toEqual(['AuthenticationError', 'rest_unauthorized', 401]);
  });

  test('is issued in bulk, alone or as a bundle', async () => {
    const { fake, jetpack } = world();
    const order = { product: 'jetpack-complete', quantity: 3 };
    expect(await jetpack.licensing.issueMany({ ...order, bundle: false })).toHaveLength(3);
    const [bundle] = await jetpack.licensing.issueMany({ ...order, bundle: true });
    const byKey = { license_key: bundle?.license_key ?? '' };
    expect(await jetpack.licensing.children(byKey)).toHaveLength(3);
    expect(await jetpack.licensing.download(byKey)).toMatchObject({ download_url: expect.any(String) });
    const { key } = fake.addLicense('jetpack-scan');
    const none = jetpack.licensing.download({ license_key: key });
    expect((await refused(none))[1]).toBe('no_download');
    expect(await jetpack.licensing.counts()).toMatchObject({ all: 8, standard: 5, not_revoked: 8 });
  });

  test('has a request id, and is shown by no log', async () => {
    const { fake, jetpack } = world();
    const { key } = fake.addLicense('jetpack-scan');
    await jetpack.licensing.get({ license_key: key });
    await jetpack.licensing.children({ license_key: key });
    await refused(jetpack.licensing.detach({ license_key: key }));
    expect(JSON.stringify(fake.requests)).not.toContain(key);
    expect(fake.requests.map(({ path }) => path.split('/').slice(4).join('/'))).toEqual([
      'license',
      'license/jetpack-scan_***/children',
      'license/jetpack-scan_***/site',
    ]);
    const answer = await fake.fetch('https://api.example.com/wpcom/v2/jetpack-licensing/product-families');
    expect(answer.headers.get('x-jetpack-request-id')).toMatch(/^[0-9a-f]{24}$/);
  });
});

describe('the list of licenses', () => {
  test('has pages, filters and an order', async () => {
    const { fake, jetpack } = world();
    fake.connect(SITE);
    const keys: string[] = [];
    for (const product of ['jetpack-scan', 'jetpack-scan', 'jetpack-anti-spam']) {
      fake.advance(1000);
      keys.push(fake.addLicense(product).key);
    }
    const [first = '', second = '', third = ''] = keys;
    const { licensing } = jetpack;
    expect(await keysOf(licensing.iterate({ per_page: 2 }))).toEqual([third, second, first]);
    expect(await keysOf(licensing.iterate({ sort_direction: 'asc', per_page: 1 }))).toEqual(keys);
    expect(await keysOf(licensing.iterate({ search: 'anti-spam' }))).toEqual([third]);
    await licensing.attach({ license_key: first, site: SITE });
    await licensing.revoke({ license_key: second });
    for (const [filter, expected] of [
      ['attached', [first]],
      ['revoked', [second]],
      ['detached', [third]],
      ['not_revoked', [third, first]],
    ] as const) {
      expect(await keysOf(licensing.iterate({ filter }))).toEqual(expected);
    }
    const counts = { all: 3, attached: 1, detached: 1, revoked: 1, not_revoked: 2 };
    expect(await licensing.counts()).toMatchObject(counts);
    const page = { total_items: 3, total_pages: 2, current_page: 2, current_items: 1, items_per_page: 2 };
    expect(await licensing.list({ page: 2, per_page: 2 })).toMatchObject({ ...page, items: [{ meta: [] }] });
    expect((await refused(licensing.list({ filter: 'lost' })))[1]).toBe('rest_invalid_param');
  });
});

describe('products', () => {
  test('are listed for everybody, with prices for partners', async () => {
    const { connect } = world();
    const { licensing } = connect({ licensingToken: undefined });
    const families = await licensing.productFamilies();
    const slugs = families.flatMap(({ products }) => products.map(({ slug }) => slug));
    expect(slugs).toContain('jetpack-backup-t1');
    expect(slugs).toHaveLength(13);
    const priced = { currency: 'usd', amount: 3.2, price_interval: 'month' };
    const find = async (from: ReturnType<typeof connect>) => {
      const all = (await from.licensing.partnerProductFamilies()).flatMap(({ products }) => products);
      return all.find(({ slug }) => slug === 'jetpack-scan');
    };
    expect(await find(connect())).toMatchObject(priced);
    const texts = world({ behaviour: { numbers: 'string' } });
    expect(await find(texts.jetpack)).toMatchObject({ ...priced, amount: '3.20' });
  });
});

describe('the connection of a site', () => {
  test('succeeds, was there, or was ended by hand', async () => {
    for (const numbers of ['number', 'string'] as const) {
      const { fake, jetpack } = world({ behaviour: { numbers } });
      const connect = async () =>
        interpretSiteConnection(await jetpack.licensing.connectSite({ url: SITE, local_user: 1 }));
      const { blogId } = await connect();
      expect(await connect()).toEqual({ code: 'already_connected', blogId });
      Object.assign(fake.site(SITE), { isConnected: false, wasDisconnected: true });
      expect(await connect()).toEqual({ code: 'previously_connected', blogId });
      expect(fake.site(blogId).isConnected).toBe(false);
    }
  });

  test('brings what waited, and is refused where nobody answers', async () => {
    const { fake, jetpack } = world();
    await jetpack.provision(ORDER);
    await jetpack.licensing.connectSite({ url: SITE, local_user: 'admin' });
    expect(await jetpack.status(SITE)).toMatchObject({ products: [{ is_pending: false }] });
    const nobody = jetpack.licensing.connectSite({ url: SITE, local_user: 'nobody' });
    expect((await refused(nobody))[2]).toBe(403);
    fake.site(SITE).isReachable = false;
    const lost = jetpack.licensing.connectSite({ url: SITE, local_user: 1 });
    expect((await refused(lost))[2]).toBe(403);
  });
});

describe('coupons', () => {
  test('are issued by preset, read and revoked', async () => {
    const { fake, jetpack } = world();
    const { coupons } = jetpack;
    expect(await coupons.presets()).toMatchObject([{ preset: 'half-price', discount: 50 }]);
    const coupon = await coupons.issue({ preset: 'half-price' });
    const byCode = { coupon_code: coupon.coupon_code };
    expect(coupon).toMatchObject({ products: ['jetpack-scan'], discount: 50, used_at: null, expired: false });
    await coupons.issueMany({ preset: 'half-price', quantity: 2 });
    const codes = [...fake.state.coupons.keys()];
    expect(await coupons.getMany({ coupon_codes: codes })).toMatchObject(
      codes.map((coupon_code) => ({ coupon_code })),
    );
    expect(await coupons.revoke(byCode)).toMatchObject({ expired: true });
    expect(await coupons.get(byCode)).toMatchObject({ expired: true });
    expect((await refused(coupons.get({ coupon_code: 'none' })))[0]).toBe('NotFoundError');
    expect((await refused(coupons.issue({ preset: 'none' })))[1]).toBe('rest_invalid_param');
  });
});

describe('reports', () => {
  test('tell activations of a key, by page, plan and date', async () => {
    const { fake, jetpack, connect } = world();
    const [key] = fake.state.keys.values();
    const of = { partner_id: fake.state.partner.id, key_id: key?.id ?? 0 };
    fake.connect(SITE);
    for (const plan of ['premium', 'jetpack-scan', 'jetpack-anti-spam']) {
      await jetpack.provision({ ...ORDER, plan });
      fake.advance(31 * 86_400_000);
    }
    await jetpack.cancel(SITE);
    const { reporting } = jetpack;
    const all: unknown[] = [];
    for await (const row of reporting.iterateActivations({ ...of, per_page: 2 })) all.push(row);
    expect(all).toMatchObject([
      { site_url: SITE, cancelled_on: expect.any(String), site_registered: true },
      { cancelled_on: null },
      { cancelled_on: null },
    ]);
    expect(await reporting.activations({ ...of, plans: ['jetpack-scan'] })).toMatchObject({ total: 1 });
    const late = { ...of, activated_after: '2026-01-31 00:00:00' };
    expect(await reporting.activations(late)).toMatchObject({ total: 2 });
    expect(await reporting.summary()).toEqual([
      { date: '2026-01', new: 1, total: 1 },
      { date: '2026-02', new: 1, total: 2 },
      { date: '2026-03', new: 1, total: 3 },
    ]);
    expect(await reporting.invoices(of)).toEqual([]);
    const lines = [{ product: 'jetpack-scan' }, { product: 'jetpack-anti-spam' }];
    expect(await reporting.upcomingInvoice(of)).toEqual({ lines });
    expect((await refused(reporting.activations({ ...of, key_id: 1 })))[2]).toBe(403);
    const wrong = connect({ userToken: 'wrong' }).reporting.summary();
    expect((await refused(wrong))[1]).toBe('rest_unauthorized');
  });
});

test('a parameter may come in the query, as the WHMCS module sends it', async () => {
  const { fake } = world();
  const headers = { authorization: `Bearer ${DEFAULT_JETPACK_CREDENTIALS.licensingToken}` };
  const path = '/wpcom/v2/jetpack-licensing/license?product=jetpack-scan';
  expect(await send(fake, 'POST', path, { headers })).toMatchObject([200, { product: 'Jetpack Scan' }]);
});
