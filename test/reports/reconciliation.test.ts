import Papa from 'papaparse';
import { reconcile } from 'reseller-sdk/reconciler';
import { categoriesCsv, findingsCsv, itemsCsv, printReconciliation } from 'reseller-sdk/reports';
import { describe, expect, it } from 'vitest';
import { portalRow, serverRow, sides } from '../reconciler/rows.ts';

const rules = [
  { id: 'devices', label: 'Devices', compare: 'quantity' },
  { id: 'vms', label: 'VMs', compare: 'quantity', tolerance: { absolute: 1 } },
  { id: 'fees', label: 'Fees', compare: 'quantity', informational: {} },
] as const;

const evil = { account: '=HYPERLINK("x")', deviceRef: 'eeeeee', boosterName: null, declaredCount: null };
const { server, portal } = sides(
  [serverRow({}), serverRow({ categoryId: 'vms', quantity: '3' })],
  [
    portalRow({}),
    portalRow({ rowId: 'p2#1', parsed: evil }),
    portalRow({ rowId: 'p3#1', categoryId: 'vms', quantity: '2', amount: '1' }),
    portalRow({ rowId: 'p4#1', categoryId: 'fees', amount: '5' }),
  ],
);
const withError = {
  ...server,
  servers: [
    {
      serverKey: 'main',
      status: 'ok' as const,
      collectedAt: '2026-08-03T01:00:00Z',
      error: null,
      totals: { users: 1, devices: 1, protectedItems: 2, storageBytes: '1099511627776' },
    },
    {
      serverKey: 'second',
      status: 'failed' as const,
      collectedAt: null,
      error: 'no route\u001b[2J\nto host',
    },
  ],
};
const report = reconcile(server, portal, { rules });

function lineWith(text: string, start: string): string | undefined {
  return text.split('\n').find((line) => line.startsWith(start));
}

function records(csv: string): Record<string, string>[] {
  return Papa.parse<Record<string, string>>(csv.trimEnd(), { header: true }).data;
}

describe('the text of a report', () => {
  const text = printReconciliation(report);

  it('has status and times, and a line per compared category', () => {
    expect(lineWith(text, 'Reconciliation:')).toBe('Reconciliation: VARIANCE DETECTED');
    expect(text).toContain('2026-08-03T01:00:00.000Z');
    expect(text).toContain('2026-08-03T02:00:00.000Z');
    expect(lineWith(text, 'Devices')).toMatch(/^Devices +1 +2 +\+1 +\+2\.00 USD +OVER$/);
    expect(lineWith(text, 'VMs')).toMatch(/^VMs +3 +2 +-1 +-0\.50 USD +ok \(within tolerance\)$/);
  });

  it('shows what is billed besides, and the sums', () => {
    expect(lineWith(text, 'Fees')).toMatch(/^Fees +1 +5\.00 USD$/);
    expect(lineWith(text, 'Total')).toMatch(/^Total billed +10\.00 USD$/);
    expect(lineWith(text, 'Summary:')).toContain('0 ok, 1 within tolerance, 1 over, 0 under');
    expect(lineWith(text, 'Impact:')).toBe('Impact:  +1.50 USD net, 2.50 USD gross');
  });

  it('puts problems first and says what it leaves out', () => {
    const cut = printReconciliation(report, { maxFindings: 1 });
    expect(cut).toContain('... and 1 more findings, not shown.');
    expect(cut).toContain('PORTAL_ONLY_DEVICE');
    expect(cut).not.toContain('QTY_PORTAL_LOWER');
    expect(text).not.toContain('more findings');
  });

  it('names failed servers in one harmless line', () => {
    const broken = printReconciliation(reconcile(withError, portal, { rules }));
    expect(lineWith(broken, 'Reconciliation:')).toBe('Reconciliation: INCOMPLETE');
    expect(lineWith(broken, 'second:')).toBe('second: no route [2J to host');
    expect(lineWith(broken, 'Devices')).toMatch(/not comparable$/);
  });

  it('keeps each finding in a line of its own, whatever an account is called', () => {
    const account = `ann\u202enna\u200f\u2028PAST_GRACE\u001b[2K\ud800${'x'.repeat(1_000_000)}`;
    const line = portalRow({ rowId: 'p9#1', parsed: { ...evil, account } });
    const spoofed = printReconciliation(reconcile(server, sides([], [line]).portal, { rules }));
    expect(lineWith(spoofed, 'PORTAL_ONLY_DEVICE')).toMatch(/ ann nna PAST_GRACE \[2K x{70,100}… /);
    expect(spoofed).not.toMatch(/[^\n\P{Cc}]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    expect(spoofed.length).toBeLessThan(10_000);
  });

  it('adds server, portal and credit details on demand', () => {
    const credit = {
      currency: 'USD',
      total: '120.5',
      purchased: '100',
      bonus: '20.5',
      adjustment: '0',
      debt: '3',
      consumingBonus: false,
      runwayDays: 12,
      depletion: '2026-08-15',
    };
    const full = printReconciliation(reconcile(withError, portal, { rules }), { verbose: true, credit });
    expect(full).toContain('main: 1 users, 1 devices, 2 protected items, 1 TB, 60 minutes');
    expect(full).toContain('4 rows, 10.00 USD in total');
    expect(lineWith(full, 'Credit:')).toMatch(
      /120\.50 USD \(purchased 100\.00, bonus 20\.50, adjustment 0\.00\)$/,
    );
    expect(lineWith(full, 'Unpaid usage:')).toBe('Unpaid usage:   3.00 USD');
    expect(lineWith(full, 'Runway:')).toBe('Runway:         12 days, until 2026-08-15');
    expect(text).not.toMatch(/Server details|Credit/);
  });
});

describe('the CSV of a report', () => {
  it('keeps every decimal and leaves negative numbers numbers', () => {
    const [devices, vms, fees] = records(categoriesCsv(report));
    expect(devices).toMatchObject({ category: 'devices', status: 'over_billed', variance: '1', impact: '2' });
    expect(vms).toMatchObject({ variance: '-1', variance_pct: '-33.3', expected: '1.5', impact: '-0.5' });
    expect(fees).toMatchObject({ kind: 'informational', billed: '5', variance_pct: '' });
  });

  it('disarms formulas', () => {
    expect(records(findingsCsv(report))).toContainEqual(
      expect.objectContaining({ code: 'PORTAL_ONLY_DEVICE', account: '\'=HYPERLINK("x")' }),
    );
    const names = ['+1+1', '-1-1', '@SUM', '\t=1', ' =1', '＝1', '-1', '-1.5', '\0=1', '\u200b=1'];
    const rows = names.map((friendlyName, index) => serverRow({ deviceId: `aaaaa${index}11`, friendlyName }));
    const csv = itemsCsv(reconcile(sides(rows, []).server, portal, { rules }));
    const printed = records(csv).flatMap(({ name = '' }) => (name === '' ? [] : [name]));
    expect(printed).toEqual([
      "'+1+1",
      "'-1-1",
      "'@SUM",
      "'\t=1",
      "' =1",
      "'＝1",
      '-1',
      '-1.5',
      "'\0=1",
      "'\u200b=1",
    ]);
  });

  it('quotes what would begin a new field where semicolons part fields', () => {
    const rows = [serverRow({ friendlyName: 'x;=HYPERLINK(1)' })];
    expect(itemsCsv(reconcile(sides(rows, []).server, portal, { rules }))).toContain(',"x;=HYPERLINK(1)",');
  });

  it('lists all items and findings', () => {
    expect(records(itemsCsv(report))).toHaveLength(report.items.length);
    expect(records(findingsCsv(report))).toHaveLength(report.findings.length);
    expect(findingsCsv(report).split('\r\n')[0]).toBe(
      'code,severity,category,account,device,server,expected,actual,variance,impact,currency,candidates,evidence',
    );
  });
});
