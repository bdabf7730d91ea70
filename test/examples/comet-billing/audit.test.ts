import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { billing, liveInventedDays } from './program.ts';

let folder = '';
const database = (): string => join(folder, 'a.sqlite');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'comet-billing-'));
  await liveInventedDays(database());
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const audit = (...args: readonly string[]) => billing(['audit', ...args, '--db', database()]);

describe('audit', () => {
  it('claims what was charged after the host was revoked, less what was given back; exit 1', async () => {
    const { code, stdout } = await audit('--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      window: { from: '2025-01-07', to: '2025-01-14' },
      totals: {
        scanned: 17,
        credits: 1,
        byVerdict: { confirmed: { count: 3, net: '0.3' }, reversed: { count: 1, credited: '0.1' } },
      },
      cases: [
        {
          account: 'beta',
          category: 'hyperv_vms',
          mode: 'daily',
          firstDay: '2025-01-12',
          lastDay: '2025-01-13',
          claimed: '0.3',
          life: { stop: { source: 'event', latest: '2025-01-11' } },
        },
      ],
    });
  });

  it('says what evidence is missing, and does not soften the claim for it', async () => {
    const { stdout } = await audit();
    expect(stdout).toContain('Evidence is missing: SNAPSHOTS_START_LATE');
    expect(stdout).toMatch(/^Claims:\n +0\.30 {2}beta /m);
  });

  it('writes the claims as CSV, a line for each day', async () => {
    const { stdout } = await audit('--format', 'csv');
    const [titles, ...days] = stdout.split('\r\n');
    expect(titles).toMatch(/^account,device,category,/);
    expect(days).toHaveLength(2);
    expect(days[0]).toMatch(/^beta,b057aa.*,hyperv_vms,.*,2025-01-12,1,0\.1,0,0,"?10,000 Dollars"?,USD$/);
  });

  it('lists the findings with their codes when it is asked to', async () => {
    const { stdout } = await audit('--verbose', '--limit', '2');
    expect(stdout).toContain(
      '2025-01-12 reversed 0.00 beta Booster - Microsoft Hyper-V: AFTER_STOP CREDITED',
    );
    expect(stdout).toContain('and 2 more');
  });

  it('of days without a late charge claims nothing; exit 0', async () => {
    const { code, stdout } = await audit('--to', '2025-01-11');
    expect(code).toBe(0);
    expect(stdout).toContain('No charge has to be claimed.');
  });

  it.each([
    ['before the first charge', ['--to', '2024-12-31']],
    ['after the last charge', ['--from', '2025-03-01']],
    ['of this month', ['--preset', '30']],
  ])('of days %s finds nothing; exit 0', async (_name, args) => {
    const { code, stdout } = await audit(...args, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ totals: { scanned: 0 }, cases: [] });
  });

  it('does not take the end from the event alone: without it, readings make it probable', async () => {
    const file = join(folder, 'without-event.sqlite');
    await liveInventedDays(file);
    const stored = new DatabaseSync(file);
    stored.exec("DELETE FROM facts WHERE fact ->> 'kind' = 'revoked'");
    stored.close();
    const { code, stdout } = await billing(['audit', '--json', '--db', file]);
    expect(code).toBe(0);
    const { totals } = JSON.parse(stdout) as { totals: { byVerdict: Record<string, { count: number }> } };
    expect(totals.byVerdict['confirmed']?.count).toBe(0);
    expect(totals.byVerdict['probable']?.count).toBeGreaterThan(0);
  });

  it('changes nothing but the list of runs', async () => {
    const stored = new DatabaseSync(database());
    const charges = () => stored.prepare('SELECT * FROM charges ORDER BY id').all();
    const before = charges();
    await audit();
    expect(charges()).toEqual(before);
    stored.close();
  });
});
