import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const BLOCK = /^```ts\n([\s\S]*?)^```$/gm;

/** A fake behind the global `fetch`, and its credentials where the pages look for them. */
const STAGE = `
  import { DEFAULT_JETPACK_CREDENTIALS, FakeClock, FakeJetpack } from 'reseller-sdk/testing';
  const clock = new FakeClock(new Date());
  const fake = new FakeJetpack({ clock });
  globalThis.fetch = fake.fetch;
  process.env['JETPACK_CLIENT_ID'] = DEFAULT_JETPACK_CREDENTIALS.clientId;
  process.env['JETPACK_CLIENT_SECRET'] = DEFAULT_JETPACK_CREDENTIALS.clientSecret;
  process.env['JETPACK_LICENSING_TOKEN'] = DEFAULT_JETPACK_CREDENTIALS.licensingToken;
  const operations = () => fake.requests.map(({ operation }) => operation);
  const tell = (value: unknown) => console.log('TOLD ' + JSON.stringify(value));
`;

/** The TypeScript block of a page that holds a text. */
function blockWith(page: string, text: string): string {
  const blocks = [...readFileSync(join(root, page), 'utf8').matchAll(BLOCK)].map(([, code = '']) => code);
  const found = blocks.filter((code) => code.includes(text));
  expect(found, `blocks of ${page} with ${text}`).toHaveLength(1);
  return found[0] ?? '';
}

/** Runs a block as it stands between two pieces of code. Answers what the second one tells. */
async function play(
  block: string,
  { before = '', after }: { before?: string; after: string },
): Promise<unknown> {
  const flags = ['--disable-warning=ExperimentalWarning', '--import', './scripts/from-source.ts'];
  const run = promisify(execFile)(process.execPath, [...flags, '--input-type=module-typescript'], {
    cwd: root,
  });
  run.child.stdin?.end([STAGE, before, block, after].join('\n'));
  const { stdout } = await run;
  const told = stdout.split('\n').find((line) => line.startsWith('TOLD '));
  return JSON.parse(told?.slice('TOLD '.length) ?? 'null');
}

describe.concurrent('a block of the pages about Jetpack does what its page says', { timeout: 60_000 }, () => {
  test('the client', async () => {
    const before =
      "fake.addSite({ url: 'https://example.com/blog', users: [{ id: 1, login: 'ada', email: '' }] });";
    const after =
      'tell({ auth_required, isLinked: next_url !== "", products, plans: fake.state.activations });';
    const told = await play(blockWith('docs/jetpack.md', 'const { auth_required, next_url }'), {
      before,
      after,
    });
    expect(told).toMatchObject({
      ...{ auth_required: true, isLinked: true },
      ...{ products: [{ slug: 'premium', is_pending: true }], plans: [{ endedAt: expect.any(String) }] },
    });
  });

  test('the store of tokens', async () => {
    const before = `
      const rows = new Map<string, string>();
      const redis = {
        get: async (key: string) => rows.get(key) ?? null,
        set: async (key: string, value: string) => rows.set(key, value),
        del: async (key: string) => rows.delete(key),
      };
      const seal = async (text: string) => Buffer.from(text).toString('base64');
      const open = async (text: string) => Buffer.from(text, 'base64').toString();
      const credentials = DEFAULT_JETPACK_CREDENTIALS;`;
    const after = `
      const other = new JetpackPartnerClient({ ...credentials, tokenStore });
      const verified = [await jetpack.verifyCredentials(), await other.verifyCredentials()];
      fake.state.startTokens.clear();
      verified.push(await other.verifyCredentials(), await jetpack.verifyCredentials());
      tell({ verified, tokens: operations().filter((name) => name === 'oauth2Token').length, rows: [...rows.keys()] });`;
    const told = await play(blockWith('docs/jetpack.md', 'const tokenStore: TokenStore'), { before, after });
    expect(told).toEqual({ verified: [true, true, true, true], tokens: 2, rows: ['jetpack:12345'] });
  });

  test('the search for a license whose answer was lost', async () => {
    const before = `
      import { JetpackPartnerClient } from 'reseller-sdk/jetpack';
      const jetpack = new JetpackPartnerClient(DEFAULT_JETPACK_CREDENTIALS);
      const askedAt = new Date();
      clock.advance(-2 * 86_400_000);
      fake.addLicense('jetpack-scan');
      clock.set(askedAt);
      fake.inject({ on: 'licensing.issue', fault: { kind: 'lost-answer' } });
      await jetpack.licensing.issue({ product: 'jetpack-scan' }).catch(() => undefined);
      fake.addLicense('jetpack-complete');`;
    const after = `tell([...fake.state.licenses.keys()].map((key) => candidates.includes(key)));`;
    const told = await play(blockWith('docs/jetpack.md', 'const candidates'), { before, after });
    expect(told).toEqual([false, true, false]);
  });

  test('the smallest bundle', async () => {
    const before = `
      const { clientId, clientSecret } = DEFAULT_JETPACK_CREDENTIALS;
      fake.addSite({ url: 'https://example.com', isConnected: true });`;
    const after = 'tell({ blog, operations: operations() });';
    const told = await play(blockWith('docs/jetpack.md', 'new JetpackConnection'), { before, after });
    expect(told).toMatchObject({ blog: { is_connected: true }, operations: ['oauth2Token', 'status'] });
  });

  test('checkout, scheduler and termination', async () => {
    const after = `
      const fields = { 'Site URL': 'https://shop.example.com', 'Local User': 'admin', Plan: 'Premium' };
      const faults = await create('42', fields).catch((error) => error.message);
      const waiting = await create('42', { ...fields, jetpack_provisioning_details: '' });
      fake.addSite({ url: 'https://shop.example.com', isConnected: true });
      await tick();
      await plans.recheck('42');
      await tick();
      const { status } = (await plans.get('42')) ?? {};
      tell({ faults, waiting, status, ended: [await terminate('42'), await terminate('43')] });`;
    const told = await play(blockWith('docs/jetpack-plans.md', 'export async function tick'), { after });
    expect(told).toEqual({
      faults: expect.stringContaining('jetpack_provisioning_details'),
      waiting: expect.stringContaining('https://shop.example.com'),
      ...{ status: 'provisioned', ended: ['cancelled', 'nothing_to_cancel'] },
    });
  });

  test('a license per service', async () => {
    const block = blockWith('docs/jetpack-licenses.md', 'new JetpackLicenses');
    const after = `
      const [license] = fake.state.licenses.values();
      tell({ status, isOurs: license?.key === licenseKey, isOver: license?.revokedAt !== null });`;
    expect(await play(block, { after })).toEqual({ status: 'issued', isOurs: true, isOver: true });
  });

  test('a license whose sale was lost, of which there is one candidate', async () => {
    const block = blockWith('docs/jetpack-licenses.md', 'new JetpackLicenses');
    const [sale = ''] = block.split('await licenses.revoke');
    const before = "fake.inject({ on: 'licensing.issue', fault: { kind: 'lost-answer' } });";
    const after = "tell({ status, found: (await licenses.candidates('service-42')).length });";
    expect(await play(sale, { before, after })).toEqual({ status: 'unsettled', found: 1 });
  });

  test('the plan of the README', async () => {
    const after = 'tell({ text, status: (await plans.get("service-42"))?.status });';
    const told = await play(blockWith('README.md', 'new JetpackPlans'), { after });
    expect(told).toEqual({ text: expect.stringContaining('cannot be reached yet'), status: 'cancelled' });
  });
});
