import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretBox, systemClock } from 'reseller-sdk';
import { DEFAULT_ADMIN, FakeCometServer } from 'reseller-sdk/testing';
import { listen } from 'reseller-sdk/testing/node';
import type { Result } from '../commands.ts';

/** Id of the storage template of the fake. */
export const STORAGE = 'local';

/** A Comet Server that lives in this process, in the time of the wall. */
export function openFake(): FakeCometServer {
  return new FakeCometServer({ clock: systemClock, storageProviders: { [STORAGE]: 'Local storage' } });
}

/** The variables that lead the commands to a fake. */
export function fakeEnvironment(url: string, databaseFile: string): Record<string, string> {
  return {
    COMET_URL: url,
    COMET_USERNAME: DEFAULT_ADMIN.username,
    COMET_PASSWORD: DEFAULT_ADMIN.password,
    COMET_ACCOUNT_STORAGE: STORAGE,
    COMET_ACCOUNT_DB: databaseFile,
    COMET_ACCOUNT_SEALING_KEY: SecretBox.generateKey(),
  };
}

/** Runs a fake until it is interrupted, for commands in another terminal. */
export async function runFake(print: (text: string) => void): Promise<Result> {
  // As short-lived as the fake: to another one, nothing in the file would be known.
  const folder = mkdtempSync(join(tmpdir(), 'comet-account-fake-'));
  const { url, close } = await listen(openFake());
  print('# for the commands, in another terminal:');
  for (const [name, value] of Object.entries(fakeEnvironment(url, join(folder, 'shop.sqlite')))) {
    print(`export ${name}='${value}'`);
  }
  await once(process, 'SIGINT');
  await close();
  rmSync(folder, { recursive: true });
  return { value: null, lines: [], ok: true };
}
