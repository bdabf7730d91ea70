import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SecretBox } from 'reseller-sdk';
import { DEFAULT_KATAPULT_TOKEN, FakeKatapult } from 'reseller-sdk/testing';
import { listen } from 'reseller-sdk/testing/node';
import { pacedClock } from '../../../examples/katapult-vm/clock.ts';
import { liveOn } from '../../../examples/katapult-vm/life.ts';
import { readFlags, readSettings } from '../../../examples/katapult-vm/settings.ts';
import { openShop } from '../../../examples/katapult-vm/shop.ts';
import { type Ended, runExample } from './shop-process.ts';

/**
 * Fast, so that a wait of two minutes takes three seconds; not faster, because a build whose process is kept waiting
 * for more than a minute and a half of this time is not sent any more.
 */
const SPEED = 40;
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

/** A fake Katapult on a loopback port, and an empty shop that uses it. */
export async function openWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'katapult-vm-test-'));
  const origin = new Date();
  const fake = new FakeKatapult({ clock: pacedClock(origin, SPEED), timings: TIMINGS });
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
    ...['--db', database, '--pace', `${origin.toISOString()}x${SPEED}`],
  ];
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
    /** The shop in this process, to the end; answers what it printed. */
    finish: async (): Promise<string[]> => {
      const lines: string[] = [];
      const shop = openShop(readSettings(readFlags(flags), environment, (line) => lines.push(line)));
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
