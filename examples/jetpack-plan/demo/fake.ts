import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from 'reseller-sdk';
import { DEFAULT_JETPACK_CREDENTIALS, FakeJetpack } from 'reseller-sdk/testing';
import { listen } from 'reseller-sdk/testing/node';
import type { Result } from '../result.ts';

/** How long the people behind a fake take for what they do. */
const PATIENCE_MS = 60_000;
const SHOP = 'https://shop.example.com';
const NEW = 'https://new.example.com';

/** The variables that lead the commands to a fake. */
export function fakeEnvironment(url: string, databaseFile: string): Record<string, string> {
  return {
    JETPACK_URL: url,
    JETPACK_CLIENT_ID: DEFAULT_JETPACK_CREDENTIALS.clientId,
    JETPACK_CLIENT_SECRET: DEFAULT_JETPACK_CREDENTIALS.clientSecret,
    JETPACK_LICENSING_TOKEN: DEFAULT_JETPACK_CREDENTIALS.licensingToken,
    JETPACK_PLAN_DB: databaseFile,
  };
}

/** Runs a fake until it is interrupted, for commands in another terminal. */
export async function runFake(print: (text: string) => void): Promise<Result> {
  const fake = new FakeJetpack({
    clock: systemClock,
    sites: [{ url: SHOP }, { url: NEW, isResolved: false }],
  });
  setTimeout(() => (fake.site(NEW).isResolved = true), PATIENCE_MS).unref();
  fake.hook({
    on: 'provision',
    times: Number.POSITIVE_INFINITY,
    after: () => void setTimeout(() => connectAll(fake), PATIENCE_MS).unref(),
  });
  // As short-lived as the fake: to another one, nothing in the file would be known.
  const folder = mkdtempSync(join(tmpdir(), 'jetpack-plan-fake-'));
  const { url, close } = await listen(fake);
  print('# for the commands, in another terminal:');
  for (const [name, value] of Object.entries(fakeEnvironment(url, join(folder, 'shop.sqlite')))) {
    print(`export ${name}='${value}'`);
  }
  print(`# the sites are ${SHOP}, and ${NEW}, which gets its address in a minute; the user is admin`);
  print('# the customer connects a site a minute after a plan was ordered for it');
  await once(process, 'SIGINT');
  await close();
  rmSync(folder, { recursive: true });
  return { value: null, lines: [], ending: 'well' };
}

/** What customers do who were sent a link. */
function connectAll(fake: FakeJetpack): void {
  for (const { blogId } of fake.state.sites.values()) if (blogId !== null) fake.connect(blogId);
}
