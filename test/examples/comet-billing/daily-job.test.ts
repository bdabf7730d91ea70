import { DEFAULT_ADMIN, type Fault } from 'reseller-sdk/testing';
import { describe, expect, test, vi } from 'vitest';
import { codeOfRun, runDay } from '../../../examples/comet-billing/commands/daily-job.ts';
import { readCommandLine } from '../../../examples/comet-billing/commands/options.ts';
import { portalPull } from '../../../examples/comet-billing/commands/portal-pull.ts';
import { ACCOUNT } from '../../../examples/comet-billing/job.ts';
import { openWorkplace } from './harness.ts';

vi.setConfig({ testTimeout: 60_000 });

const OPTIONS = { tolerance: '0' };

const FAULTS: readonly (readonly [name: string, fault: Fault, code: string])[] = [
  ['an HTML page', { kind: 'html' }, 'UNEXPECTED_RESPONSE'],
  ['a truncated body', { kind: 'altered', alter: (text) => text.slice(0, -10) }, 'UNEXPECTED_RESPONSE'],
  ['a broken connection in the body', { kind: 'truncated' }, 'NETWORK'],
  ['an empty 200', { kind: 'empty' }, 'UNEXPECTED_RESPONSE'],
  ['a redirect', { kind: 'redirect', location: 'https://elsewhere.example.com/' }, 'CONFIG'],
  ['a server that is down', { kind: 'network-error' }, 'NETWORK'],
  ['a server that never answers', { kind: 'silence' }, 'TIMEOUT'],
  ['a server fault', { kind: 'status', status: 500 }, 'SERVER_ERROR'],
];

describe('a Comet server that fails', () => {
  const cases = [
    ...FAULTS,
    ['an enveloped error', { kind: 'enveloped-error', status: 403 }, 'PERMISSION_DENIED'],
  ] as const;

  test.each(cases)('%s leaves the other server and everything stored', async (_name, fault, code) => {
    const { world, job, logged, digest } = await openWorkplace();
    await runDay(job, OPTIONS);
    const before = digest();
    world.servers['obc']?.inject({ on: 'AdminListUsersFull', fault, times: Number.POSITIVE_INFINITY });

    const run = await runDay(job, OPTIONS);

    expect(
      run.collected?.servers.map(({ serverKey, status, reason }) => [serverKey, status, reason]),
    ).toEqual([
      ['cometbackup', 'ok', null],
      ['obc', 'failed', expect.stringContaining(code)],
    ]);
    expect(logged.join('\n')).toContain('server obc: ');
    expect(codeOfRun(run)).toBe(3);
    expect(digest()).toBe(before);
  });

  test('on its first day makes the report incomplete and names it', async () => {
    const { world, job } = await openWorkplace();
    world.servers['obc']?.inject({ on: 'AdminListUsersFull', fault: { kind: 'html' }, times: 9 });

    const { report } = (await runDay(job, OPTIONS)).reconciliation;

    expect(report.status).toBe('incomplete');
    expect(report.completeness.reasons).toContain('SERVER_FAILED');
    expect(report.completeness.servers.find(({ serverKey }) => serverKey === 'obc')?.error).toContain(
      'AdminListUsersFull',
    );
  });

  test('with less than half of its users is believed only when told so', async () => {
    const { world, job } = await openWorkplace();
    await runDay(job, OPTIONS);
    const obc = world.servers['obc'];
    for (const name of [...(obc?.state.users.keys() ?? [])].slice(0, 51)) obc?.state.users.delete(name);

    const doubted = await runDay(job, OPTIONS);
    const believed = await runDay({ ...job, allowShrink: true }, OPTIONS);

    expect(doubted.collected?.servers[1]).toMatchObject({ status: 'failed', reason: 'PULL_SUSPICIOUS' });
    expect(doubted.collected?.servers[1]?.error).toContain('50 users arrived where 101 are known');
    expect(believed.collected?.servers[1]).toMatchObject({ status: 'ok', totals: { users: 50 } });
  });

  test('that refuses the password is named, and asked once', async () => {
    const { world, job } = await openWorkplace();
    world.servers['obc']?.state.admins.set(DEFAULT_ADMIN.username, { ...DEFAULT_ADMIN, password: 'another' });

    const { collected, reconciliation } = await runDay(job, OPTIONS);

    expect(collected?.servers[1]).toMatchObject({ status: 'failed', reason: 'AUTHENTICATION_FAILED' });
    expect(world.servers['obc']?.requests).toHaveLength(1);
    expect(reconciliation.report.status).toBe('incomplete');
    expect(JSON.stringify(collected)).not.toContain(DEFAULT_ADMIN.password);
  });

  test('without any user where users were known is not believed', async () => {
    const { world, job, digest } = await openWorkplace();
    await runDay(job, OPTIONS);
    const before = digest();
    world.servers['obc']?.inject({
      on: 'AdminListUsersFull',
      fault: { kind: 'altered', alter: () => 'null' },
    });

    const run = await runDay(job, OPTIONS);

    expect(run.collected?.servers[1]).toMatchObject({ status: 'failed', reason: 'PULL_SUSPICIOUS' });
    expect(codeOfRun(run)).toBe(3);
    expect(digest()).toBe(before);
  });
});

describe('a portal that fails', () => {
  const cases = [
    ...FAULTS,
    ['an enveloped error', { kind: 'enveloped-error', status: 403 }, 'AUTHENTICATION_FAILED'],
    [
      'a refused token',
      { kind: 'status', status: 403, body: 'Invalid credentials' },
      'AUTHENTICATION_FAILED',
    ],
  ] as const;

  test.each(cases)('%s is named, and leaves everything stored', async (_name, fault, code) => {
    const { world, job, digest } = await openWorkplace();
    await runDay(job, OPTIONS);
    const before = digest();
    world.portal.inject({ fault, times: Number.POSITIVE_INFINITY });

    const run = await runDay(job, OPTIONS);

    expect(run.failures).toHaveLength(2);
    for (const failure of run.failures) expect(failure).toContain(code);
    expect(codeOfRun(run)).toBe(2);
    expect(run.reconciliation.report.status).toBe('variance_detected');
    expect(digest()).toBe(before);
  });

  test('an empty report erases nothing', async () => {
    const { world, job, digest } = await openWorkplace();
    await runDay(job, OPTIONS);
    const before = digest();
    world.portal.state.billingHistory = [];
    world.portal.state.activeServices = [];

    const run = await runDay(job, OPTIONS);

    expect(run.failures).toEqual([
      expect.stringContaining('PULL_SUSPICIOUS'),
      expect.stringContaining('PULL_SUSPICIOUS'),
    ]);
    expect(codeOfRun(run)).toBe(2);
    expect(digest()).toBe(before);
  });

  test('a shrunken report is believed only when told so', async () => {
    const { world, job } = await openWorkplace();
    await runDay(job, OPTIONS);
    // The first and the last charge cover the days of all five.
    world.portal.state.billingHistory = world.portal.state.billingHistory.filter(
      (_, i, all) => i % (all.length - 1) === 0,
    );
    world.portal.state.activeServices = world.portal.state.activeServices.slice(0, 10);

    const doubted = await runDay(job, OPTIONS);
    const believed = await runDay({ ...job, allowShrink: true }, OPTIONS);

    expect(doubted.failures).toEqual([
      expect.stringContaining('2 charges arrived where 5 are known'),
      expect.stringContaining('10 active services arrived where 549 are known'),
    ]);
    expect(believed.services).toMatchObject({ refused: null, rows: 10 });
    expect(believed.charges).toMatchObject({ refused: null, known: 2, retired: 3 });
  });

  test('a row with an unreadable amount is set aside and named; the others are booked', async () => {
    const { world, job, logged } = await openWorkplace();
    const [first, ...rest] = world.portal.state.billingHistory;
    world.portal.state.billingHistory = [{ ...first, 'Amount Used': '1.234,56 €' }, ...rest];

    const run = await runDay(job, OPTIONS);

    expect(run.charges).toMatchObject({ inserted: 4, invalid: 1, refused: null });
    expect(logged).toContain('billing history, row 1: NUMBER_UNREADABLE (1.234,56 €)');
    expect(codeOfRun(run)).toBe(3);
    expect(await portalPull(job, readCommandLine(['portal-pull']).options)).toBe(1);
    expect(logged).toContain('1 rows of the portal could not be read; they are counted and booked nowhere');
  });
});

describe('the credit', () => {
  test('is charged once for every charge, however often the job runs', async () => {
    const { job } = await openWorkplace();
    await job.ledger.recordPurchase(ACCOUNT, { id: 'p', at: '2025-01-15', cash: '10000', bonus: '1000' });
    await runDay(job, OPTIONS);
    const { total } = await job.ledger.balance(ACCOUNT);

    expect((await runDay(job, OPTIONS)).charged).toBe(0);
    expect((await job.ledger.balance(ACCOUNT)).total).toBe(total);
    expect(total).toBe('10664.5');
  });

  test('is charged once when a run dies between booking and marking', async () => {
    const { job } = await openWorkplace();
    await job.ledger.recordPurchase(ACCOUNT, { id: 'p', at: '2025-01-15', cash: '10000', bonus: '1000' });
    const { charges } = job.store;
    const mark = charges.markCharged.bind(charges);
    charges.markCharged = () => {
      throw new Error('killed');
    };
    await expect(runDay(job, OPTIONS)).rejects.toThrow('killed');
    charges.markCharged = mark;

    const run = await runDay(job, OPTIONS);

    expect(run.charged).toBe(0);
    expect(run.credit.total).toBe('10664.5');
  });

  test('comes back for a charge that vanished, also when a run dies in between, and goes again with it', async () => {
    const { world, job } = await openWorkplace();
    await job.ledger.recordPurchase(ACCOUNT, { id: 'p', at: '2025-01-15', cash: '10000', bonus: '1000' });
    await runDay(job, OPTIONS);
    const { billingHistory } = world.portal.state;
    world.portal.state.billingHistory = billingHistory.filter(
      (row) => !JSON.stringify(row).includes('200.00'),
    );
    const { charges } = job.store;
    const mark = charges.markWithdrawn.bind(charges);
    charges.markWithdrawn = () => {
      throw new Error('killed');
    };
    await expect(runDay(job, OPTIONS)).rejects.toThrow('killed');
    charges.markWithdrawn = mark;

    expect(await runDay(job, OPTIONS)).toMatchObject({ withdrawn: 0, credit: { total: '10864.5' } });
    world.portal.state.billingHistory = billingHistory;
    expect(await runDay(job, OPTIONS)).toMatchObject({ charged: 1, credit: { total: '10664.5' } });
    expect(await runDay(job, OPTIONS)).toMatchObject({ charged: 0, withdrawn: 0 });
  });

  test('goes again with a charge that is back before the run that died could mark it', async () => {
    const { world, job } = await openWorkplace();
    await job.ledger.recordPurchase(ACCOUNT, { id: 'p', at: '2025-01-15', cash: '10000', bonus: '1000' });
    await runDay(job, OPTIONS);
    const { billingHistory } = world.portal.state;
    world.portal.state.billingHistory = billingHistory.slice(0, -1);
    const { charges } = job.store;
    const mark = charges.markWithdrawn.bind(charges);
    charges.markWithdrawn = () => {
      throw new Error('killed');
    };
    await expect(runDay(job, OPTIONS)).rejects.toThrow('killed');
    charges.markWithdrawn = mark;
    world.portal.state.billingHistory = billingHistory;

    expect(await runDay(job, OPTIONS)).toMatchObject({ charged: 1, credit: { total: '10664.5' } });
  });

  test('two identical charges of one day are two charges', async () => {
    const { world, job } = await openWorkplace();
    const [first] = world.portal.state.billingHistory;
    if (first === undefined) throw new Error('the world has charges');
    world.portal.state.billingHistory = [first, first];

    const run = await runDay(job, OPTIONS);

    expect(run.charges?.inserted).toBe(2);
    expect(run.credit.debt).toBe('200');
  });
});
