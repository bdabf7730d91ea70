import { collectAudit, type Fact, groupCases, inMemorySources } from 'reseller-sdk/billing-audit';
import type { AuditReport } from 'reseller-sdk/reports/html';
import { charge, planLine } from '../../billing-audit/history.ts';

const WINDOW = { from: '2026-07-01', to: '2026-07-31' };

/** Charges past an end of every kind: daily and by cycle, proven, inferred, repeated, unmatched. */
export async function sampleAudit(account = 'acme-dental'): Promise<AuditReport> {
  const days = ['07', '08', '09', '10', '11', '12'];
  const facts: Fact[] = [
    { kind: 'registered', account, device: 'aaaaaa111111', at: '2026-01-01T00:00:00Z' },
    { kind: 'registered', account: 'birch.legal', device: 'bbbbbb222222', at: '2026-02-01T00:00:00Z' },
    { kind: 'registered', account: 'canal_books', device: 'cccccc333333', at: '2026-05-10T00:00:00Z' },
    { kind: 'revoked', account: 'birch.legal', device: 'bbbbbb222222', at: '2026-06-02T09:30:00Z' },
    {
      kind: 'missing',
      account: 'canal_books',
      device: 'cccccc333333',
      seenAt: '2026-06-10T01:00:00Z',
      goneAt: '2026-06-11T01:00:00Z',
    },
    { kind: 'revoked', account, device: 'aaaaaa111111', at: '2026-07-06T12:00:00Z' },
  ];
  const charges = [
    ...days.map((day) =>
      charge(`a-${day}#1`, `2026-07-${day}`, { account, text: `${account} guest`, amount: '2.505' }),
    ),
    charge('a-07#2', '2026-07-07', { account, text: `${account} guest`, amount: '2.505' }),
    charge('b-20#1', '2026-07-20', {
      account: 'birch.legal',
      deviceRef: 'bbbbbb',
      category: 'devices',
      amount: '60',
    }),
    charge('c-15#1', '2026-07-15', {
      account: 'canal_books',
      deviceRef: 'cccccc',
      category: 'devices',
      amount: '4',
    }),
    charge('x-16#1', '2026-07-16', {
      account: 'delta-arch',
      deviceRef: 'dddddd',
      amount: '3',
      packText: null,
    }),
  ].toSorted((a, b) => (`${a.day}${a.id}` < `${b.day}${b.id}` ? -1 : 1));
  const planLines = [
    planLine('2026-07-07T12:00:00Z', { account }),
    planLine('2026-07-10T12:00:00Z', { account }),
    planLine('2026-07-19T12:00:00Z', {
      account: 'birch.legal',
      deviceRef: 'bbbbbb',
      category: 'devices',
      cycleDays: 30,
      nextDue: '2026-07-20',
      amount: '60',
    }),
  ];
  const coverage = {
    chargeDays: charges.map(({ day }) => day),
    snapshotInstants: planLines.map(({ observedAt }) => observedAt),
    hasDailyServices: true,
  };
  const { findings, totals } = await collectAudit(
    inMemorySources({ charges, planLines, facts, coverage }),
    WINDOW,
  );
  const labels = { vms: 'Hyper-V VMs', devices: 'Devices' };
  return { window: WINDOW, findings, totals, cases: groupCases(findings), labels };
}

/** An audit that saw every day, and nothing wrong. */
export async function calmAudit(): Promise<AuditReport> {
  const { from, to } = WINDOW;
  const facts: Fact[] = [
    { kind: 'registered', account: 'acme-dental', device: 'aaaaaa111111', at: '2026-01-01T00:00:00Z' },
  ];
  const charges = [charge('a-01#1', from), charge('a-31#1', to)];
  const snapshotInstants = Array.from(
    { length: 31 },
    (_day, index) => new Date(Date.UTC(2026, 6, 1 + index)),
  );
  const coverage = { chargeDays: [from, to], snapshotInstants };
  const { findings, totals } = await collectAudit(
    inMemorySources({ charges, planLines: [], facts, coverage }),
    WINDOW,
  );
  return { window: WINDOW, findings, totals, cases: groupCases(findings) };
}

/** An audit of no charges. */
export async function emptyAudit(): Promise<AuditReport> {
  const sources = inMemorySources({ charges: [], planLines: [], facts: [] });
  const { findings, totals } = await collectAudit(sources, WINDOW);
  return { window: WINDOW, findings, totals, cases: [] };
}
