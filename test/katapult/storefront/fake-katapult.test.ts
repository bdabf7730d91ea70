import { KatapultClient } from 'reseller-sdk/katapult';
import { formatError, syncOptions, testConnection } from 'reseller-sdk/katapult/storefront';
import { DEFAULT_KATAPULT_TOKEN, FakeKatapult, type FakeKatapultOptions } from 'reseller-sdk/testing';
import { describe, expect, it } from 'vitest';

const MANY = 250;
const ORGANIZATION = { sub_domain: 'reseller' };

function shopOn(options: FakeKatapultOptions = {}, token = DEFAULT_KATAPULT_TOKEN): KatapultClient {
  return new KatapultClient({ token, fetch: new FakeKatapult(options).fetch });
}

describe('on a fake Katapult', () => {
  it('the options have the templates of all pages', async () => {
    const diskTemplates = Array.from({ length: MANY }, (_, index) => ({ permalink: `templates/t-${index}` }));
    const { diskTemplates: diff, minimumDiskSizes } = await syncOptions(
      shopOn({ diskTemplates }),
      ORGANIZATION,
    );
    expect(new Set(diff.added.map(({ permalink }) => permalink)).size).toBe(MANY);
    expect(minimumDiskSizes.size).toBe(MANY);
  });

  it('the options are the same the next day', async () => {
    const shop = shopOn();
    const first = await syncOptions(shop, ORGANIZATION);
    const stored = {
      dataCenters: first.dataCenters.added.map(({ value }) => value),
      diskTemplates: first.diskTemplates.added.map(({ value }) => value),
    };
    expect(stored.dataCenters).not.toEqual([]);
    expect(stored.diskTemplates).not.toEqual([]);
    const second = await syncOptions(shop, ORGANIZATION, stored);
    for (const diff of [second.dataCenters, second.diskTemplates])
      expect({ added: diff.added, vanished: diff.vanished }).toEqual({ added: [], vanished: [] });
  });

  it('a connection is fine, or its token is wrong', async () => {
    expect(await testConnection(shopOn())).toMatchObject({
      ok: true,
      organizations: [{ subDomain: 'reseller' }],
    });
    const wrong = await testConnection(shopOn({}, 'not-the-token'));
    expect(wrong).toMatchObject({
      ok: false,
      error: { code: 'invalid_api_token' },
      hint: expect.any(String),
    });
    expect(JSON.stringify(wrong)).not.toContain('not-the-token');
  });

  it('a refusal is written as the module writes it', async () => {
    const failure = await shopOn()
      .organizations.get({ organization: { sub_domain: 'nobody' } })
      .catch((error: unknown) => error);
    expect(formatError(failure, 'Create Account')).toMatch(
      /^Create Account \[http: 404 GET \/organizations\/_\]: organization_not_found: [^\n]+$/,
    );
  });
});
