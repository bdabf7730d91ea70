import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeClock, FakeJetpack } from 'reseller-sdk/testing';
import { listen } from 'reseller-sdk/testing/node';
import type { CrashPoints } from '../crash-points.ts';
import { runProgram } from '../program.ts';
import { readSettings } from '../settings.ts';
import { openShop } from '../shop.ts';
import { fakeEnvironment } from './fake.ts';
import { spawnProgram } from './spawn-program.ts';

/** How a command ended. */
export interface Ended {
  /** Null for one that was killed. */
  readonly code: number | null;
  /** All that it printed. */
  readonly said: string;
}

/** Variables of the environment. */
type Variables = Readonly<Record<string, string>>;

/** A fake vendor on a loopback port, a net without sites, a clock that moves by hand, and a shop on an empty file. */
export type World = Awaited<ReturnType<typeof openWorld>>;

/** A fresh world. */
export async function openWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'jetpack-plan-'));
  const clock = new FakeClock('2026-03-02T09:00:00Z');
  const fake = new FakeJetpack({ clock });
  const links = new Set<string>();
  const { url, close: stopFake } = await listen({
    basePath: fake.basePath,
    fetch: fake.fetch,
    handle: async (request) => {
      const answer = await fake.handle(request);
      for (const [, secret = ''] of (await answer.clone().text()).matchAll(/[?&]secret=(\w+)/g))
        links.add(secret);
      return answer;
    },
  });
  const environment = fakeEnvironment(url, join(folder, 'shop.sqlite'));
  const at = (): Variables => ({ ...environment, JETPACK_PLAN_NOW: clock.now().toISOString() });
  const { JETPACK_CLIENT_SECRET, JETPACK_LICENSING_TOKEN } = environment;
  const shop = openShop(readSettings(environment));
  const said: string[] = [];
  return {
    ...{ fake, clock, folder, shop },
    /** Everything that was printed. */
    said,
    /** What must not be printed, but for a link or key that was asked for. */
    secrets: (): readonly string[] => [
      ...[JETPACK_CLIENT_SECRET ?? '', JETPACK_LICENSING_TOKEN ?? '', ...links],
      ...[...fake.state.startTokens.keys(), ...fake.state.licenses.keys()],
    ],
    /** A command in this process. */
    run: async (args: readonly string[], more: Variables = {}, crashPoints?: CrashPoints): Promise<Ended> => {
      const lines: string[] = [];
      const print = (text: string): void => void lines.push(text);
      const surroundings = { environment: { ...at(), ...more }, print, log: print, crashPoints };
      const code = await runProgram(args, surroundings);
      return { code, said: lines.join('\n') };
    },
    /** A command as a process of its own, which may die right after the answer to a path came. */
    spawn: (args: readonly string[], dieAt = ''): Promise<Ended> =>
      spawnProgram(args, { ...at(), JETPACK_PLAN_DIE_AT: dieAt }),
    close: async (): Promise<void> => {
      shop.close();
      await stopFake();
      rmSync(folder, { recursive: true });
    },
  };
}
