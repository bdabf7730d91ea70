import { cometCategories } from 'reseller-sdk/comet/usage';
import type { CombinedDay } from 'reseller-sdk/reconciler';
import { formatBytes } from 'reseller-sdk/reports';
import type { Options } from '../commands/options.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Desk } from '../job.ts';
import { combinedDays, completenessText } from '../steps/combined-days.ts';
import { type PageColumn, showPage } from './page.ts';
import { boundsOf, periodOf } from './period.ts';

const COLUMNS: readonly PageColumn<CombinedDay>[] = [
  { title: 'Day', value: ({ day }) => day },
  { title: 'Servers', value: completenessText },
  { title: 'Users', value: ({ totals }) => totals.users, isNumber: true },
  { title: 'Devices', value: ({ totals }) => totals.devices, isNumber: true },
  ...cometCategories
    .filter(({ id, server }) => server !== null && id !== 'devices')
    .map(({ id, label }) => ({
      title: label,
      value: ({ quantities }: CombinedDay) => quantities[id] ?? '0',
      isNumber: true,
    })),
  {
    title: 'Storage',
    value: ({ totals }) => totals.storageBytes,
    text: ({ totals }) => formatBytes(BigInt(totals.storageBytes)),
    isNumber: true,
  },
];

/** What ran on all servers, day by day, newest first. Exit 0. */
export async function dailyUsage(desk: Desk, options: Options): Promise<ExitCode> {
  const rows = combinedDays(desk, ...boundsOf(periodOf(options, desk.clock))).toReversed();
  return showPage(desk.output, options, {
    json: { days: rows },
    rows,
    columns: COLUMNS,
    empty: 'No usage was collected in these days; collect it with collect-usage.',
  });
}
