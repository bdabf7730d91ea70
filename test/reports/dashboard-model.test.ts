import { dashboardModel } from 'reseller-sdk/reports';
import { describe, expect, it } from 'vitest';
import { emptyAudit, SAMPLE_JOBS, sampleAudit, sampleCredit, sampleReconciliation } from './html/samples.ts';

describe('a dashboard', () => {
  it('knows nothing while nothing was passed', () => {
    expect(dashboardModel({})).toEqual({
      status: 'unknown',
      alerts: [],
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
    expect(model.credit?.runwayDays).toBe(credit.signals.runway.days);
    expect(model.reconciliation).toMatchObject({
      impact: '4',
      grossImpact: '22',
      problems: 6,
      portalRows: 10,
    });
    expect(model.claims).toMatchObject({ cases: 2, claimed: '75.03', pending: '2.51', doubtful: '7' });
    expect(model.servers).toMatchObject({
      known: 2,
      read: 2,
      users: 50,
      devices: 140,
      storageBytes: '55636764160246',
    });
    expect(model.status).toBe('attention');
    expect(model.alerts).toEqual([
      'OVER_BILLED',
      'OFFSETTING',
      'CLAIMS_OPEN',
      'JOB_PARTIAL',
      'LEDGER_VS_PORTAL_VARIANCE',
    ]);
  });

  it('counts only servers that were read, and never calls an incomplete picture in order', () => {
    const model = dashboardModel({ reconciliation: sampleReconciliation({ failed: true }) });
    expect(model.servers).toMatchObject({ known: 2, read: 1, users: 41 });
    expect(model.status).toBe('attention');
    expect(model.alerts).toEqual(['RECONCILIATION_INCOMPLETE']);
  });

  it('is in order where nothing asks for attention, remarks or not', async () => {
    const { portalBalance: _unused, ...credit } = await sampleCredit();
    const signals = { ...credit.signals, ledgerVsPortalVariance: false, consumingBonus: true };
    const model = dashboardModel({ credit: { ...credit, signals }, audit: await emptyAudit() });
    expect(model).toMatchObject({ status: 'ok', alerts: ['CONSUMING_BONUS'] });
    expect(model.credit).toMatchObject({ portalBalance: null, portalVariance: null });
  });

  it('tells of jobs that failed', () => {
    const jobs = [{ name: 'pull', status: 'error', at: '2026-08-03T02:00:00Z' }] as const;
    expect(dashboardModel({ jobs })).toMatchObject({ status: 'attention', alerts: ['JOB_FAILED'] });
  });
});
