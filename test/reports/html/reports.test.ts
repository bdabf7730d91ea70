import { readFileSync } from 'node:fs';
import { FINDING_SEVERITY, reconcile } from 'reseller-sdk/reconciler';
import { auditHtml, creditHtml, dashboardHtml, reconciliationHtml } from 'reseller-sdk/reports/html';
import { describe, expect, it } from 'vitest';
import { html, type Markup } from '../../../src/reports/html/markup.ts';
import { portalRow, serverRow, sides } from '../../reconciler/rows.ts';
import { emptyAudit, sampleAudit } from './audit-samples.ts';
import { tableOf, textOf } from './read-back.ts';
import { emptyCredit, emptyReconciliation, HOSTILE, sampleCredit, sampleReconciliation } from './samples.ts';

const rules = [{ id: 'devices', label: 'Devices', compare: 'quantity' }] as const;

describe('markup', () => {
  it('escapes all that is filled in, for text and for attributes', () => {
    expect(html`<p title="${`"'<&>`}">${'<b>'}</p>`.toString()).toBe(
      '<p title="&quot;&#39;&lt;&amp;&gt;">&lt;b&gt;</p>',
    );
  });

  it('leaves its own markup as it is, joins lists, and prints nothing for nothing', () => {
    const list: Markup = [html`<i>a</i>`, ['b', null, undefined, false, 0]];
    expect(html`<p>${list}</p>`.toString()).toBe('<p><i>a</i>b0</p>');
  });

  it('keeps what turns, breaks or hides text out of the text', () => {
    expect(html`${'a\u202eb\u0000c\nd\ud800e'}`.toString()).toBe('a b c d e');
  });

  it('takes no other object for markup', () => {
    const forged = { toString: () => '<script>' };
    // @ts-expect-error: only markup, text, numbers and lists are taken.
    expect(() => html`${forged}`).toThrow(TypeError);
  });
});

describe('every report', () => {
  it('is one document that runs, loads and sends nothing', async () => {
    const documents = [
      reconciliationHtml(sampleReconciliation({ account: HOSTILE, failed: true }), {
        brand: HOSTILE,
        title: HOSTILE,
      }),
      creditHtml(await sampleCredit(HOSTILE), { brand: HOSTILE }),
      auditHtml(await sampleAudit(HOSTILE), { title: HOSTILE }),
      dashboardHtml({ jobs: [{ name: HOSTILE, status: 'error', at: null, note: HOSTILE }] }),
    ];
    for (const document of documents) {
      expect(document.startsWith('<!doctype html>\n<html lang="en">')).toBe(true);
      expect(document).toContain(`content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;`);
      const tags = (document.match(/<[^>]*>/g) ?? []).join('\n').replace(/="[^"]*"/g, '=');
      expect(tags).not.toMatch(
        /<(?:script|img|link|iframe|object|form|base)\b| (?:on\w+|src|srcset|action)=/i,
      );
      expect(document).not.toMatch(/url\(|@import/);
      expect(
        [...document.matchAll(/href="([^"]*)"/g)].filter(([, to = '']) => !/^#[\w-]+$/.test(to)),
      ).toEqual([]);
      expect(document).not.toMatch(/\u202e/);
    }
  });

  it('is the same for the same data, and tells the time that it was given', () => {
    const report = sampleReconciliation();
    const generatedAt = '2026-08-04T10:00:00+03:00';
    expect(reconciliationHtml(report, { generatedAt })).toBe(reconciliationHtml(report, { generatedAt }));
    expect(textOf(reconciliationHtml(report, { generatedAt }))).toContain(
      'Report made 2026-08-04 07:00:00 UTC',
    );
    expect(textOf(reconciliationHtml(report))).toContain('Report made 2026-08-03 02:05:00 UTC');
  });

  it('refuses options that make no sense', () => {
    const report = emptyReconciliation();
    for (const maxRows of [0, -1, 1.5, Number.NaN]) {
      expect(() => reconciliationHtml(report, { maxRows })).toThrow(
        expect.objectContaining({
          name: 'InvalidInputError',
          issues: [expect.objectContaining({ path: 'maxRows' })],
        }),
      );
    }
    expect(() => reconciliationHtml(report, { generatedAt: '2026-08-04T10:00:00' })).toThrow(/generatedAt/);
    for (const currency of ['', 'US D', '\u202eUSD', HOSTILE]) {
      expect(() => reconciliationHtml(report, { currency })).toThrow(/currency: must be 1 to 12 characters/);
    }
  });

  it('has a title in any case, and no brand that is blank', () => {
    const blank = reconciliationHtml(emptyReconciliation(), { title: ' \u200b', brand: ' ' });
    expect(blank).toContain('<title>Usage reconciliation</title>');
    expect(blank).not.toContain('class="brand"');
  });

  it('says so where there is nothing', async () => {
    expect(textOf(reconciliationHtml(emptyReconciliation()))).toMatch(
      /Incomplete .*There is no portal snapshot.*No category was compared.*No device differs.*No server was asked/,
    );
    const credit = textOf(creditHtml(await emptyCredit()));
    expect(credit).toMatch(
      /There is no complete day yet.*There is no lot on record.*There is no day on record/,
    );
    expect(textOf(auditHtml(await emptyAudit()))).toMatch(/Nothing was read.*There is nothing to claim/);
    expect(textOf(dashboardHtml({}))).toContain('Nothing is known yet');
    expect(textOf(dashboardHtml({})).match(/Not known yet/g)).toHaveLength(6);
  });

  it('caps long lists, each by itself, and says what it leaves out', async () => {
    const many = sampleReconciliation({ more: 300 });
    const capped = reconciliationHtml(many, { maxRows: 20 });
    const problems = many.findings.filter(({ severity }) => severity === 'problem').length;
    expect(textOf(capped)).toContain(
      `The first 20 of ${problems} findings are shown; ${problems - 20} more are in the data.`,
    );
    expect(capped.match(/many-\d+/g)?.length).toBeLessThan(60);
    expect(textOf(reconciliationHtml(many))).not.toContain('more are in the data');
    const audit = await sampleAudit();
    const cases = textOf(auditHtml(audit, { maxRows: 1 }));
    expect(cases).toContain(`The first 1 of ${audit.cases.length} cases are shown`);
    const credit = await sampleCredit();
    expect(textOf(creditHtml(credit, { maxRows: 7 }))).toContain(
      `The first 7 of ${credit.days.length} days are shown`,
    );
  });
});

describe('many rows', () => {
  it('take no time and no room that grows faster than they do', async () => {
    const report = sampleReconciliation();
    const repeat = <Row>(rows: readonly Row[]): Row[] => Array.from({ length: 4000 }, () => rows).flat();
    const many = { ...report, findings: repeat(report.findings), items: repeat(report.items) };
    const credit = await sampleCredit();
    const audit = await sampleAudit();
    const started = performance.now();
    const documents = [
      reconciliationHtml(many),
      auditHtml({ ...audit, findings: repeat(audit.findings), cases: repeat(audit.cases) }),
      creditHtml({ ...credit, lots: repeat(credit.lots), days: repeat(credit.days) }, { maxRows: 50 }),
    ];
    expect(performance.now() - started).toBeLessThan(15_000);
    const [first = 0, second = 0, third = 0] = documents.map(({ length }) => length);
    expect(Math.max(first, second)).toBeLessThan(3_000_000);
    // Each of the days is a point of a line and a step of an outline.
    expect(third).toBeLessThan(100_000 + 132_000 * 60);
  });
});

describe('a reconciliation', () => {
  it('never passes for agreement while it is incomplete', () => {
    const text = textOf(reconciliationHtml(sampleReconciliation({ failed: true })));
    expect(text).toMatch(/^.*Incomplete .*they prove nothing/);
    expect(text).toContain('A server that is needed could not be read.');
    expect(text).toContain('no route to host');
    expect(text).not.toContain('agrees with what is in use');
  });

  it('shows errors that cancel out, with their size', () => {
    const { server, portal } = sides(
      [serverRow({}), serverRow({ deviceId: 'bbbbbb22' })],
      [portalRow({ quantity: '2', amount: '4' })],
    );
    const report = reconcile(server, portal, { rules });
    expect(report.categories[0]).toMatchObject({ variance: '0', gross: '2', status: 'offsetting' });
    const document = reconciliationHtml(report);
    expect(textOf(document)).toContain('Errors cancel out');
    expect(document).toContain(
      'data-label="All differences" class="figure"><div><data class="n" value="2">2</data>',
    );
  });

  it('calls what has no price unknown, never 0', () => {
    const { server, portal } = sides(
      [serverRow({})],
      [portalRow({ quantity: '2', amount: null, unitCost: null })],
    );
    const document = reconciliationHtml(reconcile(server, portal, { rules }));
    expect(document).toMatch(/data-label="Impact, USD" class="figure"><div><span class="absent">unknown/);
    const [item] = tableOf(document, 'Devices on which both sides differ').rows;
    expect(item?.['Expected, USD']).toEqual({ exact: [], text: 'unknown' });
    expect(textOf(document)).toContain('Not everything has a price.');
  });

  it('prints cents and carries every decimal', () => {
    const { server, portal } = sides(
      [serverRow({})],
      [portalRow({ quantity: '3', amount: '12345.678901234' })],
    );
    const report = reconcile(server, portal, { rules });
    const document = reconciliationHtml(report);
    expect(document).toContain('value="12345.678901234">12<span class="k">345</span>.68</data>');
    const totals = { ...report.totals, totalAmount: '-123456', grandTotal: '999.5' };
    const grouped = reconciliationHtml({ ...report, totals });
    expect(grouped).toContain('value="-123456">-123<span class="k">456</span>.00</data>');
    expect(grouped).toContain('value="999.5">999.50</data>');
  });

  it('names the server that a finding is about, and the report that it is', () => {
    const text = textOf(reconciliationHtml(sampleReconciliation({ failed: true })));
    expect(text).toMatch(/Server gave no usage SERVER_FAILED server us-1 none none/);
    expect(text).toContain('Report reconcile-2026-08-03');
  });

  it('says what the total leaves out, and what is billed past the paid period', () => {
    const report = sampleReconciliation();
    expect(textOf(reconciliationHtml(report))).toContain('every line is in it');
    expect(textOf(reconciliationHtml(report))).not.toContain('past the paid period');
    const totals = { ...report.totals, grandTotal: '99999.5', pastGraceAmount: '7.25' };
    const text = textOf(reconciliationHtml({ ...report, totals }));
    expect(text).toContain('99 999 .50 with the lines that are left out of it');
    expect(text).toContain('Billed past the paid period 7.25');
  });

  it('has words for every code', () => {
    const words = readFileSync('src/reports/html/reconciliation/words.ts', 'utf8');
    for (const code of Object.keys(FINDING_SEVERITY)) expect(words).toContain(`  ${code}: '`);
  });
});

describe('a credit position', () => {
  it('draws as many bars as there are days, each with its figure', async () => {
    const credit = await sampleCredit();
    const document = creditHtml(credit);
    const bars = [...document.matchAll(/<rect class="bar"[^>]*><title>([^<]*)<\/title>/g)].map(
      ([, title]) => title,
    );
    expect(bars).toHaveLength(credit.days.length);
    expect(bars[0]).toBe('2026-07-01: 190.25 USD');
    expect(document).toContain(`At this pace it lasts until ${credit.signals.runway.depletion}.`);
  });

  it('draws credit below zero, and no forecast without a pace', async () => {
    const { days, ...credit } = await sampleCredit();
    const owing = days.map((day) => ({ ...day, closing: '-5', usageAmount: '-1' }));
    const nothing = { days: null, depletion: null, burn: null, reason: 'NET_CREDIT' } as const;
    const runway = { ...credit.signals.runway, ...nothing, low: nothing, high: nothing };
    const document = creditHtml({ ...credit, days: owing, signals: { ...credit.signals, runway } });
    expect(document).not.toMatch(/NaN|Infinity|undefined|class="ahead"/);
    expect(textOf(document)).toContain('More came back than was used');
  });
});

describe('an audit', () => {
  it('shows the lines of a day as they were printed, whole, and alike ones once', async () => {
    const { cases, ...audit } = await sampleAudit();
    const [first] = cases.slice(-1);
    const [day] = first?.days ?? [];
    const [finding] = day?.findings ?? [];
    if (first === undefined || day === undefined || finding === undefined) throw new Error('no case');
    const lines = ['Seat 1', 'Seat 2', 'Seat 2', `Account ${'a '.repeat(200)}end`];
    const findings = lines.map((text) => ({
      ...finding,
      charge: { ...finding.charge, text, packText: null },
    }));
    const one = { ...first, days: [{ ...day, findings }] };
    const text = textOf(auditHtml({ ...audit, cases: [one] }));
    expect(text).toMatch(/Seat 1 Seat 2 Account (?:a )+end/);
    expect(text.match(/Seat 2/g)).toHaveLength(1);
    expect(textOf(auditHtml({ ...audit, cases: [{ ...one, rhythm: null, cycleDays: 0 }] }))).toContain(
      'Charged not known',
    );
  });

  it('adds up what is claimed from the cases, and shows each day to the last decimal', async () => {
    const audit = await sampleAudit();
    expect(audit.cases.map(({ claimed }) => claimed)).toEqual(['60', '15.03']);
    const document = auditHtml(audit, { currency: 'USD' });
    expect(document).toContain(
      '<dt>Claimed</dt><dd class="value"><data class="n" value="75.03">75.03</data>',
    );
    expect(document).toContain('<data class="n" value="2.505">2.505</data>');
    expect(textOf(document)).toContain('1 line, 2.51 USD: perhaps duplicates');
  });

  it('gives reasons in words, with their figures', async () => {
    const text = textOf(auditHtml(await sampleAudit()));
    expect(text).toContain('last seen on 2026-06-10, absent on 2026-06-11');
    expect(text).toContain('nothing proves that money was taken');
    expect(text).toContain('debit missing, identity missing, stop missing, rhythm missing');
  });
});
