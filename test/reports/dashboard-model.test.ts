import { type DashboardInput, dashboardModel } from 'reseller-sdk/reports';
import { describe, expect, it } from 'vitest';
import { calmAudit, emptyAudit, sampleAudit } from './html/audit-samples.ts';
import {
  calmCredit,
  calmReconciliation,
  SAMPLE_JOBS,
  sampleCredit,
  sampleReconciliation,
} from './html/samples.ts';

const calm = {
  credit: await calmCredit(),
  reconciliation: calmReconciliation(),
  audit: await calmAudit(),
} satisfies DashboardInput;

describe('a dashboard', () => {
  it('knows nothing while nothing was passed', () => {
    expect(dashboardModel({})).toEqual({
      status: 'unknown',
      alerts: [],
      unknown: ['credit', 'reconciliation', 'audit'],
      credit: null,
      reconciliation: null,
      claims: null,
      servers: null,
      jobs: [],
    });
  });

  it('joins the figures of its parts as they are', async () => {
    const [credit, reconciliation, audit] = [
      await sampleCredit(),
      sampleReconciliation(),
      await sampleAudit(),
    ];
    const model = dashboardModel({ credit, reconciliation, audit, jobs: SAMPLE_JOBS });
    const { total, purchased, bonus, adjustment, debt } = credit.balance;
    expect(model.credit).toMatchObject({ total, purchased, bonus, adjustment, debt, portalBalance: '4000' });
    expect(model.credit?.portalVariance).toBe('6590.05');
    expect(model.credit?.runwayDays).toBe(credit.signals.runway.days);
    expect(model.reconciliation).toMatchObject({
      impact: '4',
      grossImpact: '22',
      problems: 6,
      portalRows: 10,
      unpricedItems: 0,
      reasons: [],
    });
    expect(model.claims).toMatchObject({ cases: 2, claimed: '75.03', pending: '2.51', doubtful: '7' });
    expect(model.servers).toEqual({
      known: 2,
      read: 2,
      unread: [],
      totals: { users: 50, devices: 140, protectedItems: 314, storageBytes: '55636764160246' },
    });
    expect(model.status).toBe('attention');
    expect(model.alerts).toEqual([
      'OVER_BILLED',
      'OFFSETTING',
      'CLAIMS_OPEN',
      'CHARGES_DOUBTFUL',
      'AUDIT_INCOMPLETE',
      'JOB_PARTIAL',
      'JOB_NEVER_RAN',
      'LEDGER_VS_PORTAL_VARIANCE',
    ]);
  });

  it('counts only servers that were read, and says why a picture is incomplete', () => {
    const model = dashboardModel({ reconciliation: sampleReconciliation({ failed: true }) });
    expect(model.servers).toMatchObject({ known: 2, read: 1, unread: ['us-1'], totals: { users: 41 } });
    expect(model.reconciliation?.reasons).toEqual(['SERVER_FAILED']);
    expect(model.status).toBe('attention');
    expect(model.alerts).toEqual(['RECONCILIATION_INCOMPLETE']);
  });

  it('calls what servers did not say unknown, never 0', () => {
    const { completeness, ...report } = calm.reconciliation;
    const silent = (from: number) => {
      const servers = completeness.servers.map((server, index) =>
        index < from ? server : { ...server, totals: null },
      );
      return dashboardModel({ reconciliation: { ...report, completeness: { ...completeness, servers } } });
    };
    expect(silent(2).servers?.totals).toMatchObject({ users: 50 });
    expect(silent(1).servers).toMatchObject({ read: 2, totals: null });
    expect(silent(0).servers).toMatchObject({ read: 2, totals: null });
    const none = { ...completeness, servers: [] };
    expect(dashboardModel({ reconciliation: { ...report, completeness: none } }).servers?.totals).toBeNull();
  });
});

describe('a dashboard is in order', () => {
  it('where nothing asks for attention, remarks or not', () => {
    expect(dashboardModel(calm)).toMatchObject({ status: 'ok', alerts: [], unknown: [] });
    const signals = { ...calm.credit.signals, consumingBonus: true };
    const model = dashboardModel({ ...calm, credit: { ...calm.credit, signals } });
    expect(model).toMatchObject({ status: 'ok', alerts: ['CONSUMING_BONUS'] });
    expect(model.credit).toMatchObject({ portalBalance: null, portalVariance: null });
  });

  it('without a part that is not followed, and not without one that is', () => {
    const { credit } = calm;
    expect(dashboardModel({ credit })).toMatchObject({ status: 'ok', unknown: [] });
    expect(dashboardModel({ credit, reconciliation: null })).toMatchObject({
      status: 'unknown',
      unknown: ['reconciliation'],
    });
    expect(dashboardModel({ credit, audit: null }).status).toBe('unknown');
    expect(dashboardModel({ ...calm, credit: null }).unknown).toEqual(['credit']);
  });

  it.each([
    ['debtOpen', 'DEBT_OPEN'],
    ['lowRunway', 'LOW_RUNWAY'],
    ['ledgerVsPortalVariance', 'LEDGER_VS_PORTAL_VARIANCE'],
    ['lowBalance', 'LOW_BALANCE'],
    ['expiringSoon', 'EXPIRING_SOON'],
  ])('never while %s is raised', (signal, alert) => {
    const credit = { ...calm.credit, signals: { ...calm.credit.signals, [signal]: true } };
    expect(dashboardModel({ ...calm, credit })).toMatchObject({ status: 'attention', alerts: [alert] });
  });

  it.each([
    ['over_billed', 'OVER_BILLED'],
    ['under_billed', 'UNDER_BILLED'],
    ['offsetting', 'OFFSETTING'],
  ])('never while a category is %s', (status, alert) => {
    const { reconciliation } = calm;
    const report = { ...reconciliation, summary: { ...reconciliation.summary, [status]: 1 } };
    expect(dashboardModel({ ...calm, reconciliation: report })).toMatchObject({
      status: 'attention',
      alerts: [alert],
    });
  });

  it('never while a server failed or lies too far from the portal, required or not', () => {
    const { completeness, ...report } = calm.reconciliation;
    const alertsWith = (change: object) => {
      const [first, ...others] = completeness.servers;
      const servers = first === undefined ? [] : [{ ...first, required: false, ...change }, ...others];
      return dashboardModel({ reconciliation: { ...report, completeness: { ...completeness, servers } } })
        .alerts;
    };
    expect(alertsWith({ status: 'failed' })).toEqual(['SERVER_UNREAD']);
    expect(alertsWith({ stale: true })).toEqual(['SERVER_UNREAD']);
    expect(alertsWith({ status: 'skipped' })).toEqual([]);
  });

  it('never with an old portal snapshot, when it is told the time', () => {
    const at = (now: string, maxAgeHours?: number) =>
      dashboardModel({ ...calm, now, ...(maxAgeHours !== undefined && { maxAgeHours }) });
    expect(at('2026-08-11T02:00:00Z')).toMatchObject({ status: 'ok', alerts: [] });
    expect(at('2026-08-11T02:00:00.001Z')).toMatchObject({
      status: 'attention',
      alerts: ['RECONCILIATION_STALE'],
    });
    expect(at('2026-08-03T14:00:01+00:00', 12).alerts).toEqual(['RECONCILIATION_STALE']);
    expect(() => at('2026-08-03T14:00:00', 12)).toThrow(/now/);
    for (const hours of [0, -1, Number.NaN]) {
      expect(() => at('2026-08-03T14:00:00Z', hours)).toThrow(/maxAgeHours/);
    }
  });

  it('never while charges are doubtful, or the audit saw too little', async () => {
    const { totals, ...audit } = calm.audit;
    const alertsWith = (change: object) =>
      dashboardModel({ audit: { ...audit, totals: { ...totals, ...change } } }).alerts;
    expect(alertsWith({})).toEqual([]);
    for (const verdict of ['probable', 'duplicate', 'review'] as const) {
      const byVerdict = { ...totals.byVerdict, [verdict]: { ...totals.byVerdict[verdict], count: 1 } };
      expect(alertsWith({ byVerdict })).toEqual(['CHARGES_DOUBTFUL']);
    }
    expect(alertsWith({ unreadable: 1 })).toEqual(['AUDIT_INCOMPLETE']);
    expect(alertsWith({ coverage: { ...totals.coverage, gaps: ['SNAPSHOT_HOLE'] } })).toEqual([
      'AUDIT_INCOMPLETE',
    ]);
    expect(dashboardModel({ audit: await emptyAudit() }).alerts).toEqual(['AUDIT_INCOMPLETE']);
  });

  it.each([
    ['error', ['JOB_FAILED']],
    ['stale', ['JOB_FAILED']],
    ['partial', ['JOB_PARTIAL']],
    ['never', ['JOB_NEVER_RAN']],
    ['running', []],
    ['ok', []],
  ] as const)('only if no job is: %s', (status, alerts) => {
    const model = dashboardModel({ ...calm, jobs: [{ name: 'pull', status, at: null }] });
    expect(model).toMatchObject({ status: alerts.length > 0 ? 'attention' : 'ok', alerts });
  });
});
