import fc from 'fast-check';
import {
  filterByDate,
  normalizeActiveServiceRow,
  normalizeBillingHistoryRow,
  readActiveServices,
  readBillingHistory,
  withOccurrences,
} from 'reseller-sdk/comet/portal';
import { describe, expect, it } from 'vitest';
import { historyRow, portalWith, serviceRow } from './support.ts';

const AT = new Date('2026-08-07T02:00:00Z');

/** Rows that count how often their date column is read. */
function watchedRows(count: number): { rows: unknown[]; reads: () => number } {
  let reads = 0;
  const rows = Array.from({ length: count }, () => {
    const row = historyRow();
    Object.defineProperty(row, 'Date Added', {
      enumerable: true,
      get: () => {
        reads += 1;
        return '05 Aug 2026';
      },
    });
    return row;
  });
  return { rows, reads: () => reads };
}

describe('a report', () => {
  it('normalises a row when it is asked for, not before', () => {
    const { rows, reads } = watchedRows(1000);
    const report = readBillingHistory(rows, AT);
    expect(reads()).toBe(0);
    for (const row of report.rows) {
      expect(row.index).toBe(0);
      break;
    }
    expect(reads()).toBeLessThan(5);
  });

  it('tells issues and invalid rows without being iterated, and the same after', () => {
    const report = readBillingHistory([historyRow(), historyRow({ 'Amount Used': 'x' }), 7], AT);
    const { issues } = report;
    expect(report.invalid.map(({ index }) => index)).toEqual([1, 2]);
    expect([...report.rows]).toHaveLength(1);
    expect([...report.rows]).toHaveLength(1);
    expect(report.issues).toBe(issues);
    expect(report.rawCount).toBe(3);
  });

  it('is data in JSON', () => {
    const report = readActiveServices([serviceRow()], AT);
    expect(JSON.parse(JSON.stringify(report))).toMatchObject({
      fetchedAt: '2026-08-07T02:00:00.000Z',
      rawCount: 1,
      rows: [{ service: 'Account acme - Device abcdefPlanAdvanced Plan' }],
      invalid: [],
      issues: [],
    });
  });

  it('looks at 50 rows for its columns', () => {
    const nameless = Array.from({ length: 50 }, () => historyRow({ Item: undefined }));
    for (const row of nameless) delete row['Item'];
    const early = readBillingHistory([...nameless.slice(1), historyRow()], AT);
    expect(early.issues).toEqual([]);
    const late = readBillingHistory([...nameless, historyRow()], AT);
    expect(late.issues).toEqual([{ code: 'COLUMNS_UNKNOWN', row: null, field: 'item', text: null }]);
  });

  it('never throws for what a row may hold', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.jsonValue(), anyRow())), (rows) => {
        for (const report of [readBillingHistory(rows, AT), readActiveServices(rows, AT)]) {
          expect([...report.rows].length + report.invalid.length).toBe(rows.length);
        }
        for (const report of [
          readBillingHistory(rows, AT, { compat: 'cometbilling' }),
          readActiveServices(rows, AT, { compat: 'cometbilling' }),
        ]) {
          expect([...report.rows].length + report.invalid.length).toBe(rows.length);
        }
      }),
    );
  });

  it('keeps rows with hostile keys apart from the language', () => {
    const rows: unknown[] = JSON.parse('[{"__proto__":{"Item":"x"},"constructor":"y","Date":"2026-08-05"}]');
    expect([...readBillingHistory(rows, AT).rows]).toEqual([]);
  });

  it('survives a cell that is nested beyond every stack', () => {
    const depth = 200_000;
    const rows: unknown[] = JSON.parse(
      `[{"Date":"2026-08-05","Amount":"1","Item":${'['.repeat(depth)}${']'.repeat(depth)}}]`,
    );
    expect([...readBillingHistory(rows, AT).rows]).toMatchObject([{ item: '(list)' }]);
  });

  it('of some tens of thousands of rows comes through the client whole', async () => {
    const body = JSON.stringify(
      Array.from({ length: 20_000 }, (_, i) => historyRow({ 'Sub-Items': `n ${i % 7}` })),
    );
    const portal = portalWith(() => new Response(body, { headers: { 'content-type': 'application/json' } }));
    const report = await portal.reports.billingHistory();
    const numbered = withOccurrences(report.rows);
    expect(numbered).toHaveLength(20_000);
    expect(new Set(numbered.map(({ fingerprint }) => fingerprint)).size).toBe(7);
    expect(new Set(numbered.map(({ id }) => id)).size).toBe(20_000);
  });
});

/** Rows whose captions are known and whose cells are anything. */
function anyRow() {
  const cell = fc.oneof(
    fc.string(),
    fc.double(),
    fc.bigInt(),
    fc.constant(null),
    fc.boolean(),
    fc.jsonValue(),
  );
  const captions = [
    'Date Added',
    'Item',
    'Sub-Items',
    'Device ID',
    'Amount Used',
    'Packs Used',
    'Type',
    'Service',
  ];
  const others = ['Quantity', 'Unit Cost', 'PostedAt', 'CycleDays', 'Next Due Date', 'Amount', 'TenantID'];
  return fc.record(Object.fromEntries([...captions, ...others].map((caption) => [caption, cell])), {
    requiredKeys: [],
  });
}

describe('withOccurrences', () => {
  const contents = fc.array(fc.constantFrom('$1', '$2', '$3'), { maxLength: 40 });

  it('law: the occurrences of a content are 1 to n, each once, in order of arrival', () => {
    fc.assert(
      fc.property(contents, (amounts) => {
        const report = readBillingHistory(
          amounts.map((amount) => historyRow({ 'Amount Used': amount })),
          AT,
        );
        const numbered = withOccurrences(report.rows);
        for (const { fingerprint } of numbered) {
          const equal = numbered.filter((row) => row.fingerprint === fingerprint);
          expect(equal.map(({ occurrence }) => occurrence)).toEqual(equal.map((_, index) => index + 1));
        }
        expect(new Set(numbered.map(({ id }) => id)).size).toBe(numbered.length);
      }),
    );
  });

  it('law: the set of ids does not depend on the order of the answer', () => {
    fc.assert(
      fc.property(contents, (amounts) => {
        const ids = (list: readonly string[]) =>
          withOccurrences(
            readActiveServices(
              list.map((Amount) => serviceRow({ Amount })),
              AT,
            ).rows,
          )
            .map(({ id }) => id)
            .sort();
        expect(ids(amounts.toReversed())).toEqual(ids(amounts));
      }),
    );
  });

  it('tells charges and services apart', () => {
    const [charge] = withOccurrences(readBillingHistory([historyRow()], AT).rows);
    const [service] = withOccurrences(readActiveServices([serviceRow()], AT).rows);
    expect(charge?.fingerprint).not.toBe(service?.fingerprint);
  });

  it('takes tenant and device of a service as they were sent', () => {
    const rows = [serviceRow(), serviceRow({ 'Device ID': 'abcdef' })];
    const [plain, withDevice] = withOccurrences(readActiveServices(rows, AT).rows);
    expect(withDevice?.fingerprint).not.toBe(plain?.fingerprint);
  });
});

describe('filterByDate', () => {
  const charges = [
    ...readBillingHistory(
      ['2026-07-31', '2026-08-01', '2026-08-31', '2026-09-01'].map((day) =>
        historyRow({ 'Date Added': day }),
      ),
      AT,
    ).rows,
  ];
  const daysOf = (days: { from?: string; to?: string }) =>
    [...filterByDate(charges, days)].map(({ usageDate }) => usageDate);

  it('includes both ends', () => {
    expect(daysOf({ from: '2026-08-01', to: '2026-08-31' })).toEqual(['2026-08-01', '2026-08-31']);
  });

  it('leaves a missing end open', () => {
    expect(daysOf({ from: '2026-08-31' })).toEqual(['2026-08-31', '2026-09-01']);
    expect(daysOf({})).toHaveLength(4);
  });

  it('refuses ends that are no days, or reversed, before anything is read', () => {
    expect(() => filterByDate(charges, { from: '2026-8-1', to: 'x' })).toThrow(/from.*to/);
    expect(() => filterByDate(charges, { from: '2026-08-02', to: '2026-08-01' })).toThrow(/after/);
  });
});

describe('a row on its own', () => {
  it('names its place in its issues', () => {
    const reading = normalizeBillingHistoryRow(historyRow({ Quantity: 'x' }), 41);
    expect(reading).toMatchObject({
      valid: true,
      row: { index: 41, issues: [{ code: 'NUMBER_UNREADABLE', row: 41, field: 'quantity', text: 'x' }] },
    });
  });

  it('keeps what arrived', () => {
    const raw = serviceRow({ Extra: 'kept' });
    const reading = normalizeActiveServiceRow(raw);
    expect(reading.valid && reading.row.raw).toBe(raw);
  });
});

describe('a text of many digits', () => {
  it('is read in one pass, also as the WHMCS module reads it', () => {
    const text = '1,111,'.repeat(10_000);
    const rows = [historyRow({ 'Packs Used': text, 'Sub-Items': text, 'Amount Used': '1' })];
    const start = performance.now();
    const [strict] = readBillingHistory(rows, AT).rows;
    const [compat] = readBillingHistory(rows, AT, { compat: 'cometbilling' }).rows;
    expect(performance.now() - start).toBeLessThan(1000);
    expect(strict?.packs.parsedOk).toBe(false);
    expect(compat?.packs_used_parsed.parsedOk).toBe(false);
  });
});
