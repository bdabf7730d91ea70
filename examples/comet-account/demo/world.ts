import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeProfile } from 'reseller-sdk/testing';
import { listen } from 'reseller-sdk/testing/node';
import type { CrashPoints } from '../crash-points.ts';
import { runProgram } from '../program.ts';
import { serve } from '../serve.ts';
import { readSettings } from '../settings.ts';
import { openShop, type Shop } from '../shop.ts';
import { fakeEnvironment, openFake } from './fake.ts';

/** Of somebody else on the same server, with the name that a customer of ours would get. */
export const STRANGER = 'ada@acme.example';
const WEBHOOK_SECRET = 'Bearer 4f1d9b7c2a6e8053';

/** How a command ended. */
export interface Ended {
  /** Null for one that was killed. */
  readonly code: number | null;
  /** All that it printed. */
  readonly said: string;
}

/** A fake server with an account of somebody else, a shop on an empty file, and its two doors to the web. */
export type World = Awaited<ReturnType<typeof openWorld>>;

/** A fresh world. */
export async function openWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'comet-account-'));
  const fake = openFake();
  fake.state.users.set(STRANGER, { profile: fakeProfile({ Username: STRANGER }), password: '', revision: 1 });
  const strangerHash = fake.profileHash(STRANGER);
  const { url, close: stopFake } = await listen(fake);
  const secrets = fakeEnvironment(url, join(folder, 'shop.sqlite'));
  const base = { ...secrets, COMET_ACCOUNT_WEBHOOK_SECRET: WEBHOOK_SECRET };
  const said: string[] = [];
  const shop: Shop = openShop(readSettings(base));
  const server = serve(shop, (line) => void said.push(line)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const environment = { ...base, COMET_ACCOUNT_PUBLIC_URL: publicUrl };
  return {
    ...{ fake, shop, folder, environment, publicUrl, strangerHash, webhookSecret: WEBHOOK_SECRET },
    /** Everything that was printed. */
    said,
    /** What must be found nowhere. */
    secrets: [secrets['COMET_PASSWORD'], secrets['COMET_ACCOUNT_SEALING_KEY'], WEBHOOK_SECRET],
    /** A command in this process. */
    run: async (args: readonly string[], crashPoints?: CrashPoints): Promise<Ended> => {
      const lines: string[] = [];
      const print = (text: string): void => void lines.push(text);
      const code = await runProgram(args, { environment, print, log: print, crashPoints });
      return { code, said: lines.join('\n') };
    },
    /** A command as a process of its own, which may die on its way. */
    spawn: (args: readonly string[], dieAt = ''): Promise<Ended> =>
      spawnProgram(args, { ...environment, ...(dieAt !== '' && { COMET_ACCOUNT_DIE_AT: dieAt }) }),
    close: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      await shop.close();
      await stopFake();
      rmSync(folder, { recursive: true });
    },
  };
}

function spawnProgram(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ended> {
  const main = join(import.meta.dirname, '../main.ts');
  const fromSource = join(import.meta.dirname, '../../../scripts/from-source.ts');
  const node = ['--disable-warning=ExperimentalWarning', '--import', fromSource, main];
  const child = spawn(process.execPath, [...node, ...args], {
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(tmpdir(), 'reseller-sdk-compile-cache'),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const channel of [child.stdout, child.stderr]) {
    channel.on('data', (chunk: Buffer) => (said += chunk.toString()));
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said: said.trimEnd() }));
  });
}
