/** Every sum of a report, worked out again from the figures in the page and from the data, with another library. */

import { Decimal } from 'decimal.js';
import * as fc from 'fast-check';
import { VERDICTS } from 'reseller-sdk/billing-audit';
import { type ReconciliationReport, reconcile } from 'reseller-sdk/reconciler';
import { auditHtml, creditHtml, dashboardHtml, reconciliationHtml } from 'reseller-sdk/reports/html';
import { describe, expect, it } from 'vitest';
import { portalRow, serverRow, sides } from '../../reconciler/rows.ts';
import { sampleAudit } from './audit-samples.ts';
import { exact, exactIn, factOf, tableOf } from './read-back.ts';
import { sampleCredit, sampleReconciliation } from './samples.ts';

const Exact = Decimal.clone({
  precision: 1000,
  toExpNeg: -1000,
  toExpPos: 1000,
  rounding: Decimal.ROUND_HALF_UP,
});
const credit = await sampleCredit();
const audit = await sampleAudit();

function sum(amounts: readonly string[]): string {
  return amounts.reduce((whole, one) => whole.plus(one), new Exact(0)).toFixed();
}

/** A report with one device of that amount, and nothing else. */
function billing(amount: string): ReconciliationReport {
  const { server, portal } = sides([serverRow({})], [portalRow({ quantity: '1', amount })]);
  return reconcile(server, portal, { rules: [{ id: 'devices', label: 'Devices', compare: 'quantity' }] });
}

describe('an amount', () => {
  const amounts = fc
    .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.nat({ max: 30 }))
    .map(([isNegative, units, scale]) =>
      new Exact(units.toString())
        .div(new Exact(10).pow(scale))
        .times(isNegative ? -1 : 1)
        .toFixed(),
    );

  it('is printed in cents, half away from zero, and carried exactly, whatever its size', async () => {
    await fc.assert(
      fc.property(amounts, (amount) => {
        const { categories } = billing(amount);
        const document = reconciliationHtml(billing(amount));
        const cell = tableOf(document, 'In use and billed, by category').rows[0]?.['Amount, USD'];
        const cents = new Exact(amount).toFixed(2);
        expect(cell?.exact).toEqual([categories[0]?.amounts.billed]);
        expect(new Exact(cell?.exact[0] ?? 'none').eq(amount)).toBe(true);
        expect(cell?.text).toBe(cents === '-0.00' ? '0.00' : cents);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['0', '0.00'],
    ['-0.004', '0.00'],
    ['0.005', '0.01'],
    ['-0.005', '-0.01'],
    ['98765432109876543210.995', '98765432109876543211.00'],
    ['4000', '4000.00'],
    ['0.0000000000000000001', '0.00'],
  ])('of %s is shown as %s', (amount, shown) => {
    const { rows } = tableOf(reconciliationHtml(billing(amount)), 'In use and billed, by category');
    expect(rows[0]?.['Amount, USD']?.text).toBe(shown);
  });

  it('has no currency where none is known, and never that of another part', async () => {
    const { currency: _usd, ...report } = billing('5');
    const document = dashboardHtml({ credit, reconciliation: { ...report, currency: null }, audit });
    expect(tableOf(document, 'In use and billed, by category').rows[0]).toHaveProperty('Amount');
    expect(tableOf(document, 'Claim cases, newest first').rows[0]).toHaveProperty('Claimed');
    const named = dashboardHtml({ credit, audit }, { currency: 'EUR' });
    expect(tableOf(named, 'Claim cases, newest first').rows[0]).toHaveProperty('Claimed, EUR');
    expect(named).toContain('<figcaption>Used per day <span class="soft">USD</span>');
  });
});

describe('the currency of the data', () => {
  it('stands above that of the options', () => {
    const document = reconciliationHtml(sampleReconciliation(), { currency: 'EUR' });
    expect(tableOf(document, 'In use and billed, by category').rows[0]).toHaveProperty('Amount, USD');
  });
});

describe('a reconciliation', () => {
  it('adds up: items to categories, categories to totals, findings to their differences', () => {
    const report = sampleReconciliation({ more: 40 });
    const document = reconciliationHtml(report, { currency: 'USD' });
    const categories = tableOf(document, 'In use and billed, by category').rows;
    const items = tableOf(document, 'Devices on which both sides differ').rows;
    const problems = tableOf(document, 'Differences to act on').rows;
    for (const row of categories) {
      const own = items.filter((item) => item['Category']?.text === row['head']?.text);
      expect(sum(own.map((item) => exact(item, 'Difference')))).toBe(exact(row, 'Difference'));
      expect(sum(own.map((item) => exact(item, 'Impact, USD')))).toBe(exact(row, 'Impact, USD'));
      expect(sum([exact(row, 'Billed'), `-${exact(row, 'In use')}`])).toBe(exact(row, 'Difference'));
    }
    const impact = sum(categories.map((row) => exact(row, 'Impact, USD')));
    expect(factOf(document, 'Net difference')).toEqual([impact]);
    expect(sum(problems.map((row) => exact(row, 'Impact, USD')))).toBe(impact);
    const besides = tableOf(document, 'Billed besides, without anything to compare it with').rows;
    const billed = [...categories, ...besides].map((row) => exact(row, 'Amount, USD'));
    expect(factOf(document, 'Billed in total')).toEqual([sum(billed)]);
    expect(factOf(document, 'Differences to act on')).toEqual([problems.length.toString()]);
    expect(report.totals).toMatchObject({ impact, totalAmount: sum(billed) });
  });

  it('shows the largest money first, and what has none known last, so that a short list keeps what matters', () => {
    const report = sampleReconciliation({ more: 5 });
    const [first, ...others] = report.findings;
    const findings = [...others, { ...first, impact: null }] as ReconciliationReport['findings'];
    const { rows } = tableOf(reconciliationHtml({ ...report, findings }), 'Differences to act on');
    const sizes = rows.map((row) => (row['Impact, USD']?.exact[0] ?? '-1').replace('-', ''));
    expect(sizes).toEqual(sizes.toSorted((a, b) => Number(b) - Number(a)).map(String));
    expect(rows.at(-1)?.['Impact, USD']?.text).toBe('none known');
    expect(
      exact(
        tableOf(reconciliationHtml(report, { maxRows: 1 }), 'Differences to act on').rows[0],
        'Impact, USD',
      ),
    ).toBe('8');
  });
});

describe('a credit position', () => {
  it('adds up: kinds to what is left, each day to its end and to the next', () => {
    const document = creditHtml(credit);
    const [total = '', available = '', held = ''] = factOf(document, 'Credit left');
    const meter = document.slice(document.indexOf('<ul class="legend">'), document.indexOf('</ul></div>'));
    expect(sum(exactIn(meter))).toBe(total);
    expect(sum([available, held])).toBe(total);
    const days = tableOf(document, 'Days, USD').rows;
    expect(days).toHaveLength(credit.days.length);
    for (const [index, day] of days.entries()) {
      const came = ['At the start', 'Purchased', 'Bonus', 'Adjusted'].map((title) => exact(day, title));
      expect(sum([...came, `-${exact(day, 'Used')}`])).toBe(exact(day, 'At the end'));
      const before = days[index + 1];
      if (before !== undefined) expect(exact(before, 'At the end')).toBe(exact(day, 'At the start'));
    }
    const lots = tableOf(document, 'Lots in the order in which they pay, USD').rows;
    expect(sum(lots.map((lot) => exact(lot, 'Left')))).toBe(total);
    for (const lot of lots)
      expect(sum([exact(lot, 'Used'), exact(lot, 'Left')])).toBe(exact(lot, 'Original'));
  });
});

describe('a credit position without a pace', () => {
  it('has no days that it lasts, and names what is owed on the days on which something is', () => {
    const nothing = { days: null, depletion: null, burn: null, reason: 'NO_USAGE' } as const;
    const runway = { ...credit.signals.runway, ...nothing, low: nothing, high: nothing };
    const days = credit.days.map((day, index) => ({ ...day, debt: index === 3 ? '7.5' : '0' }));
    const document = creditHtml({ ...credit, days, signals: { ...credit.signals, runway } });
    for (const row of tableOf(document, 'How long the credit lasts').rows) {
      expect([row['Per day, USD'], row['Days']]).toEqual(Array(2).fill({ exact: [], text: 'unknown' }));
    }
    expect(exact(tableOf(document, 'Days, USD').rows.at(-4), 'Owed')).toBe('7.5');
    expect(tableOf(creditHtml(credit), 'Days, USD').rows[0]).not.toHaveProperty('Owed');
  });
});

describe('an audit', () => {
  it('adds up: days to cases, cases to what is claimed, verdicts to all charges', () => {
    const document = auditHtml(audit, { currency: 'USD' });
    const cases = audit.cases.map((_one, index) => tableOf(document, `Days of case ${index + 1}`));
    const claims = cases.map(({ rows, sums: [all] }) => {
      const claimed = sum(rows.map((row) => exact(row, 'Claimed, USD')));
      if (rows.length > 1) expect(exact(all, 'Claimed, USD')).toBe(claimed);
      return new Exact(claimed).toDecimalPlaces(2).toFixed();
    });
    expect(factOf(document, 'Claimed')).toEqual([sum(claims)]);
    expect(audit.cases.map(({ claimed }) => claimed)).toEqual(claims);
    const { rows, sums } = tableOf(document, 'Charges by verdict');
    for (const title of ['Charges', 'Charged, USD', 'Given back, USD', 'Net, USD']) {
      expect(exact(sums[0], title)).toBe(sum(rows.map((row) => exact(row, title))));
    }
    expect(exact(sums[0], 'Charges')).toBe(audit.totals.scanned.toString());
  });

  it('lists all charges that are neither claimed nor right, by verdict', () => {
    const [finding] = audit.findings;
    if (finding === undefined) throw new Error('no finding');
    const findings = VERDICTS.map((verdict, index) => ({ ...finding, verdict, gross: `${index}.125` }));
    const document = auditHtml({ ...audit, findings });
    const other = document.slice(document.indexOf('<section id="other"'));
    const captions = ['Probable', 'Duplicate', 'To review', 'Given back', 'Not assessable'];
    expect(captions.map((caption) => exact(tableOf(other, caption).rows[0], 'Charged'))).toEqual(
      ['probable', 'duplicate', 'review', 'reversed', 'not_assessable'].map(
        (verdict) => findings.find((one) => one.verdict === verdict)?.gross,
      ),
    );
    expect(other.match(/<caption>/g)).toHaveLength(captions.length);
  });

  it('counts what was given back in part with what was given back in whole', () => {
    const { totals, ...rest } = audit;
    const byCategory = Object.fromEntries(
      Object.entries(totals.byCategory).map(([category, sums]) => [
        category,
        {
          ...sums,
          confirmed: { ...sums.confirmed, credited: '1.5' },
          reversed: { ...sums.reversed, credited: '2' },
        },
      ]),
    );
    const document = auditHtml({ ...rest, totals: { ...totals, byCategory } });
    const { rows } = tableOf(document, 'Net amounts by category');
    expect(rows.map((row) => exact(row, 'Given back'))).toEqual(['3.5', '3.5']);
  });
});
