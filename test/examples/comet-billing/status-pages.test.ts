import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { billing, liveInventedDays, recorded } from './program.ts';

let folder = '';
const database = (): string => join(folder, 'a.sqlite');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'comet-billing-'));
  await liveInventedDays(database());
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The data of a command on the days of the invented reseller. */
async function data(...args: readonly string[]): Promise<unknown> {
  const { stdout } = await billing([...args, '--json', '--db', database()]);
  return JSON.parse(stdout);
}

/** The exact figures that a page holds. */
function figuresOf(page: string): string[] {
  return Array.from(page.matchAll(/<data [^>]*value="([^"]*)"/g), ([, value = '']) => value);
}

describe('m365-report', () => {
  it('shows the newest snapshot of the days; exit 1 when there is none', async () => {
    expect(await data('m365-report', '--to', '2025-01-10')).toMatchObject({
      snapshotAt: '2025-01-10T02:00:00.000Z',
      totalAccounts: 9,
      totalAmount: '9',
    });
    const none = await billing(['m365-report', '--to', '2025-01-01', '--json', '--db', database()]);
    expect(none).toMatchObject({ code: 1, stdout: 'null' });
  });
});

describe('reports', () => {
  it('are listed newest first, and each is verified before it is shown', async () => {
    expect(await data('reports')).toMatchObject({
      reports: [
        { reportId: '8' },
        { reportId: '7' },
        { reportId: '6', status: 'incomplete' },
        {},
        {},
        {},
        {},
        {},
      ],
    });
    const { code, stdout, stderr } = await billing(['report', '7', '--db', database()]);
    expect(code).toBe(0);
    expect(stderr).toContain('verified');
    expect(stdout).toContain('Hyper-V VMs');
    const csv = ['report', '7', '--format', 'csv', '--db', database()];
    const items = await billing([...csv, '--rows', 'items']);
    const findings = await billing([...csv, '--rows', 'findings']);
    expect(items.stdout).toMatch(/^hyperv_vms,.*beta/m);
    expect(findings.stdout).toMatch(/^PORTAL_ONLY_DEVICE,/m);
  });

  it('that were changed behind our back are not shown', async () => {
    const file = join(folder, 'changed.sqlite');
    await billing(['reconcile', '--save', '--from-files', recorded, '--db', file]);
    const stored = new DatabaseSync(file);
    stored.exec(
      `UPDATE reports SET report = replace(report, '\\"status\\":\\"ok\\"', '\\"status\\":\\"no\\"')`,
    );
    stored.close();
    const { code, stdout, stderr } = await billing(['report', '1', '--db', file]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('REPORT_CHANGED');
    expect((await billing(['report', '2', '--db', file])).code).toBe(2);
  });
});

describe('jobs', () => {
  it('show how the newest run ended, what it logged, and a run that was killed', async () => {
    const file = join(folder, 'jobs.sqlite');
    await billing(['portal-pull', '--from-files', recorded, '--db', file]);
    await billing(['import-purchases', '/nowhere.csv', '--db', file]);
    const stored = new DatabaseSync(file);
    stored.exec(
      "INSERT INTO job_runs (job, started_at, log) VALUES ('daily-job', '2025-01-01T00:00:00.000Z', '[]')",
    );
    const begun = new Date(Date.now() - 3_600_000).toISOString();
    stored.prepare("INSERT INTO job_runs (job, started_at, log) VALUES ('audit', ?, '[]')").run(begun);
    stored.close();
    const { stdout } = await billing(['jobs', '--json', '--db', file]);
    expect(JSON.parse(stdout)).toMatchObject({
      jobs: [
        { job: 'audit', state: 'running', exitCode: null },
        { job: 'daily-job', state: 'stale' },
        {
          job: 'import-purchases',
          state: 'error',
          exitCode: 2,
          log: [expect.stringContaining('/nowhere.csv')],
        },
        { job: 'portal-pull', state: 'ok', exitCode: 0 },
      ],
    });
  });
});

describe('dashboard', () => {
  it('joins credit, portal, usage, comparison and jobs', async () => {
    expect(await data('dashboard')).toMatchObject({
      status: 'attention',
      alerts: ['RECONCILIATION_STALE', 'CLAIMS_OPEN', 'AUDIT_INCOMPLETE', 'JOB_FAILED'],
      claims: { cases: 1, claimed: '0.3', doubtful: '0' },
      credit: { total: '11487.7', bonusPercent: '8.7' },
      portal: { rowCount: 3, totalAmount: '13' },
      usage: { day: '2025-01-15', complete: true },
      lastReport: { reportId: '8', status: 'ok' },
      data: { charges: 17, firstChargeDay: '2025-01-07', snapshots: 8 },
      checklist: { creditRecorded: true, reportSaved: true },
    });
  });

  it('is a page in a file, with the same figures as the data', async () => {
    const file = join(folder, 'dashboard.html');
    await billing(['dashboard', '--out', file, '--db', database()]);
    const page = readFileSync(file, 'utf8');
    expect(page.slice(0, 15).toLowerCase()).toBe('<!doctype html>');
    expect(figuresOf(page)).toEqual(expect.arrayContaining(['11487.7', '10487.6', '0.3', '13']));
    for (const text of ['beta', 'daily-job']) expect(page.includes(text)).toBe(true);
  });

  it('knows nothing of an empty store, and says so', async () => {
    const file = join(folder, 'empty.sqlite');
    await billing(['record-pack', '--id', 'p', '--date', '2025-01-01', '--cash', '5', '--db', file]);
    const { code, stdout } = await billing(['dashboard', '--format', 'html', '--db', file]);
    expect(code).toBe(0);
    expect(stdout.split('Not known yet.')).toHaveLength(5);
    const { stdout: json } = await billing(['dashboard', '--json', '--db', file]);
    expect(JSON.parse(json)).toMatchObject({ claims: null, portal: null, usage: null });
    const { stdout: text } = await billing(['dashboard', '--db', file]);
    expect(text).toContain('Claims:         nothing to audit');
  });

  it('shows a job that was killed as failed', async () => {
    const file = join(folder, 'killed.sqlite');
    await billing(['portal-pull', '--from-files', recorded, '--db', file]);
    const stored = new DatabaseSync(file);
    stored.exec(
      "INSERT INTO job_runs (job, started_at, log) VALUES ('daily-job', '2025-01-01T00:00:00.000Z', '[]')",
    );
    stored.close();
    const { stdout } = await billing(['dashboard', '--json', '--db', file]);
    expect(JSON.parse(stdout)).toMatchObject({ alerts: expect.arrayContaining(['JOB_FAILED']) });
  });

  it('is written to a file whole, and only there', async () => {
    const file = join(folder, 'dashboard.json');
    const { stdout, stderr } = await billing(['dashboard', '--json', '--out', file, '--db', database()]);
    expect(stdout).toBe('');
    expect(stderr).toContain(`wrote ${file}`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ currency: 'USD' });
    const refused = await billing(['dashboard', '--out', join(folder, 'no/where'), '--db', database()]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('pages as HTML', () => {
  it.each([
    ['audit', ['0.3', '0.1'], 'b057aa'],
    ['credit-lots', ['11487.7', '10487.6'], 'Bonus'],
    ['report 7', ['0.2', '2'], 'Hyper-V VMs'],
  ])('%s', async (command, figures, text) => {
    const { stdout } = await billing([...command.split(' '), '--format', 'html', '--db', database()]);
    expect(stdout.slice(0, 15).toLowerCase()).toBe('<!doctype html>');
    expect(figuresOf(stdout)).toEqual(expect.arrayContaining(figures));
    expect(stdout.includes(text)).toBe(true);
  });

  it('are refused where there is none', async () => {
    const refused = await billing(['jobs', '--format', 'html', '--db', database()]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('jobs takes --format text, json, csv');
    expect(await billing(['dashboard', '--format', 'csv', '--db', database()])).toMatchObject({ code: 2 });
  });
});
