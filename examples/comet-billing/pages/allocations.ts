import type { CreditLedger, UsagePlace, UsageRecord } from 'reseller-sdk/credit-ledger';
import { Decimal } from 'reseller-sdk/decimal';
import { formatMoney } from 'reseller-sdk/reports';
import type { Options } from '../commands/options.ts';
import { addDays } from '../days.ts';
import type { ExitCode } from '../exit-codes.ts';
import { ACCOUNT, type Desk } from '../job.ts';
import { type PageColumn, shortId, showPage } from './page.ts';
import { type Period, periodJson, periodOf } from './period.ts';

/** What a lot paid for the usage of a day; without a lot, what nobody has paid. */
interface Allocation {
  readonly day: string;
  readonly lotId: string | null;
  readonly kind: string;
  readonly usages: number;
  readonly amount: string;
}

/** The usage of a period, page by page. */
async function* usagesOf(ledger: CreditLedger, { from, to }: Period): AsyncGenerator<UsageRecord> {
  const query = { limit: 500, ...(from && { from }), ...(to && { before: addDays(to, 1) }) };
  for (let after: UsagePlace | undefined; ; ) {
    const { items, next } = await ledger.usages(ACCOUNT, { ...query, ...(after && { after }) });
    yield* items;
    if (next === null) return;
    after = next;
  }
}

/** The parts that paid for a usage, and what is owed of it. */
function partsOf({ slices, shortfall }: UsageRecord): Pick<Allocation, 'lotId' | 'kind' | 'amount'>[] {
  const owed = shortfall === '0' ? [] : [{ lotId: null, kind: 'debt', amount: shortfall }];
  return [...slices.map(({ lotId, kind, amount }) => ({ lotId, kind, amount })), ...owed];
}

/** Parts added up by day and lot, in the order in which they came. */
async function allocationsOf(ledger: CreditLedger, period: Period): Promise<Allocation[]> {
  const sums = new Map<string, Allocation>();
  for await (const usage of usagesOf(ledger, period)) {
    for (const { lotId, kind, amount } of partsOf(usage)) {
      const key = JSON.stringify([usage.day, lotId]);
      const known = sums.get(key) ?? { day: usage.day, lotId, kind, usages: 0, amount: '0' };
      const sum = new Decimal(known.amount).plus(amount).toFixed();
      sums.set(key, { ...known, usages: known.usages + 1, amount: sum });
    }
  }
  return [...sums.values()];
}

const COLUMNS: readonly PageColumn<Allocation>[] = [
  { title: 'Day', value: ({ day }) => day },
  { title: 'Lot', value: ({ lotId }) => lotId, text: ({ lotId }) => shortId(lotId ?? '(nobody)') },
  { title: 'Kind', value: ({ kind }) => kind },
  { title: 'Charges', value: ({ usages }) => usages, isNumber: true },
  {
    title: 'Amount',
    value: ({ amount }) => amount,
    text: ({ amount }) => formatMoney(amount),
    isNumber: true,
  },
];

/** Which lots paid for the usage of each day. Exit 0. */
export async function allocations(desk: Desk, options: Options): Promise<ExitCode> {
  const period = periodOf(options, desk.clock);
  const rows = await allocationsOf(desk.ledger, period);
  return showPage(desk.output, options, {
    json: { period: periodJson(period), allocations: rows },
    rows,
    columns: COLUMNS,
    empty: 'Nothing was charged to the credit in these days.',
  });
}
