import { cometCategories } from 'reseller-sdk/comet/usage';
import { type CombinedDay, combineDaily } from 'reseller-sdk/reconciler';
import { formatBytes } from 'reseller-sdk/reports';
import type { Options } from '../commands/options.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Desk } from '../job.ts';
import { type PageColumn, showPage } from './page.ts';
import { boundsOf, type Period, periodOf } from './period.ts';

/** The servers of each day together, ascending. A day on which a required server is missing says so. */
export function combinedDays({ store, requiredServers }: Desk, period: Period): readonly CombinedDay[] {
  const collections = store.serverUsage.between(...boundsOf(period)).flatMap((server) => {
    const { serverKey, status, collectedAt, totals, counts } = server;
    return collectedAt === null ? [] : [{ serverKey, status, collectedAt, totals, quantities: counts }];
  });
  return combineDaily(collections, requiredServers);
}

/** Which servers a day has, in words. */
export function completenessText({ complete, present, missing }: CombinedDay): string {
  return complete ? `complete (${present.join(', ')})` : `missing ${missing.join(', ')}`;
}

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
  const rows = combinedDays(desk, periodOf(options, desk.clock)).toReversed();
  return showPage(desk.output, options, {
    json: { days: rows },
    rows,
    columns: COLUMNS,
    empty: 'No usage was collected in these days; collect it with collect-usage.',
  });
}
