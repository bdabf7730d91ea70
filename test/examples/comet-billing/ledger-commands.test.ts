import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { contentDigest } from '../../../examples/comet-billing/demo/digest.ts';
import { billing, recorded, start } from './program.ts';

// Some tests start processes.
vi.setConfig({ testTimeout: 60_000 });

let folder = '';
const database = (): string => join(folder, 'a.sqlite');
const db = (): string[] => ['--db', database()];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'comet-billing-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const HEADER = 'Date,Type,Item,Credit Amount,Cost';
const PACK = '1/6/25,Customer Purchase,"10,000 Dollars","$11,000.00","$10,000.00"';

function fileOf(...lines: readonly string[]): string {
  const file = join(folder, 'purchases.csv');
  writeFileSync(file, [HEADER, ...lines, ''].join('\n'));
  return file;
}

/** Runs SQL behind the program's back. */
function behind<T>(work: (stored: DatabaseSync) => T): T {
  const stored = new DatabaseSync(database());
  try {
    return work(stored);
  } finally {
    stored.close();
  }
}

/** Everything stored, and the list of runs. */
function digest(): string {
  return behind((stored) => {
    const runs = stored.prepare('SELECT count(*) AS n FROM job_runs').get();
    return `${contentDigest(stored)} ${JSON.stringify(runs)}`;
  });
}

async function total(): Promise<string> {
  const { stdout } = await billing(['credit-lots', '--json', ...db()]);
  return (JSON.parse(stdout) as { position: { total: string } }).position.total;
}

describe('import-purchases', () => {
  it('books a file once, however often it is imported', async () => {
    const file = fileOf(PACK, PACK);
    const first = await billing(['import-purchases', file, ...db()]);
    expect(first).toMatchObject({ code: 0 });
    expect(first.stdout).toContain('booked 2 purchases');
    const again = await billing(['import-purchases', file, '--json', ...db()]);
    expect(JSON.parse(again.stdout)).toMatchObject({ purchases: [], known: 2, dryRun: false });
    expect(await total()).toBe('22000');
  });

  it('of two programs at once books every row once', async () => {
    const args = ['import-purchases', fileOf(PACK, PACK, PACK), ...db()];
    const ended = await Promise.all([start('main.ts', args), start('main.ts', args)]);
    expect(ended.map(({ code }) => code)).toEqual([0, 0]);
    expect(await total()).toBe('33000');
  });

  it('tells with --dry-run what it would book, and writes nothing', async () => {
    const file = fileOf(PACK);
    const dry = await billing(['import-purchases', file, '--dry-run', ...db()]);
    expect(dry).toMatchObject({ code: 0 });
    expect(dry.stdout).toContain('would book 1 purchases');
    expect(existsSync(database())).toBe(false);

    await billing(['record-pack', '--id', 'p', '--date', '2025-01-01', '--cash', '1', ...db()]);
    const before = digest();
    const planned = await billing(['import-purchases', file, '--dry-run', '--json', ...db()]);
    expect(digest()).toBe(before);
    const real = await billing(['import-purchases', file, '--json', ...db()]);
    const { dryRun: _planned, ...would } = JSON.parse(planned.stdout);
    const { dryRun: _real, ...did } = JSON.parse(real.stdout);
    expect(would).toEqual(did);
  });

  it('names rows that it cannot read with exit 2, and books the others', async () => {
    const file = fileOf(PACK, '31/31/25,Customer Purchase,x,5,5', '1/7/25,Adjustment,x,5,5');
    const { code, stdout, stderr } = await billing(['import-purchases', file, ...db()]);
    expect(code).toBe(2);
    expect(stdout).toContain('booked 1 purchases');
    expect(stderr).toContain('refused: line 3, DATE_UNREADABLE Date');
    expect(stderr).toContain('line 4, Adjustment');
    expect(await total()).toBe('11000');
  });

  it('leaves a refund that fits no purchase to a person, unless told to book it', async () => {
    const file = fileOf(PACK, '1/8/25,Refund,500 Dollars,$500.00,$500.00');
    const { code, stderr } = await billing(['import-purchases', file, ...db()]);
    expect(code).toBe(2);
    expect(stderr).toContain('--debit-refunds: line 3, 500 500 Dollars');
    expect((await billing(['import-purchases', file, '--debit-refunds', ...db()])).code).toBe(0);
    expect(await total()).toBe('10500');
  });

  it.each([
    ['no file', [], 1, 'needs FILE'],
    ['two files', ['a', 'b'], 1, 'one command at a time'],
    ['a flag that it does not take', ['a', '--tolerance', '1'], 1, 'takes no --tolerance'],
    ['a file that is not there', ['/nowhere.csv'], 2, 'The file /nowhere.csv cannot be read'],
  ])('ends with exit for %s', async (_name, args, code, text) => {
    const ended = await billing(['import-purchases', ...args, ...db()]);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(text);
    expect(ended.stdout).toBe('');
  });

  it.each([
    ['nothing', ''],
    ['a web page', '<html>Sign in</html>'],
    ['another table', 'a,b\n1,2\n'],
    ['quotes that do not end', `${HEADER}\n"1/6/25,x\n`],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
  ])('refuses a file of %s, and books nothing', async (_name, content) => {
    const file = join(folder, 'garbage.csv');
    writeFileSync(file, content);
    const { code, stdout, stderr } = await billing(['import-purchases', file, ...db()]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toMatch(/^ +at /m);
    expect(behind((stored) => stored.prepare('SELECT count(*) AS n FROM ledger_lots').get())).toEqual({
      n: 0,
    });
  });
});

describe('rebuild-ledger', () => {
  it('attributes usage anew that came before its credit was known', async () => {
    await billing(['record-pack', '--id', 'late', '--date', '2025-01-10', '--cash', '100', ...db()]);
    await billing(['portal-pull', '--from-files', recorded, ...db()]);
    await billing(['record-pack', '--id', 'early', '--date', '2025-01-01', '--cash', '100', ...db()]);
    const before = digest();

    const dry = await billing(['rebuild-ledger', '--dry-run', '--json', ...db()]);
    expect(JSON.parse(dry.stdout)).toMatchObject({ rebuilt: { dryRun: true }, verify: { ok: true } });
    expect(digest()).toBe(before);

    const { code, stdout } = await billing(['rebuild-ledger', '--json', ...db()]);
    expect(code).toBe(0);
    const { rebuilt } = JSON.parse(stdout) as {
      rebuilt: { changedUsages: number; before: object; after: object };
    };
    expect(rebuilt.changedUsages).toBe(5);
    expect(rebuilt.after).toEqual(rebuilt.before);
    const again = await billing(['rebuild-ledger', '--json', ...db()]);
    expect(JSON.parse(again.stdout)).toMatchObject({ rebuilt: { changedUsages: 0, changedLots: 0 } });
    const page = await billing(['allocations', '--json', ...db()]);
    const paid = { lotId: 'early:p' };
    expect(JSON.parse(page.stdout)).toMatchObject({ allocations: [paid, { ...paid, amount: '4' }] });
  });

  it('rebuilds nothing where the books do not add up; exit 1', async () => {
    await billing(['record-pack', '--id', 'p', '--date', '2025-01-01', '--cash', '100', ...db()]);
    behind((stored) => stored.exec(`UPDATE ledger_lots SET row = json_set(row, '$.remaining', '99')`));
    const before = digest();
    const { code, stdout, stderr } = await billing(['rebuild-ledger', '--dry-run', ...db()]);
    expect(code).toBe(1);
    expect(stdout).toBe('the books do not add up');
    expect(stderr).toMatch(/LOT_/);
    await billing(['rebuild-ledger', ...db()]);
    expect(digest().split(' ')[0]).toBe(before.split(' ')[0]);
  });
});

describe('open-balance', () => {
  it('takes a balance over once', async () => {
    const args = ['open-balance', '--date', '2025-01-01', '--purchased', '800', '--bonus', '80', ...db()];
    expect((await billing(args)).stdout).toContain('purchased 800, bonus 80');
    expect((await billing(args)).stdout).toContain('was opened before');
    expect(await total()).toBe('880');
  });

  it.each([['open-balance'], ['record-pack'], ['refund-pack']])(
    '%s names the flags that it needs',
    async (name) => {
      const { code, stderr } = await billing([name, ...db()]);
      expect(code).toBe(2);
      expect(stderr).toContain(`${name} needs --`);
    },
  );
});

describe('import-events', () => {
  const revoked = {
    Type: 4701,
    Actor: 'admin',
    ResourceID: 'abcdef01',
    Timestamp: 1_736_600_000,
    Data: { Username: 'acme' },
  };
  const events = (...lines: readonly unknown[]): string => {
    const file = join(folder, 'events.jsonl');
    writeFileSync(
      file,
      lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
    );
    return file;
  };

  it('keeps each event once', async () => {
    const args = ['import-events', events(revoked, { ...revoked, Type: 4202 }, revoked), '--json', ...db()];
    expect(JSON.parse((await billing(args)).stdout)).toEqual({ added: 1, known: 1, others: 1 });
    expect(JSON.parse((await billing(args)).stdout)).toEqual({ added: 0, known: 2, others: 1 });
  });

  it.each([
    ['a time', { ...revoked, Timestamp: undefined }],
    ['a possible time', { ...revoked, Timestamp: 1e300 }],
    ['a device', { ...revoked, ResourceID: ' ' }],
  ])('takes no revocation without %s for an event about other things', async (_what, event) => {
    const { code, stderr } = await billing(['import-events', events(event), ...db()]);
    expect(code).toBe(2);
    expect(stderr).toContain('line 1: is no whole event');
  });

  it('takes the whole file or nothing, and names every line that is no event', async () => {
    const file = events(revoked, 'garbage', '', '[1]');
    const { code, stderr } = await billing(['import-events', file, ...db()]);
    expect(code).toBe(2);
    expect(stderr).toContain('line 2: is no whole event');
    expect(stderr).toContain('line 4: is no whole event');
    expect(behind((stored) => stored.prepare('SELECT count(*) AS n FROM facts').get())).toEqual({ n: 0 });
    expect(readFileSync(file, 'utf8')).toContain('garbage');
  });
});
