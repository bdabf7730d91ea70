/** Every report in a real browser: what people see, on a phone and on a desk, in light and dark, and on paper. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { formatMoney, formatSignedMoney } from 'reseller-sdk/reports';
import { auditHtml, creditHtml, dashboardHtml, reconciliationHtml } from 'reseller-sdk/reports/html';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../../support/browser.ts';
import { emptyAudit, sampleAudit } from './audit-samples.ts';
import {
  emptyCredit,
  emptyReconciliation,
  HOSTILE,
  SAMPLE_JOBS,
  sampleCredit,
  sampleReconciliation,
} from './samples.ts';

const options = { brand: 'Example Hosting', currency: 'USD', generatedAt: '2026-08-03T06:00:00Z' };
const long = `${'unbroken'.repeat(30)}@example.com`;

const reconciliation = sampleReconciliation();
const credit = await sampleCredit();
const audit = await sampleAudit();
const hostile = {
  reconciliation: sampleReconciliation({ account: HOSTILE, failed: true }),
  credit: await sampleCredit(HOSTILE),
  audit: await sampleAudit(long),
};
const jobs = SAMPLE_JOBS;
const huge = '-98765432109876543210.12345678';
const extreme = {
  ...credit,
  balance: {
    ...credit.balance,
    total: huge,
    purchased: '12345678901234567890',
    debt: '0.00000001',
    net: huge,
  },
  days: credit.days.map((day, index) => ({
    ...day,
    closing: huge,
    usageAmount: `${index - 9}${'0'.repeat(20)}`,
  })),
  portalBalance: huge,
};

const REPORTS: Readonly<Record<string, string>> = {
  reconciliation: reconciliationHtml(reconciliation, options),
  credit: creditHtml(credit, options),
  audit: auditHtml(audit, options),
  dashboard: dashboardHtml({ credit, reconciliation, audit, jobs }, options),
  'reconciliation of hostile names': reconciliationHtml(hostile.reconciliation, {
    ...options,
    title: HOSTILE,
  }),
  'credit of hostile names': creditHtml(hostile.credit, { ...options, brand: HOSTILE }),
  'audit of long names': auditHtml(hostile.audit, { ...options, title: long, brand: long }),
  'credit of extreme figures': creditHtml(extreme, options),
  'dashboard of extreme figures': dashboardHtml({ credit: extreme }, options),
  'empty reconciliation': reconciliationHtml(emptyReconciliation()),
  'empty credit': creditHtml(await emptyCredit()),
  'empty audit': auditHtml(await emptyAudit()),
  'empty dashboard': dashboardHtml({}),
};

const folder = mkdtempSync(join(tmpdir(), 'reseller-sdk-reports-'));
let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

interface View {
  readonly width: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** Opens a report from a file, as an owner does, looks at it, and fails on anything that the browser complains of. */
async function look<Result>(
  report: string,
  { width, colorScheme = 'light' }: View,
  see: (page: Page) => Promise<Result>,
): Promise<Result> {
  const file = join(folder, `${report.replaceAll(' ', '-')}.html`);
  writeFileSync(file, REPORTS[report] ?? '');
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== pathToFileURL(file).href) complaints.push(`asked for ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href);
  const result = await see(page);
  await page.close();
  expect(complaints).toEqual([]);
  return result;
}

interface Row {
  readonly head: string;
  readonly cells: Readonly<Record<string, string>>;
}

/** The rows of a table: exact figures where there are some, otherwise text. */
async function rowsOf(page: Page, caption: string): Promise<readonly Row[]> {
  return page.evaluate((title) => {
    const table = [...document.querySelectorAll('table')].find((one) => one.caption?.textContent === title);
    return [...(table?.tBodies[0]?.rows ?? [])].map((row) => ({
      head: row.cells[0]?.textContent ?? '',
      cells: Object.fromEntries(
        [...row.querySelectorAll('td')].map((cell) => {
          const exact = cell.querySelector('data')?.value;
          return [cell.dataset['label'] ?? '', exact ?? cell.textContent];
        }),
      ),
    }));
  }, caption);
}

/** Texts that lie outside the page, or that the frame around them cuts off. */
async function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const texts = [
      ...document.querySelectorAll<HTMLElement>(
        'h1, h2, h3, p, dt, dd, td div, bdi, code, data, time, .badge, .y span, .x span',
      ),
    ];
    return texts.flatMap((text) => {
      if (text.getClientRects().length === 0) return [];
      const frame = text.closest('.tiles > div, .card, article, .table, .plot')?.getBoundingClientRect();
      const { left, right } = text.getBoundingClientRect();
      const isInside = left >= (frame?.left ?? 0) - 1 && right <= (frame?.right ?? innerWidth) + 1;
      return isInside ? [] : [text.outerHTML];
    });
  });
}

/** What the accessibility check has to say against a page; colours alone, where all else was looked at before. */
async function faultsOf(page: Page, colours?: 'colours'): Promise<readonly string[]> {
  const rules = colours === undefined ? '' : `, runOnly: ['color-contrast']`;
  const { violations, passes } = await page.evaluate<AxeResults>(
    `axe.run({ resultTypes: ['violations']${rules} })`,
  );
  const wanted =
    colours === undefined ? ['color-contrast', 'region', 'page-has-heading-one'] : ['color-contrast'];
  expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(wanted));
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe.each(Object.keys(REPORTS))('%s', { timeout: 60_000 }, (report) => {
  it('is readable at every width, on a phone in the light and on a desk in the dark', async () => {
    await look(report, { width: 360 }, async (page) => {
      await page.evaluate(axe.source);
      expect(await faultsOf(page)).toEqual([]);
      for (const width of [360, 700, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        expect(await cutOff(page)).toEqual([]);
      }
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await faultsOf(page, 'colours')).toEqual([]);
    });
  });

  it('prints every amount as the house does, carries the exact one, and is light on paper', async () => {
    const figures = await look(report, { width: 1280, colorScheme: 'dark' }, async (page) => {
      await page.emulateMedia({ media: 'print' });
      const ground = page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
      expect(await ground).toBe('rgb(255, 255, 255)');
      expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString()).toBe('%PDF-');
      return page.evaluate(() =>
        [...document.querySelectorAll('data')].map(({ value, textContent }) => [value, textContent] as const),
      );
    });
    const odd = figures.filter(([exact, shown]) => {
      const forms = [exact, `+${exact}`, `${exact}%`, formatMoney(exact), formatSignedMoney(exact)];
      return !forms.includes(shown) && !/ (?:[KMGTPE]?B)$/.test(shown);
    });
    expect(odd).toEqual([]);
  });
});

describe('the figures in the page equal the data', { timeout: 60_000 }, () => {
  it('of a reconciliation', async () => {
    const [categories, devices] = await look('reconciliation', { width: 1280 }, async (page) => [
      await rowsOf(page, 'In use and billed, by category'),
      await rowsOf(page, 'Devices on which both sides differ'),
    ]);
    const compared = reconciliation.categories.filter(({ kind }) => kind === 'compared');
    expect(categories).toEqual(
      compared.map(({ label, server, portal, variance, gross, amounts }) => ({
        head: label,
        cells: expect.objectContaining({
          'In use': server,
          Billed: portal,
          Difference: variance,
          'All differences': gross,
          'Amount, USD': amounts.billed,
          'Expected, USD': amounts.expected,
          'Impact, USD': amounts.impact,
        }),
      })),
    );
    const items = reconciliation.items.filter(({ variance }) => variance !== '0');
    expect(devices.map(({ cells }) => [cells['Difference'], cells['Impact, USD']])).toEqual(
      items
        .toSorted((a, b) => Math.abs(Number(b.amounts.impact)) - Math.abs(Number(a.amounts.impact)))
        .map(({ variance, amounts }) => [variance, amounts.impact]),
    );
  });

  it('of a credit position', async () => {
    const [days, lots] = await look('credit', { width: 360 }, async (page) => [
      await rowsOf(page, 'Days, USD'),
      await rowsOf(page, 'Lots in the order in which they pay, USD'),
    ]);
    expect(days.map(({ head, cells }) => [head, cells['Used'], cells['At the end']])).toEqual(
      credit.days.toReversed().map(({ date, usage, closing }) => [date, usage, closing]),
    );
    expect(lots.map(({ cells }) => [cells['Original'], cells['Used'], cells['Left']])).toEqual(
      credit.lots.map(({ original, consumed, remaining }) => [original, consumed, remaining]),
    );
  });

  it('of an audit', async () => {
    const tables = await look('audit', { width: 1280 }, async (page) => ({
      verdicts: await rowsOf(page, 'Charges by verdict'),
      days: await Promise.all(audit.cases.map((_case, index) => rowsOf(page, `Days of case ${index + 1}`))),
    }));
    const [confirmed] = tables.verdicts;
    const { count, gross, credited, net } = audit.totals.byVerdict.confirmed;
    expect(confirmed?.cells).toEqual({
      Charges: count.toString(),
      'Charged, USD': gross,
      'Given back, USD': credited,
      'Net, USD': net,
    });
    expect(tables.days.map((rows) => rows.map(({ head, cells }) => [head, cells['Claimed, USD']]))).toEqual(
      audit.cases.map(({ days }) => days.map(({ day, claimed }) => [day, claimed])),
    );
  });
});
