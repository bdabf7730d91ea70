import type { BillingHistoryCharge } from 'reseller-sdk/comet/portal';
import { categoryOf, chargesByType, cometCategories, lateCharges } from 'reseller-sdk/comet/usage';
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

/** The charges of a period, newest day first, with their sum, their number and their types. Exit 0. */
export async function usageHistory(
  { store, output, clock, currency }: Desk,
  options: Options,
): Promise<ExitCode> {
  const period = periodOf(options, clock);
  const rows = Array.from(store.charges.between(...boundsOf(period)), ({ row }) => row).reverse();
  const total = rows.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0)).toFixed();
  const [byType, late] = [chargesByType(rows), lateCharges(rows).length];
  const totals = { charges: rows.length, amount: total, late, byType };
  return showPage(output, options, {
    json: { period: periodJson(period), totals, charges: rows.map(({ raw: _raw, ...row }) => row) },
    rows,
    columns: COLUMNS,
    after: [
      '',
      `${rows.length} charges, ${formatMoney(total, currency)} (${periodText(period)})`,
      ...byType.map((type) => `  ${type.itemType}: ${type.rows}, ${formatMoney(type.amount, currency)}`),
      ...(late > 0 ? [`  ${late} of them were posted more than a week late`] : []),
    ],
    empty: 'There are no charges in these days.',
  });
}
