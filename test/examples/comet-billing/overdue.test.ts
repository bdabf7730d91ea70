import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runDay } from '../../../examples/comet-billing/commands/daily-job.ts';
import { dashboardInput } from '../../../examples/comet-billing/steps/dashboard-input.ts';
import { overdueData } from '../../../examples/comet-billing/steps/overdue.ts';
import { type Overview, overviewOf } from '../../../examples/comet-billing/steps/overview.ts';
import { compare } from '../../../examples/comet-billing/steps/reconcile.ts';
import { openWorkplace, type Workplace } from './harness.ts';
import { billing, recorded } from './program.ts';

vi.setConfig({ testTimeout: 60_000 });

const HOUR_MS = 3_600_000;
const OPTIONS = { tolerance: '0' };

async function look({ job }: Pick<Workplace, 'job'>): Promise<Overview> {
  const overdue = await overdueData(job);
  return overviewOf(job, await dashboardInput(job, overdue), overdue);
}

describe('a dashboard', () => {
  it('is not calm once the job has stopped for more than two days', async () => {
    const place = await openWorkplace();
    await runDay(place.job, OPTIONS);
    place.clock.advance(48 * HOUR_MS);
    expect(await look(place)).toMatchObject({ overdue: [] });
    place.clock.advance(HOUR_MS);

    const { overdue, alerts } = await look(place);

    expect(alerts).toContain('JOB_FAILED');
    const note = 'nothing newer for 2 days';
    expect(overdue).toEqual([
      { name: 'server cometbackup', status: 'error', at: '2025-01-21T02:00:00.000Z', note },
      { name: 'server obc', status: 'error', at: '2025-01-21T02:00:00.000Z', note },
      { name: 'portal', status: 'error', at: '2025-01-21T02:00:00.000Z', note },
    ]);
  });

  it('names data of the future, and compares what is of today', async () => {
    const place = await openWorkplace();
    await runDay(place.job, OPTIONS);
    const { job, clock } = await openWorkplace();
    clock.advance(-72 * HOUR_MS);
    const early = { ...place.job, clock, sources: job.sources };
    await runDay(early, OPTIONS);

    expect((await look({ job: early })).overdue[0]?.note).toContain('lies in the future');
    const { report } = await compare(early);
    expect(report.completeness.servers[0]?.collectedAt).toBe('2025-01-18T02:00:00.000Z');
  });

  it('names a server that is configured no more for a month, and so does a comparison', async () => {
    const place = await openWorkplace();
    await runDay(place.job, OPTIONS);
    const job = { ...place.job, requiredServers: ['cometbackup'] };

    expect(await look({ job })).toMatchObject({
      alerts: expect.arrayContaining(['JOB_PARTIAL']),
      overdue: [{ name: 'server obc', status: 'partial' }],
    });
    await compare(job);
    expect(place.logged.at(-1)).toMatch(
      /^server obc, collected at 2025-01-21T02.*: is in COMET_SERVERS no more/,
    );
    place.clock.advance(32 * 24 * HOUR_MS);
    expect((await look({ job })).overdue.map(({ name }) => name)).toEqual(['server cometbackup', 'portal']);
  });

  it('of recorded answers shows that one of them was broken', async () => {
    const answers = mkdtempSync(join(tmpdir(), 'comet-billing-'));
    cpSync(recorded, answers, { recursive: true });
    writeFileSync(join(answers, 'billing-history.json'), '[{"Date Added":');
    const { stdout, stderr } = await billing(['dashboard', '--json', '--from-files', answers]);
    rmSync(answers, { recursive: true });
    expect(JSON.parse(stdout)).toMatchObject({ alerts: expect.arrayContaining(['JOB_FAILED']) });
    expect(stderr).toContain('billing history: UNEXPECTED_RESPONSE');
  });
});

describe('the currency', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'comet-billing-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('is the one that the ledger is kept in, and cannot be changed', async () => {
    const db = ['--db', join(folder, 'a.sqlite')];
    const pack = ['record-pack', '--id', 'p', '--date', '2025-01-01', '--cash', '5', ...db];
    await billing(pack, { COMET_BILLING_CURRENCY: 'EUR' });
    expect((await billing(['credit-lots', ...db])).stdout).toContain('5.00 EUR');
    const { code, stderr } = await billing(['credit-lots', ...db], { COMET_BILLING_CURRENCY: 'USD' });
    expect(code).toBe(2);
    expect(stderr).toContain('The ledger is kept in EUR, which cannot become USD');
  });
});
