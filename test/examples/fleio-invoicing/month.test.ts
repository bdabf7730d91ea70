import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type MonthOptions, playMonth } from '../../../examples/fleio-invoicing/demo/month.ts';

/** Some days of the demo; the whole of it is what `npm run example` runs, with the same checks. */
async function play(options: Pick<MonthOptions, 'from' | 'to' | 'balanceLagMs'>) {
  const folder = mkdtempSync(join(tmpdir(), 'fleio-invoicing-month-'));
  const lines: string[] = [];
  const print = (line: string): void => void lines.push(line.replaceAll(/ +/g, ' '));
  try {
    const report = await playMonth({ ...options, file: join(folder, 'billing.sqlite'), print });
    const failed = report.checks.filter(({ ok }) => !ok).map(({ check }) => check);
    return { report, lines, failed };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** That these lines were printed, in this order, with others between them. */
function expectInOrder(lines: readonly string[], expected: readonly string[]): void {
  expect(lines.filter((line) => expected.includes(line))).toEqual(expected);
}

const SLOW = { timeout: 120_000 };

describe('the month', () => {
  it('credits once, tops up within bounds, charges again after the hours', SLOW, async () => {
    const { lines, failed } = await play({ to: '2026-10-10T00:00+03:00' });
    expect(failed).toEqual([]);
    expectInOrder(lines, [
      '2026-10-06 11:00 juniper wants credit for 5: refused, below',
      '2026-10-06 11:00 juniper wants credit for 2500: refused, above',
      '2026-10-06 11:00 juniper wants credit for 100,00: invoice 1',
      '2026-10-07 15:00 juniper credit back of invoice 1: done',
      '2026-10-07 18:10 acme invoice 2: 20.00 USD, the limit is reached',
      '2026-10-08 10:00 acme credit for invoice 2: done',
      '2026-10-08 10:10 acme the same event again: known',
      '2026-10-09 16:10 cedar invoice 3 is charged: failed',
      '2026-10-09 22:10 cedar invoice 3 is charged: paid',
    ]);
  });

  it('notices invoices that come because nobody waited for the balances', SLOW, async () => {
    const to = '2026-10-08T12:00+03:00';
    const { failed } = await play({ from: '2026-10-07T07:00+03:00', to, balanceLagMs: 0 });
    expect(failed).toContain('no invoice asked for more than was owed');
  });

  it('keeps a day closed, waits for a rate and for Fleio', SLOW, async () => {
    const { lines, failed, report } = await play({
      from: '2026-10-20T00:00+03:00',
      to: '2026-10-26T12:00+02:00',
    });
    expect(failed).toEqual([]);
    expectInOrder(lines, [
      '2026-10-20 09:30 fir invoice 1 is deleted by mistake',
      '2026-10-20 09:30 fir an invoice is due, but this day has had one',
      '2026-10-21 00:00 fir invoice 2: 22.50 USD, the limit is reached',
      '2026-10-21 22:10 iris invoice 3: 15.20 GBP, the limit is reached',
      '2026-10-22 09:00 kestrel invoice 4: 21.00 USD, the limit is reached',
      '2026-10-25 00:10 gale invoice 5: 20.00 USD, the limit is reached',
      '2026-10-25 22:10 gale an invoice is due, but this day has had one',
      '2026-10-26 00:00 gale invoice 6: 22.00 USD, the limit is reached',
    ]);
    expect(report.clients.find(({ client }) => client === 'iris')).toMatchObject({
      ...{ paid: '15.20', invoiceCurrency: 'GBP', credited: '20.00', accountCurrency: 'USD' },
    });
  });

  it('invoices ended cycles once, also one whose claim was lost', SLOW, async () => {
    const { lines, failed, report } = await play({
      from: '2026-10-31T08:00+02:00',
      to: '2026-11-02T13:00+02:00',
    });
    expect(failed).toEqual([]);
    expectInOrder(lines, [
      '2026-10-31 20:10 acme invoice 1: 20.00 USD, the limit is reached',
      '2026-11-01 02:00 acme an ended cycle is claimed and given back, COVERED',
      '2026-11-01 02:00 birch invoice 2: 7.32 USD, the cycle ended',
      '2026-11-01 09:00 maple invoice 3: 7.60 USD, the cycle ended',
    ]);
    expect(report.claims).toMatchObject({ invoiced: 2, lost: 1 });
  });
});
