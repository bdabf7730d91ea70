import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretBox } from 'reseller-sdk';
import { DEFAULT_KATAPULT_TOKEN, FakeKatapult } from 'reseller-sdk/testing';
import { listen } from 'reseller-sdk/testing/node';
import { type PacedClock, pacedClock } from '../../../examples/katapult-vm/clock.ts';
import { CrashPoints } from '../../../examples/katapult-vm/crash-point.ts';
import { liveOn } from '../../../examples/katapult-vm/life.ts';
import { readFlags, readSettings } from '../../../examples/katapult-vm/settings.ts';
import { openShop, type Shop } from '../../../examples/katapult-vm/shop.ts';
import { type Ended, runExample } from './shop-process.ts';

/**
 * For shops in processes of their own: fast, so that a wait of two minutes takes three seconds; not faster, because a
 * build whose process is kept waiting for more than a minute and a half of this time is not sent any more.
 */
export const SPEED = 40;
const TIMINGS = {
  buildPending: 500,
  buildMachine: 1000,
  buildComplete: 2000,
  buildStarted: 2500,
  taskPending: 100,
  stop: 1000,
  reset: 500,
  otherTask: 500,
  stoppedLead: 200,
};

/** A clock that shops in this process put forward where they would wait. Other processes do not see that. */
function impatient(paced: PacedClock): PacedClock {
  let skippedMs = 0;
  const now = (): Date => new Date(paced.now().getTime() + skippedMs);
  const until = async (instant: Date): Promise<void> => {
    skippedMs += Math.max(1, instant.getTime() - now().getTime());
  };
  return { now, until };
}

/** A fake Katapult on a loopback port, and an empty shop that uses it. */
export async function openWorld({ speed = 1 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'katapult-vm-test-'));
  const origin = new Date();
  const clock = impatient(pacedClock(origin, speed));
  const fake = new FakeKatapult({ clock, timings: TIMINGS });
  const answered: string[] = [];
  const { url, close } = await listen({
    basePath: fake.basePath,
    fetch: fake.fetch,
    handle: async (request) => {
      const answer = await fake.handle(request);
      answered.push(await answer.clone().text());
      return answer;
    },
  });
  const database = join(folder, 'shop.sqlite');
  const environment = {
    KATAPULT_URL: url,
    KATAPULT_TOKEN: DEFAULT_KATAPULT_TOKEN,
    KATAPULT_SEALING_KEY: SecretBox.generateKey(),
  };
  const flags = [
    ...['--package', 'small-1', '--data-center', 'xe-one', '--template', 'templates/debian-12'],
    ...['--db', database, '--pace', `${origin.toISOString()}x${speed}`],
  ];
  const lines: string[] = [];
  /** Opens the shop in this process. */
  const open = (crashPoints = new CrashPoints('never')): Shop => {
    const settings = readSettings(readFlags(flags), environment, (line) => lines.push(line));
    return openShop({ ...settings, clock, crashPoints });
  };
  return {
    fake,
    /** The root passwords that the fake handed out. */
    passwords: (): string[] => [
      ...new Set(
        answered.flatMap((text) =>
          [...text.matchAll(/"initial_root_password":"([^"]+)"/g)].flatMap(([, password]) => password ?? []),
        ),
      ),
    ],
    secrets: (): string[] => [environment.KATAPULT_TOKEN, environment.KATAPULT_SEALING_KEY],
    /** All bytes that the shop keeps. */
    stored: (): string => readFileSync(database, 'latin1'),
    /** The shop as a process of its own, which dies at a call of its choice. */
    run: (dieAt: string): Promise<Ended> => runExample([...flags, '--die-at', dieAt], environment),
    /** The shop in this process, dead after so many calls. False: its life has fewer. */
    dieAt: async (calls: number): Promise<boolean> => {
      let die = (): void => undefined;
      const death = new Promise<'dead'>((resolve) => {
        die = () => resolve('dead');
      });
      const shop = open(new CrashPoints(calls, die));
      const end = await Promise.race([liveOn(shop), death]);
      shop.close();
      return end === 'dead';
    },
    /** The shop in this process, to the end; answers what shops in this process have printed. */
    finish: async (): Promise<readonly string[]> => {
      const shop = open();
      await liveOn(shop);
      shop.close();
      return lines;
    },
    close: async (): Promise<void> => {
      await close();
      rmSync(folder, { recursive: true });
    },
  };
}
