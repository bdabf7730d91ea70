import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { billing, recorded, start } from './program.ts';

// Each test starts processes.
vi.setConfig({ testTimeout: 60_000 });

let folder = '';

const database = () => join(folder, 'a.sqlite');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comet-billing-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('npm run demo', () => {
  test('finds the variances of the example, the credit of the pack, and nothing new in a second run', async () => {
    const { code, stdout } = await start('demo.ts', ['--json']);
    const demo: unknown = JSON.parse(stdout);

    expect(code).toBe(0);
    const differs = (variance: string, status: string) => expect.objectContaining({ variance, status });
    expect(demo).toMatchObject({
      collected: { servers: 2, users: 202, devices: 404 },
      portal: { rows: 549, amount: '1038.03' },
      reconciliation: {
        overallStatus: 'variance_detected',
        categories: {
          devices: differs('0', 'ok'),
          hyperv_vms: differs('-2', 'under_billed'),
          vmware_vms: differs('0', 'ok'),
          proxmox_vms: differs('0', 'ok'),
          disk_image: differs('1', 'over_billed'),
          mssql: differs('0', 'offsetting'),
          m365_accounts: differs('-1', 'under_billed'),
        },
      },
      ledger: {
        purchased: '9639.5',
        bonus: '1000',
        adjustment: '25',
        total: '10664.5',
        debt: '0',
        consumingBonus: false,
        runwayDays: 190,
      },
      secondRun: { changed: false },
    });
  });
});

describe('the command line', () => {
  test('without a command and without configuration runs on the recorded answers', async () => {
    const { code, stdout } = await billing([]);
    expect(code).toBe(0);
    expect(stdout).toContain('Reconciliation: OK');
  });

  test('keeps data and log apart, and flags combine', async () => {
    const { code, stdout, stderr } = await billing([
      'reconcile',
      '--json',
      '--save',
      '--from-files',
      recorded,
      '--db',
      database(),
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'ok' });
    expect(stderr).toContain('saved as report 1');
    const stored = new DatabaseSync(database());
    expect(stored.prepare('SELECT status FROM reports').all()).toEqual([{ status: 'ok' }]);
    stored.close();
  });

  test('collects one server without touching the other', async () => {
    const db = ['--from-files', recorded, '--db', database()];
    await billing(['collect-usage', ...db]);
    const { code, stdout } = await billing(['collect-usage', '--server', 'obc', '--verbose', ...db]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Users\s+2$/m);
    expect(stdout).not.toContain('Account fees');
    const stored = new DatabaseSync(database());
    expect(stored.prepare('SELECT server_key FROM server_usage').all()).toHaveLength(2);
    stored.close();
  });

  test.each([
    ['an unknown flag', ['reconcile', '--nonsense'], 'nonsense'],
    ['an unknown command', ['reconsile'], 'There is no command reconsile.'],
    ['no configuration', ['portal-pull'], 'COMET_SERVERS'],
    [
      'a tolerance that is no number',
      ['reconcile', '--tolerance', 'lots', '--from-files', recorded],
      '--tolerance',
    ],
    ['a day that does not exist', ['reconcile', '--date', '2025-02-30', '--from-files', recorded], '--date'],
    [
      'an unknown server',
      ['collect-usage', '--server', 'nobody', '--from-files', recorded],
      'nobody is no server; known: cometbackup, obc',
    ],
    ['an unknown format', ['reconcile', '--format', 'pdf'], '--format pdf is unknown; take text, json, csv'],
    ['two formats', ['reconcile', '--format', 'csv', '--json'], 'exclude each other'],
    ['a folder that is not there', ['daily-job', '--from-files', '/nowhere'], 'no servers/<key>.json'],
    ['an empty file name', ['daily-job', '--from-files', recorded, '--db', ''], '--db is empty'],
    [
      'a database in a folder that is not there',
      ['daily-job', '--from-files', recorded, '--db', '/nowhere/a.sqlite'],
      'The database /nowhere/a.sqlite cannot be used',
    ],
    [
      'a database that is none',
      ['daily-job', '--from-files', recorded, '--db', join(recorded, 'active-services.json')],
      'file is not a database; give another file with --db FILE',
    ],
  ])('%s ends with exit 2 and says why', async (_name, args, text) => {
    const { code, stdout, stderr } = await billing(args);
    expect(code).toBe(2);
    expect(stdout + stderr).toContain(text);
    expect(stdout + stderr).not.toMatch(/^ +at /m);
  });

  test('names every variable that is missing', async () => {
    const { stderr } = await billing(['portal-pull'], {
      COMET_SERVERS: 'obc',
      COMET_OBC_URL: 'https://backup.example.com',
    });
    expect(stderr).toContain('COMET_OBC_USERNAME, COMET_OBC_PASSWORD, COMET_PORTAL_TOKEN');
  });

  const obc = {
    COMET_OBC_URL: 'https://backup.example.com',
    COMET_OBC_USERNAME: 'api',
    COMET_OBC_PASSWORD: 'secret',
    COMET_PORTAL_TOKEN: 'token',
  };

  test.each([
    ['an address that is none', { COMET_OBC_URL: 'backup' }, 'obc', 'COMET_OBC_...: baseUrl must be'],
    ['two servers with one name', {}, 'obc,OBC', 'obc and OBC both read COMET_OBC_URL'],
    ['a server that is called as the portal', obc, 'portal', 'COMET_PORTAL_URL'],
  ])('%s is said with its variables', async (_name, changes, servers, text) => {
    const environment = { ...obc, ...changes, COMET_SERVERS: servers, COMET_BILLING_DB: database() };
    const { code, stderr } = await billing(['collect-usage'], environment);
    expect(code).toBe(2);
    expect(stderr).toContain(text);
    expect(stderr).not.toContain('secret');
  });

  test.each(['reconcile', 'daily-job'])('%s prints the categories as CSV', async (command) => {
    const { code, stdout } = await billing([command, '--format', 'csv', '--from-files', recorded]);
    expect(code).toBe(0);
    expect(stdout.split('\r\n')[1]).toMatch(/^devices,Devices,compared,ok,/);
    expect(stdout).not.toContain('Reconciliation:');
  });

  test('says that a report in memory is not kept', async () => {
    const { stderr } = await billing(['reconcile', '--save', '--from-files', recorded]);
    expect(stderr).toContain('keep it with --db FILE');
  });

  test('a server that fails after it was collected makes the comparison incomplete', async () => {
    const answers = join(folder, 'answers');
    cpSync(recorded, answers, { recursive: true });
    const args = ['reconcile', '--from-files', answers, '--db', database()];
    expect((await billing(args)).code).toBe(0);
    writeFileSync(join(answers, 'servers/obc.json'), 'null and void');
    const { code, stdout } = await billing(args);
    expect(code).toBe(3);
    expect(stdout).toContain('Reconciliation: INCOMPLETE');
    expect(stdout).toMatch(/^Server errors:\n *obc: /m);
  });

  test('logs what a portal row says in one harmless line, and not all of many', async () => {
    const answers = join(folder, 'answers');
    cpSync(recorded, answers, { recursive: true });
    const good = { 'Date Added': '16 Jan 2025', Item: 'Advanced Plan', 'Amount Used': '$1.00' };
    const evil = { ...good, Quantity: `\u001b[2J\n\u202eok${'x'.repeat(100_000)}` };
    const rows = [good, ...Array.from({ length: 50 }, () => evil)];
    writeFileSync(join(answers, 'billing-history.json'), JSON.stringify(rows));
    const { stderr } = await billing(['portal-pull', '--from-files', answers]);
    expect(stderr).toMatch(/^billing history, row 2: NUMBER_UNREADABLE \(\[2J okx+\)$/m);
    expect(stderr).toContain('billing history: and 30 more');
    expect(stderr).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u);
    expect(stderr.length).toBeLessThan(10_000);
  });

  test('refuses a recorded file that is a web page, and goes on with the rest', async () => {
    cpSync(recorded, join(folder, 'answers'), { recursive: true });
    writeFileSync(join(folder, 'answers/servers/obc.json'), '<html>Sign in</html>');
    const { code, stdout, stderr } = await billing(['daily-job', '--from-files', join(folder, 'answers')]);
    expect(code).toBe(3);
    expect(stderr).toContain('server obc: UNEXPECTED_RESPONSE');
    expect(stdout).toContain('Reconciliation: INCOMPLETE');
  });

  test('two jobs at once book every charge once', async () => {
    const args = ['daily-job', '--from-files', recorded, '--db', database()];
    await billing(['record-pack', '--id', 'p', '--date', '2025-01-01', '--cash', '100', '--db', database()]);
    const ended = await Promise.all([start('main.ts', args), start('main.ts', args), start('main.ts', args)]);
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
    const stored = new DatabaseSync(database());
    const rows = stored.prepare("SELECT row FROM ledger_entries WHERE row LIKE '%usage.allocated%'").all();
    const head = stored.prepare('SELECT row FROM ledger_heads').get();
    stored.close();
    expect(rows).toHaveLength(5);
    expect(JSON.parse(String(head?.['row']))).toMatchObject({ totals: { purchased: { remaining: '93.8' } } });
  });

  test('recording a pack twice records it once', async () => {
    const args = [
      'record-pack',
      '--id',
      'p',
      '--date',
      '2025-01-01',
      '--cash',
      '100',
      '--bonus',
      '10',
      '--db',
      database(),
    ];
    expect((await billing(args)).stdout).toContain('purchased 100, bonus 10');
    expect((await billing(args)).stdout).toContain('was recorded before');
  });
});
