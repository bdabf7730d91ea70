import { parseInstant } from 'reseller-sdk';
import { tick } from '../tick.ts';
import { Auditor } from './auditor.ts';
import { Diary } from './diary.ts';
import { accountIdOf, PEOPLE } from './people.ts';
import { type MonthReport, reportOf } from './report.ts';
import { scenesOf } from './scenes.ts';
import { Stage } from './stage.ts';
import { BALANCE_LAG_MS, openWorld, SETTINGS, type World } from './world.ts';

const MINUTE_MS = 60_000;
const TICK_MS = 5 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How a month is played. */
export interface MonthOptions {
  /** SQLite file of the billing system; it should not be there yet. */
  readonly file: string;
  readonly print: (line: string) => void;
  readonly from?: string;
  readonly to?: string;
  /** For the test: what happens to those who do not wait for Fleio's balances. */
  readonly balanceLagMs?: number;
}

/** Plays a month of ticks, five minutes each, on a clock of its own. */
export async function playMonth(options: MonthOptions): Promise<MonthReport> {
  const { file, print, balanceLagMs = BALANCE_LAG_MS } = options;
  const { from = '2026-10-05T00:00+03:00', to = '2026-11-05T00:00+02:00' } = options;
  const [start, end] = [parseInstant(from), parseInstant(to)];
  const world = openWorld(file, start, balanceLagMs);
  try {
    const auditor = new Auditor(world);
    const ticks = await play(world, end, auditor, new Diary(world, print));
    return await reportOf(world, auditor, { from, to, timeZone: SETTINGS.timeZone, ticks });
  } finally {
    world.database.close();
  }
}

async function play(world: World, end: Date, auditor: Auditor, diary: Diary): Promise<number> {
  const { clock, fake, office } = world;
  const scenes = scenesOf(new Stage(world, diary)).filter(({ at }) => at >= clock.now());
  let ticks = 0;
  for (; clock.now() < end; clock.advance(TICK_MS)) {
    const now = clock.now();
    const isFullHour = now.getTime() % HOUR_MS === 0;
    if (isFullHour) use(world, now);
    while (scenes[0] !== undefined && scenes[0].at <= now) await scenes.shift()?.play();
    const report = await tick(office, isFullHour);
    diary.tick(report);
    await auditor.tick(report);
    ticks += 1;
    if (now.getTime() % DAY_MS === 0) fake.clearRequests();
  }
  return ticks;
}

/** Counts the usage of the hour that has just ended. */
function use({ fake }: World, now: Date): void {
  for (const { id, usage } of PEOPLE) {
    for (const { from, hours, perHour } of usage) {
      const hour = (now.getTime() - parseInstant(from).getTime()) / HOUR_MS;
      if (hour >= 1 && hour <= hours) fake.addUsage(accountIdOf(id), perHour);
    }
  }
}
