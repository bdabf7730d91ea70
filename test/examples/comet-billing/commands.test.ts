import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { collect } from '../../../examples/comet-billing/commands/collect-usage.ts';
import { FLAGS } from '../../../examples/comet-billing/commands/flags.ts';
import { readCommandLine } from '../../../examples/comet-billing/commands/options.ts';
import { COMMANDS } from '../../../examples/comet-billing/commands/registry.ts';
import { outputTo } from '../../../examples/comet-billing/output.ts';
import { openWorkplace } from './harness.ts';
import { billing, recorded, start } from './program.ts';

// Some tests start processes.
vi.setConfig({ testTimeout: 60_000 });

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comet-billing-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const names = COMMANDS.map(({ name }) => name);

function find(name: string) {
  return COMMANDS.find((one) => one.name === name);
}

/** What a command needs besides, to have something to do. */
function argsOf(name: string): string[] {
  const file = join(folder, 'file');
  writeFileSync(file, name === 'import-purchases' ? 'Date,Type,Item,Credit Amount,Cost\n' : '');
  if (name.startsWith('import-')) return [file];
  if (name === 'record-pack') return ['--id', 'p', '--date', '2025-01-01', '--cash', '5'];
  if (name === 'open-balance') return ['--date', '2025-01-01', '--purchased', '5'];
  if (name === 'refund-pack') return ['--id', 'r', '--pack', 'p', '--date', '2025-01-02', '--cash', '1'];
  if (name === 'prune') return ['--keep-days', '30'];
  return name === 'report' ? ['1'] : [];
}

describe('every command', () => {
  it.each(names)('%s prints with --json nothing but JSON on stdout', async (name) => {
    const db = ['--db', join(folder, 'a.sqlite')];
    const files = ['--from-files', recorded];
    if (name === 'refund-pack') await billing(['record-pack', ...argsOf('record-pack'), ...db]);
    if (name === 'report' || name === 'snapshot-diff')
      await billing(['reconcile', '--save', ...db, ...files]);
    const asked = find(name)?.needs === 'store' ? db : [...db, ...files];
    const { code, stdout } = await billing([name, ...argsOf(name), '--json', ...asked]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(expect.any(Object));
  });

  it.each(names)('%s refuses flags that it would ignore', async (name) => {
    const ignored = find(name)?.flags.includes('tolerance') ? ['--out', 'x'] : ['--tolerance', '1'];
    const { code, stdout, stderr } = await billing([name, ...argsOf(name), ...ignored]);
    expect(code).toBe(name === 'import-purchases' ? 1 : 2);
    expect(stdout).toBe('');
    expect(stderr).toContain(`${name} takes no ${ignored[0]}`);
  });

  it('is in the help and in the README, with every flag', async () => {
    const { stdout } = await billing(['--help']);
    const readme = readFileSync(
      join(import.meta.dirname, '../../../examples/comet-billing/README.md'),
      'utf8',
    );
    for (const name of names) {
      expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
      expect(readme).toContain(`\`${name}`);
    }
    for (const flag of Object.keys(FLAGS)) expect(`${stdout} --help`).toContain(`--${flag}`);
  });

  it.each([
    [
      'days that are the wrong way round',
      ['usage-history', '--from', '2025-01-02', '--to', '2025-01-01'],
      'is after',
    ],
    [
      'a preset and days',
      ['audit', '--preset', '30', '--from', '2025-01-02'],
      'take --preset, or --from and --to',
    ],
    ['an unknown preset', ['audit', '--preset', '31'], '--preset 31 is unknown'],
    ['a limit that is no number', ['reports', '--limit', '-1'], '--limit'],
    ['a report without a number', ['report'], 'report needs ID'],
    [
      'an amount that stands there twice',
      ['record-pack', '--cash', '5', '--cash', '7'],
      '--cash stands there twice',
    ],
    ['a tolerance below zero', ['reconcile', '--tolerance=-1'], '--tolerance must not be negative'],
    ['a day with what runs now', ['reconcile', '--live', '--date', '2025-01-01'], 'leave --date out'],
    ['answers for a command that asks nobody', ['jobs', '--allow-shrink'], 'with --from-files alone'],
    ['recorded answers for a pack', ['record-pack', '--from-files', recorded], 'takes no --from-files'],
  ])('%s are refused with exit 2', async (_name, args, text) => {
    const { code, stderr } = await billing(args);
    expect(code).toBe(2);
    expect(stderr).toContain(text);
  });

  it('keeps passwords and tokens out of what it prints, logs and stores', async () => {
    const file = join(folder, 'a.sqlite');
    const environment = {
      COMET_SERVERS: 'obc',
      COMET_OBC_URL: 'http://127.0.0.1:9',
      COMET_OBC_USERNAME: 'api',
      COMET_OBC_PASSWORD: 'canary-password',
      COMET_PORTAL_URL: 'http://127.0.0.1:9',
      COMET_PORTAL_TOKEN: 'canary-token',
    };
    const ended = await billing(['collect-usage', '--json', '--db', file], environment);
    expect(ended.code).toBe(1);
    const jobs = await billing(['jobs', '--verbose', '--db', file], environment);
    expect(jobs.stdout).toContain('server obc: ');
    const everything = JSON.stringify([ended, jobs]) + readFileSync(file, 'latin1');
    expect(everything).not.toContain('canary');
  });

  it('says so when it writes into memory alone', async () => {
    const { code, stderr } = await billing(['record-pack', ...argsOf('record-pack'), '--db', ':memory:']);
    expect(code).toBe(0);
    expect(stderr).toContain('keep it with --db FILE');
  });
});

describe('progress', () => {
  const sink = (isTTY: boolean) => {
    const written: string[] = [];
    return { isTTY, written, write: (text: string) => written.push(text) };
  };

  it('is drawn on a terminal alone, on one line that is gone before anything else is written', () => {
    const [stdout, stderr] = [sink(false), sink(true)];
    const output = outputTo(stdout, stderr);
    output.progress?.('1000 users');
    output.progress?.('2000 users\n\u001b[2J');
    output.log('done');
    output.print('data');
    expect(stderr.written).toEqual([
      '\r\u001b[K1000 users',
      '\r\u001b[K2000 users [2J',
      '\r\u001b[K',
      'done\n',
    ]);
    expect(stdout.written).toEqual(['data\n']);
    expect(outputTo(sink(true), sink(false)).progress).toBeUndefined();
  });

  it('tells of the collection how many users were read', async () => {
    const { job } = await openWorkplace();
    const told: string[] = [];
    const output = { ...job.output, progress: (text: string) => void told.push(text) };
    await collect({ ...job, output }, readCommandLine(['collect-usage']).options);
    expect(told).toContain('server obc: 101 users');
  });

  it('never reaches a pipe', async () => {
    const { stdout, stderr } = await start('main.ts', ['daily-job', '--from-files', recorded]);
    expect(stdout + stderr).not.toContain('\r');
    expect(stdout + stderr).not.toContain('\u001b');
    expect(stdout).toContain('Reconciliation: OK');
  });
});

describe('the daily job', () => {
  it('of two programs that build one database at once is done by both', async () => {
    const args = ['daily-job', '--save', '--from-files', recorded, '--db', join(folder, 'a.sqlite')];
    const ended = await Promise.all([start('main.ts', args), start('main.ts', args)]);
    expect(ended.map(({ code }) => code)).toEqual([0, 0]);
    const { stdout } = await billing(['reports', '--json', '--db', join(folder, 'a.sqlite')]);
    expect(JSON.parse(stdout)).toMatchObject({ reports: [{ reportId: '2' }, { reportId: '1' }] });
  });
});
