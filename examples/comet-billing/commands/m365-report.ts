import { type M365Line, type M365Report, m365Report } from 'reseller-sdk/comet/usage';
import { formatMoney } from 'reseller-sdk/reports';
import { type ExitCode, OK, VARIANCE } from '../exit-codes.ts';
import type { Desk } from '../job.ts';
import { type PageColumn, renderPage } from '../pages/page.ts';
import { periodOf, periodText } from '../pages/period.ts';
import { SERVICES } from '../steps/pull-services.ts';
import type { Options } from './options.ts';

const COLUMNS: readonly PageColumn<M365Line>[] = [
  { title: 'Account', value: ({ account }) => account },
  { title: 'Device', value: ({ devicePrefix }) => devicePrefix },
  { title: 'Accounts', value: ({ accounts }) => accounts, isNumber: true },
  { title: 'Amount', value: ({ amount }) => amount, isNumber: true },
  { title: 'Next due', value: ({ nextDue }) => nextDue },
];

/** The newest snapshot of the days, as the portal printed it. */
async function reportOf({ store, clock }: Desk, options: Options): Promise<M365Report | null> {
  const { from, to } = periodOf(options, clock);
  const range = { from: from ?? '', to: to === undefined ? '~' : `${to}T~` };
  const newest = (await store.snapshots.published(SERVICES, range)).at(-1);
  if (newest === undefined) return null;
  const rows = store.services.find(newest.contentHash);
  return m365Report([{ fetchedAt: new Date(newest.pulledAt), rows }], { from, to });
}

/** The Microsoft 365 accounts that the newest snapshot of a period lists. Exit 0; 1 when there is no snapshot. */
export async function m365ReportCommand(desk: Desk, options: Options): Promise<ExitCode> {
  const report = await reportOf(desk, options);
  const { output, currency, clock } = desk;
  const sums = report && `${report.totalAccounts} accounts, ${formatMoney(report.totalAmount, currency)}`;
  const page = renderPage(
    {
      json: report,
      rows: report?.lines ?? [],
      columns: COLUMNS,
      before: report === null ? [] : [`Snapshot of ${report.snapshotAt.toISOString()}`, ''],
      after: sums === null ? [] : ['', sums],
      empty: 'No service is listed for Microsoft 365.',
    },
    options,
  );
  if (report !== null || options.json) output.print(page);
  if (report !== null) return OK;
  output.log(`no snapshot in ${periodText(periodOf(options, clock))}; make one with portal-pull`);
  return VARIANCE;
}
