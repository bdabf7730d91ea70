import { type AuditSources, collectAudit, inMemorySources } from 'reseller-sdk/billing-audit';
import { describe, expect, it } from 'vitest';
import { charge, JULY, planLine, REVOKED } from './history.ts';

const LINES = [planLine('2026-07-08T03:00:00Z')];

describe('lists as the sources of an audit', () => {
  it('name every charge that stands twice, of whatever day and content', () => {
    const again = { amount: '3.00' };
    const charges = [
      charge('a', '2026-07-07'),
      charge('b', '2026-07-07'),
      charge('a', '2026-07-08', again),
      charge('b', '2026-07-07'),
    ];
    const sources = () => inMemorySources({ charges, facts: [] });
    expect(sources).toThrow(
      expect.objectContaining({
        code: 'DUPLICATE_ROW_ID',
        issues: [
          expect.objectContaining({ path: 'charges[2].id' }),
          expect.objectContaining({ path: 'charges[3].id' }),
        ],
      }),
    );
  });

  it('may be audited over all days there are', async () => {
    const sources = inMemorySources({
      charges: [charge('a', '2026-07-08')],
      planLines: LINES,
      facts: REVOKED,
    });
    const { findings } = await collectAudit(sources, { from: '0000-01-01', to: '9999-12-31' });
    expect(findings.map(({ chargeId, verdict }) => [chargeId, verdict])).toEqual([['a', 'confirmed']]);
  });
});

describe('rows that a store gets wrong', () => {
  /** A store that gives all its credits, whatever days it is asked for. */
  function withCredits(...days: readonly string[]): AuditSources {
    const credits = days.map((day) => charge(`k${day}`, day, { amount: '-1' }));
    const lists = inMemorySources({
      charges: [charge('a', '2026-07-08')],
      planLines: LINES,
      facts: REVOKED,
    });
    return { ...lists, charges: { charges: lists.charges.charges, credits: () => credits } };
  }

  it('credits of days that nobody asked for pay for nothing', async () => {
    const policy = { creditHorizonDays: 10 };
    const within = await collectAudit(withCredits('2026-08-10'), JULY, { policy });
    expect(within.findings[0]?.net).toBe('1.5');
    const beyond = await collectAudit(withCredits('2026-08-11', '2026-06-30'), JULY, { policy });
    expect(beyond.findings[0]?.net).toBe('2.5');
    expect(beyond.totals.credits).toBe(0);
  });

  it('a charge whose debits are no list is unreadable, and stops nothing', async () => {
    const broken: object = { ...charge('a', '2026-07-08'), packDebits: undefined };
    const rows = JSON.parse(JSON.stringify([broken, charge('b', '2026-07-09')]));
    const sources = inMemorySources({ charges: rows, planLines: LINES, facts: REVOKED });
    const { findings, totals } = await collectAudit(sources, JULY);
    expect(findings.map(({ chargeId }) => chargeId)).toEqual(['b']);
    expect(totals.unreadable).toBe(1);
  });
});
