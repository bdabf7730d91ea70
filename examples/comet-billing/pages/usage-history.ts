import type { BillingHistoryCharge } from 'reseller-sdk/comet/portal';
import {
  categoryOf,
  chargesByType,
  cometCategories,
  lateCharges,
  type TypeTotal,
} from 'reseller-sdk/comet/usage';
import { Decimal } from 'reseller-sdk/decimal';
import { formatMoney } from 'reseller-sdk/reports';
import type { Options } from '../commands/options.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Desk } from '../job.ts';
import { type PageColumn, showPage } from './page.ts';
import { boundsOf, periodJson, periodOf, periodText } from './period.ts';

const COLUMNS: readonly PageColumn<BillingHistoryCharge>[] = [
  { title: 'Day', value: ({ usageDate }) => usageDate },
  { title: 'Account', value: ({ accountName }) => accountName },
  {
    title: 'Device',
    value: ({ deviceId }) => deviceId,
    text: ({ deviceId }) => deviceId?.slice(0, 12) ?? '-',
  },
  { title: 'Category', value: (row) => categoryOf(row, cometCategories).categoryId },
  { title: 'Item', value: ({ itemDesc }) => itemDesc },
  { title: 'Quantity', value: ({ quantity }) => quantity, isNumber: true },
  { title: 'Amount', value: ({ amount }) => amount, isNumber: true },
  { title: 'Packs', value: ({ packs }) => packs.raw },
];

/** The charges that are shown, and what all of them add up to. */
interface History {
  readonly shown: readonly BillingHistoryCharge[];
  readonly totals: {
    readonly charges: number;
    readonly amount: string;
    readonly late: number;
    readonly byType: readonly TypeTotal[];
  };
}

/** Adds the charges up one after the other, and keeps the first `most` of them. */
function historyOf(charges: Iterable<BillingHistoryCharge>, most: number): History {
  const shown: BillingHistoryCharge[] = [];
  let [count, late] = [0, 0];
  function* noted(): Generator<BillingHistoryCharge> {
    for (const charge of charges) {
      if (count < most) shown.push(charge);
      count += 1;
      late += lateCharges([charge]).length;
      yield charge;
    }
  }
  const byType = chargesByType(noted());
  const amount = byType.reduce((sum, type) => sum.plus(type.amount), new Decimal(0)).toFixed();
  return { shown, totals: { charges: count, amount, late, byType } };
}

/** The charges of a period, newest day first, with their sum, their number and their types. Exit 0. */
export async function usageHistory(
  { store, output, clock, currency }: Desk,
  options: Options,
): Promise<ExitCode> {
  const period = periodOf(options, clock);
  const most = options.format === 'text' ? options.limit : Number.POSITIVE_INFINITY;
  const { shown, totals } = historyOf(store.charges.newestFirst(...boundsOf(period)), most);
  const { charges, amount, late, byType } = totals;
  return showPage(output, options, {
    json: { period: periodJson(period), totals, charges: shown.map(({ raw: _raw, ...row }) => row) },
    rows: shown,
    total: charges,
    columns: COLUMNS,
    after: [
      '',
      `${charges} charges, ${formatMoney(amount, currency)} (${periodText(period)})`,
      ...byType.map((type) => `  ${type.itemType}: ${type.rows}, ${formatMoney(type.amount, currency)}`),
      ...(late > 0 ? [`  ${late} of them were posted more than a week late`] : []),
    ],
    empty: 'There are no charges in these days.',
  });
}
