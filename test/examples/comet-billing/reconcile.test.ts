import { describe, expect, it } from 'vitest';
import { runDay } from '../../../examples/comet-billing/commands/daily-job.ts';
import { readCommandLine } from '../../../examples/comet-billing/commands/options.ts';
import { reconcileCommand } from '../../../examples/comet-billing/commands/reconcile.ts';
import { compare, saveReport } from '../../../examples/comet-billing/steps/reconcile.ts';
import { openWorkplace, type Workplace } from './harness.ts';

const HOUR_MS = 3_600_000;
const OPTIONS = { tolerance: '0' };

/** Runs `reconcile` at a workplace. */
async function reconcile({ job, printed }: Workplace, ...args: readonly string[]) {
  const code = await reconcileCommand(job, readCommandLine(['reconcile', ...args]).options);
  return { code, stdout: printed.at(-1) ?? '' };
}

describe('reconcile', () => {
  it('ends with 1 for a variance, and with 3 when a server is missing, or 1 with --compat-exit', async () => {
    const place = await openWorkplace();
    await runDay(place.job, OPTIONS);
    expect((await reconcile(place)).code).toBe(1);
    place.world.servers['obc']?.inject({ fault: { kind: 'html' }, times: 99 });
    expect((await reconcile(place, '--live')).code).toBe(3);
    expect((await reconcile(place, '--live', '--compat-exit')).code).toBe(1);
  });

  it('takes the snapshot nearest to the collection', async () => {
    const place = await openWorkplace();
    await runDay(place.job, OPTIONS);
    const { services } = await runDay(place.job, OPTIONS);
    place.clock.advance(30 * HOUR_MS);
    place.world.portal.state.activeServices = place.world.portal.state.activeServices.slice(0, 400);
    const { services: later } = await runDay(place.job, OPTIONS);
    const { report } = await compare(place.job, { day: '2025-01-21' });
    expect(report.completeness.portal.pulledAt).toBe(services?.pulledAt);
    expect((await compare(place.job)).report.completeness.portal.pulledAt).toBe(later?.pulledAt);
  });

  it('compares with no snapshot at all rather than with one that is too old, and says so', async () => {
    const place = await openWorkplace();
    await runDay(place.job, OPTIONS);
    place.clock.advance(49 * HOUR_MS);
    place.world.portal.inject({ fault: { kind: 'html' }, times: 99 });
    const run = await runDay(place.job, OPTIONS);
    expect(run.reconciliation.report).toMatchObject({
      status: 'incomplete',
      completeness: { portal: { state: 'missing', snapshotId: null } },
    });
    expect(place.logged.join('\n')).toContain('no snapshot of the active services within 48 hours');
    expect(place.logged.join('\n')).toContain('the newest is of 2025-01-21');
    expect((await reconcile(place)).code).toBe(3);
  });

  it('never compares with a pull that was killed before it was whole, and goes on after it', async () => {
    const place = await openWorkplace();
    const { snapshots } = place.job.store;
    const publish = snapshots.publish.bind(snapshots);
    snapshots.publish = () => Promise.reject(new Error('killed'));
    await expect(runDay(place.job, OPTIONS)).rejects.toThrow('killed');
    snapshots.publish = publish;
    expect((await compare(place.job)).report.completeness.portal.state).toBe('missing');
    const run = await runDay(place.job, OPTIONS);
    expect(run.reconciliation.report.completeness.portal.state).toBe('published');
    expect(run.services?.rows).toBe(549);
  });

  it('refreshes with --live --server one server alone', async () => {
    const place = await openWorkplace();
    await runDay(place.job, OPTIONS);
    const before = place.world.servers['cometbackup']?.requests.length;
    const { code } = await reconcile(place, '--live', '--server', 'obc');
    expect(code).toBe(1);
    expect(place.world.servers['cometbackup']?.requests.length).toBe(before);
    await expect(reconcile(place, '--server', 'obc')).rejects.toThrow('--server with --live alone');
  });

  it('saves every report under a number of its own, also when several are saved at once', async () => {
    const { job } = await openWorkplace();
    await runDay(job, OPTIONS);
    const results = await Promise.all(['0', '1', '2', '3'].map((tolerance) => compare(job, { tolerance })));
    const saved = await Promise.all(results.map((result) => saveReport(job, result)));
    expect(new Set(saved.map(({ reportId }) => reportId)).size).toBe(4);
    expect(await job.store.reports.list(10)).toHaveLength(4);
  });
});

describe('a collection', () => {
  it('is stored with what it says about devices, or not at all', async () => {
    const { job, digest } = await openWorkplace();
    const before = digest();
    const { facts } = job.store;
    const add = facts.add.bind(facts);
    facts.add = () => {
      throw new Error('killed');
    };
    await expect(runDay(job, OPTIONS)).rejects.toThrow('killed');
    expect(job.store.serverUsage.newestDay('~')).toBeUndefined();
    facts.add = add;
    await runDay(job, OPTIONS);
    expect(digest()).not.toBe(before);
    expect([...facts.until('2025-12-31')].length).toBeGreaterThan(404);
  });

  it('of which a part is not believed counts for nothing in the sums either', async () => {
    const { world, job } = await openWorkplace();
    await runDay(job, OPTIONS);
    const obc = world.servers['obc'];
    for (const name of [...(obc?.state.users.keys() ?? [])].slice(0, 51)) obc?.state.users.delete(name);
    const { collected } = await runDay(job, OPTIONS);
    const [first] = collected?.servers ?? [];
    expect(collected?.totals).toEqual(first?.totals);
    expect(collected?.counts).toEqual(first?.counts);
    expect(new Set(collected?.rows.map(({ serverKey }) => serverKey))).toEqual(new Set(['cometbackup']));
  });
});
