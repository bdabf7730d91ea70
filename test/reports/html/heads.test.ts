import { auditHtml, creditHtml, dashboardHtml } from 'reseller-sdk/reports/html';
import { describe, expect, it } from 'vitest';
import { calmAudit, sampleAudit } from './audit-samples.ts';
import { textOf } from './read-back.ts';
import { calmCredit, calmReconciliation, sampleReconciliation } from './samples.ts';

describe('what a report says at its head', () => {
  const headOf = (document: string) => textOf(document.slice(0, document.indexOf('</header>')));

  it('of credit is in order only where nothing asks for anything', async () => {
    const credit = await calmCredit();
    const withSignal = (signal: string) =>
      headOf(creditHtml({ ...credit, signals: { ...credit.signals, [signal]: true } }));
    expect(headOf(creditHtml(credit))).toContain('In order');
    expect(withSignal('consumingBonus')).toContain('In order');
    for (const signal of ['debtOpen', 'lowRunway', 'ledgerVsPortalVariance', 'lowBalance', 'expiringSoon']) {
      expect(withSignal(signal)).toContain('Needs attention');
    }
  });

  it('of an audit is good only where all was read and nothing is doubtful', async () => {
    const { totals, ...audit } = await calmAudit();
    const withTotals = (change: object) => headOf(auditHtml({ ...audit, totals: { ...totals, ...change } }));
    expect(withTotals({})).toContain('Nothing to claim 2 lines charged');
    expect(withTotals({ unreadable: 1 })).toContain('Nothing to claim, as far as is known');
    expect(textOf(auditHtml({ ...audit, totals: { ...totals, unreadable: 1 } }))).toContain(
      'Not every line could be read.',
    );
    expect(withTotals({ scanned: 0 })).toContain('Nothing was read');
    const byVerdict = { ...totals.byVerdict, probable: { ...totals.byVerdict.probable, count: 1 } };
    expect(withTotals({ byVerdict })).toContain('Nothing to claim yet');
    expect(headOf(auditHtml(await sampleAudit()))).toContain('There are claims');
  });

  it('of a dashboard names what is not known, and why the rest is not in order', async () => {
    const known = {
      credit: await calmCredit(),
      reconciliation: calmReconciliation(),
      audit: await calmAudit(),
    };
    expect(headOf(dashboardHtml(known))).toContain('All in order');
    expect(headOf(dashboardHtml({ ...known, audit: null }))).toContain(
      'Not everything is known Not known yet: the audit.',
    );
    expect(headOf(dashboardHtml(known, { generatedAt: '2026-09-03T00:00:00Z' }))).toContain(
      'Needs attention',
    );
    const now = '2026-08-04T00:00:00Z';
    expect(headOf(dashboardHtml({ ...known, now }, { generatedAt: '2026-09-03T00:00:00Z' }))).toContain(
      'All in order',
    );
    const failed = textOf(dashboardHtml({ reconciliation: sampleReconciliation({ failed: true }) }));
    expect(failed).toContain('so it proves nothing. A server that is needed could not be read.');
    expect(failed).toContain('Not read us-1');
    expect(failed).not.toContain('Runway');
  });
});

describe('the card of a reconciliation', () => {
  it('says how much has no price', () => {
    const report = calmReconciliation();
    const totals = { ...report.totals, unpricedItems: 3 };
    expect(textOf(dashboardHtml({ reconciliation: { ...report, totals } }))).toContain(
      'Without a price 3 items',
    );
    expect(textOf(dashboardHtml({ reconciliation: report }))).not.toContain('Without a price');
  });
});

describe('a zone', () => {
  it('of business days is named, also where other days are in UTC', async () => {
    const credit = { ...(await calmCredit()), businessTimeZone: 'America/Toronto' };
    expect(textOf(creditHtml(credit))).toContain('days are business days in America/Toronto.');
    expect(textOf(dashboardHtml({ credit }))).toContain(
      'days are UTC days, those of credit business days in America/Toronto.',
    );
    expect(textOf(dashboardHtml({}))).toContain('days are UTC days.');
  });
});
