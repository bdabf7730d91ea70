import { describe, expect, it } from 'vitest';
import { runDay } from '../../../examples/comet-billing/commands/daily-job.ts';
import { readCommandLine } from '../../../examples/comet-billing/commands/options.ts';
import { prune } from '../../../examples/comet-billing/commands/prune.ts';
import { combinedDays } from '../../../examples/comet-billing/steps/combined-days.ts';
import { pruneUsage, type UsagePruning } from '../../../examples/comet-billing/steps/prune-usage.ts';
import { compare, saveReport } from '../../../examples/comet-billing/steps/reconcile.ts';
import { openWorkplace, type Workplace } from './harness.ts';

const DAY_MS = 86_400_000;
const FIRST = '2025-01-21';

/** A workplace with so many days of usage, the last of them today. */
async function daysOfUsage(count: number): Promise<Workplace> {
  const place = await openWorkplace();
  for (let day = 1; day <= count; day += 1) {
    if (day > 1) place.clock.advance(DAY_MS);
    await runDay(place.job, { tolerance: '0' });
  }
  return place;
}

const daysIn = ({ days }: UsagePruning) => days.map(({ day }) => day);

describe('prune', () => {
  it('tells what it would do, and takes the rows off older days alone when it is told to', async () => {
    const { job, printed } = await daysOfUsage(5);
    const counted = combinedDays(job, '', '~');
    const detailed = () => job.store.serverUsage.detailedBefore('9', []).map(({ day }) => day);
    expect(detailed()).toHaveLength(5);
    const { options } = readCommandLine(['prune', '--keep-days', '2']);
    expect(await prune(job, options)).toBe(0);
    expect(printed.at(-1)).toMatch(/would take the single rows off 2 days, 2025-01-21 to 2025-01-22/);
    expect(detailed()).toHaveLength(5);

    expect(await prune(job, { ...options, apply: true })).toBe(0);
    expect(detailed()).toEqual(['2025-01-23', '2025-01-24', '2025-01-25']);
    expect(combinedDays(job, '', '~')).toEqual(counted);
    await expect(compare(job, { day: FIRST })).rejects.toThrow(/2025-01-21 were pruned/);
    expect((await compare(job)).report.status).not.toBe('incomplete');
    expect(await prune(job, options)).toBe(0);
    expect(printed.at(-1)).toMatch(/nothing to prune/);
  });

  it('leaves a day alone that a saved report was made of', async () => {
    const place = await daysOfUsage(1);
    await saveReport(place.job, await compare(place.job));
    place.clock.advance(DAY_MS);
    await runDay(place.job, { tolerance: '0' });
    place.clock.advance(40 * DAY_MS);
    await runDay(place.job, { tolerance: '0' });
    expect(daysIn(pruneUsage(place.job, { keepDays: 30, dryRun: false }))).toEqual(['2025-01-22']);
    expect((await compare(place.job, { day: FIRST })).report.totals).toBeDefined();
  });

  it('leaves the newest complete day alone, and the newest of each server, however old they are', async () => {
    const place = await daysOfUsage(3);
    place.clock.advance(100 * DAY_MS);
    const newest = '2025-01-23';
    expect(daysIn(pruneUsage(place.job, { keepDays: 30, dryRun: true }))).not.toContain(newest);
    const { database } = place.job.store;
    database.exec(`DELETE FROM server_usage WHERE day = '${newest}' AND server_key = 'obc'`);
    expect(daysIn(pruneUsage(place.job, { keepDays: 30, dryRun: true }))).toEqual([FIRST]);
  });

  it.each(['0', '-1', '1.5', 'x', '36501'])('refuses to keep %s days', (text) => {
    expect(() => readCommandLine(['prune', `--keep-days=${text}`])).toThrow(/--keep-days/);
  });
});
