import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../examples/comet-billing/commands/registry.ts';
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

async function text(...args: readonly string[]): Promise<string> {
  return (await billing([...args, '--db', database()])).stdout;
}

const figures = COMMANDS.filter(({ needs }) => needs === 'figures').map(({ name }) => name);

describe('every command that shows something', () => {
  it.each(figures)('%s prints JSON alone on stdout', async (name) => {
    const args = name === 'report' ? [name, '1'] : [name];
    const { code, stdout } = await billing([...args, '--json', '--db', database()]);
    expect(code).toBe(name === 'audit' ? 1 : 0);
    expect(JSON.parse(stdout)).toEqual(expect.anything());
  });

  it.each(figures.filter((name) => name !== 'report' && name !== 'dashboard'))(
    '%s prints CSV with a line of titles and lines of as many cells',
    async (name) => {
      const { stdout } = await billing([name, '--format', 'csv', '--db', database()]);
      const [titles = '', first = ''] = stdout.split('\r\n');
      const cells = (line: string): number => line.replaceAll(/"[^"]*"/g, '').split(',').length;
      expect(cells(titles)).toBeGreaterThan(1);
      expect(cells(first)).toBe(cells(titles));
    },
  );

  it.each(figures.filter((name) => name !== 'report'))(
    '%s says that there is no database, and makes none',
    async (name) => {
      const file = join(folder, 'nowhere.sqlite');
      const { code, stderr } = await billing([name, '--db', file]);
      expect(code).toBe(2);
      expect(stderr).toContain(`There is no database ${file}`);
      expect(() => readFileSync(file)).toThrow('ENOENT');
    },
  );

  it.each(figures.filter((name) => name !== 'report'))(
    '%s has something to say when nothing is stored',
    async (name) => {
      const file = join(folder, `empty-${name}.sqlite`);
      await billing(['import-events', '/dev/null', '--db', file]);
      const { code, stdout, stderr } = await billing([name, '--db', file]);
      expect(code).toBe(
        name === 'm365-report' || name === 'snapshot-diff' ? (name === 'm365-report' ? 1 : 2) : 0,
      );
      expect(stdout + stderr).not.toBe('');
    },
  );

  it('shows the days of an invented reseller where nothing is configured, and says so', async () => {
    const { code, stdout, stderr } = await billing(['credit-lots'], { COMET_BILLING_DB: '' });
    expect(code).toBe(0);
    expect(stderr).toContain('an invented reseller');
    expect(stdout).toContain('10,000 Dollars');
  });

  it('reads recorded answers before it shows them', async () => {
    const { code, stdout } = await billing(['active-services', '--from-files', recorded, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ snapshot: { rowCount: 15 } });
  });
});

describe('credit-lots', () => {
  it('shows the position, and of each lot how much is used', async () => {
    expect(await data('credit-lots')).toMatchObject({
      position: { total: '11487.7', purchased: '10487.6', bonus: '1000', consumingBonus: false },
      lots: [
        { kind: 'purchased', original: '10000', remaining: '9987.6', usedPercent: '0.1', status: 'open' },
        { kind: 'bonus', usedPercent: '0.0' },
        { kind: 'purchased', original: '500' },
        { kind: 'adjustment', original: '0.1' },
      ],
    });
  });
});

describe('purchases', () => {
  it('are listed newest first, each with its bonus', async () => {
    expect(await data('purchases')).toMatchObject({
      purchases: [
        { day: '2025-01-09', cash: '500', bonus: '0', refunded: '0', remaining: '500' },
        { day: '2025-01-06', cash: '10000', bonus: '1000', remaining: '10987.6' },
      ],
      totals: { cash: '10500', bonus: '1000' },
    });
  });

  it('show what was refunded', async () => {
    const file = join(folder, 'refund.sqlite');
    const db = ['--db', file];
    await billing([
      'record-pack',
      '--id',
      'p',
      '--date',
      '2025-01-01',
      '--cash',
      '100',
      '--bonus',
      '10',
      ...db,
    ]);
    const refund = ['refund-pack', '--id', 'r', '--pack', 'p', '--date', '2025-01-02', '--cash', '50', ...db];
    expect((await billing(refund)).stdout).toBe('refund r: paid 50, bonus 5');
    expect((await billing(refund)).stdout).toContain('was recorded before');
    const { stdout } = await billing(['purchases', '--json', ...db]);
    expect(JSON.parse(stdout)).toMatchObject({ purchases: [{ id: 'p', refunded: '55', remaining: '55' }] });
  });
});

describe('usage-history', () => {
  it('adds up the charges of the days that were asked for, both included', async () => {
    expect(await data('usage-history', '--from', '2025-01-08', '--to', '2025-01-09')).toMatchObject({
      period: { from: '2025-01-08', to: '2025-01-09' },
      totals: { charges: 5, amount: '9.4', late: 0 },
    });
  });

  it('takes presets up to today, and all', async () => {
    expect(await data('usage-history', '--preset', 'all')).toMatchObject({ totals: { charges: 17 } });
    expect(await data('usage-history', '--preset', '30')).toMatchObject({ totals: { charges: 0 } });
  });

  it('cuts a text table and says so, and never data', async () => {
    const cut = await text('usage-history', '--limit', '3');
    expect(cut).toContain('and 14 more');
    const days = cut.split('\n').flatMap((line) => (line.startsWith('2025-') ? [line.slice(0, 10)] : []));
    expect(days).toEqual(['2025-01-14', '2025-01-13', '2025-01-13']);
    expect(cut).toContain('17 charges, 12.30 USD (all days)');
    const csv = await text('usage-history', '--limit', '3', '--format', 'csv');
    expect(csv.split('\r\n')).toHaveLength(18);
  });
});

describe('allocations', () => {
  it('tell by day which lots paid; their sum is what was consumed', async () => {
    const page = (await data('allocations')) as { allocations: { day: string; amount: string }[] };
    const cents = page.allocations.map(({ amount }) => Math.round(Number(amount) * 100));
    expect(cents.reduce((sum, one) => sum + one, 0)).toBe(1240);
    expect(page.allocations[0]).toMatchObject({
      day: '2025-01-07',
      kind: 'purchased',
      usages: 3,
      amount: '2.2',
    });
  });
});

describe('daily-usage', () => {
  it('names the server that is missing, and does not call the rest a day', async () => {
    const { days } = (await data('daily-usage')) as { days: { day: string; complete: boolean }[] };
    expect(days.filter(({ complete }) => !complete)).toMatchObject([
      { day: '2025-01-13', present: ['cometbackup'], missing: ['obc'] },
    ]);
    expect(await text('daily-usage')).toMatch(/^2025-01-13 +missing obc /m);
  });

  it('shows a day on which nothing was collected as a day without any server', async () => {
    const file = join(folder, 'hole.sqlite');
    await liveInventedDays(file);
    const stored = new DatabaseSync(file);
    stored.exec("DELETE FROM server_usage WHERE day = '2025-01-10'");
    stored.close();
    const { stdout } = await billing(['daily-usage', '--json', '--db', file]);
    const { days } = JSON.parse(stdout) as { days: { day: string }[] };
    expect(days).toHaveLength(8);
    const hole = days.find(({ day }) => day === '2025-01-10');
    expect(hole).toMatchObject({ complete: false, present: [], missing: ['cometbackup', 'obc'] });
  });

  it('misses a server that is configured and never answered', async () => {
    const environment = { COMET_SERVERS: 'cometbackup,obc,third' };
    const { stdout } = await billing(['daily-usage', '--json', '--db', database()], environment);
    const { days } = JSON.parse(stdout) as { days: { complete: boolean }[] };
    expect(days.every(({ complete }) => !complete)).toBe(true);
  });
});

describe('collect-usage', () => {
  it('of one server says which others the day still lacks', async () => {
    const args = ['collect-usage', '--from-files', recorded, '--db', join(folder, 'parts.sqlite')];
    const first = await billing([...args, '--server', 'obc', '--json']);
    expect(first.stderr).toContain('missing cometbackup');
    expect(JSON.parse(first.stdout)).toMatchObject({
      combined: { complete: false, missing: ['cometbackup'] },
    });
    const second = await billing([...args, '--server', 'cometbackup']);
    expect(second.stderr).toContain('complete (cometbackup, obc)');
  });
});

describe('snapshots', () => {
  it('that hold the same are stored once', async () => {
    const { snapshots } = (await data('snapshots')) as { snapshots: { sameAs: string | null }[] };
    expect(snapshots).toHaveLength(8);
    expect(snapshots.filter(({ sameAs }) => sameAs === null)).toHaveLength(2);
  });

  it('that never became whole are shown as staged, and compared with nothing', async () => {
    const file = join(folder, 'staged.sqlite');
    await billing(['portal-pull', '--from-files', recorded, '--db', file]);
    const stored = new DatabaseSync(file);
    stored.exec("UPDATE snapshots SET state = 'staged'");
    stored.close();
    const { stdout } = await billing(['snapshots', '--json', '--db', file]);
    expect(JSON.parse(stdout)).toMatchObject({ snapshots: [{ state: 'staged' }] });
    expect((await billing(['active-services', '--db', file])).stdout).toContain('There is no snapshot');
    expect((await billing(['m365-report', '--db', file])).code).toBe(1);
  });

  it('differ in what was added, removed and changed', async () => {
    const diff = await data('snapshot-diff');
    expect(diff).toMatchObject({ added: [], changed: [], unchanged: 3 });
    expect(diff).toMatchObject({ removed: [{ categoryId: 'devices' }, { categoryId: 'hyperv_vms' }] });
    const { code, stderr } = await billing(['snapshot-diff', 'nothing', '--db', database()]);
    expect(code).toBe(2);
    expect(stderr).toContain('nothing is no published snapshot');
  });
});
