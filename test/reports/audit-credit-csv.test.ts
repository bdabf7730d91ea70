import Papa from 'papaparse';
import { VERDICTS } from 'reseller-sdk/billing-audit';
import {
  auditFindingsCsv,
  claimCasesCsv,
  dailyBalancesCsv,
  lotsCsv,
  verdictsCsv,
} from 'reseller-sdk/reports';
import { describe, expect, it } from 'vitest';
import { emptyAudit, sampleAudit } from './html/audit-samples.ts';
import { sampleCredit } from './html/samples.ts';

function records(csv: string): Record<string, string>[] {
  return Papa.parse<Record<string, string>>(csv.trimEnd(), { header: true }).data;
}

describe('the CSV of credit', () => {
  it('has a line per day that adds up, with all decimals', async () => {
    const { days } = await sampleCredit();
    const rows = records(dailyBalancesCsv(days, 'USD'));
    expect(rows.map(({ date, usage, closing }) => [date, usage, closing])).toEqual(
      days.map(({ date, usage, closing }) => [date, usage, closing]),
    );
    expect(rows[0]).toMatchObject({ opening: '0', purchased: '10000', bonus: '1000', currency: 'USD' });
  });

  it('has a line per lot, and runs no formula', async () => {
    const { lots } = await sampleCredit('=HYPERLINK("x")');
    const rows = records(lotsCsv(lots, 'USD'));
    expect(rows.map(({ lot, consumed, remaining }) => [lot, consumed, remaining])).toEqual(
      lots.map(({ id, consumed, remaining }) => [id, consumed, remaining]),
    );
    expect(rows[0]?.['label']).toBe('\'=HYPERLINK("x")');
    expect(rows[0]?.['expires_at']).toBe('');
  });
});

describe('the CSV of an audit', () => {
  it('has a line per day of a case, exact to the last decimal', async () => {
    const { cases } = await sampleAudit('=acme');
    const rows = records(claimCasesCsv(cases, 'USD'));
    expect(rows.map(({ day, claimed }) => [day, claimed])).toEqual(
      cases.flatMap(({ days }) => days.map(({ day, claimed }) => [day, claimed])),
    );
    expect(rows.at(-1)).toMatchObject({ account: "'=acme", claimed: '2.505', billed_through: '2026-07-06' });
  });

  it('has a line per finding, with its reasons and grades', async () => {
    const { findings } = await sampleAudit();
    const rows = records(auditFindingsCsv(findings));
    expect(rows).toHaveLength(findings.length);
    expect(rows.find(({ charge }) => charge === 'x-16#1')).toMatchObject({
      verdict: 'review',
      debit: 'missing',
      device: 'dddddd',
      codes: 'DEBIT_NOT_EVIDENCED IDENTITY_UNMATCHED',
      currency: '',
    });
  });

  it('has the sums of all verdicts, and of those that occur in a category', async () => {
    const { totals } = await sampleAudit();
    const rows = records(verdictsCsv(totals, 'USD'));
    const all = rows.filter(({ category }) => category === '');
    expect(all.map(({ verdict }) => verdict)).toEqual([...VERDICTS]);
    expect(all.find(({ verdict }) => verdict === 'confirmed')).toMatchObject(
      Object.fromEntries(
        Object.entries(totals.byVerdict.confirmed).map(([key, value]) => [key, String(value)]),
      ),
    );
    expect(rows.filter(({ category }) => category !== '').every(({ count }) => count !== '0')).toBe(true);
    const { totals: none } = await emptyAudit();
    expect(records(verdictsCsv(none))).toHaveLength(VERDICTS.length);
  });
});
