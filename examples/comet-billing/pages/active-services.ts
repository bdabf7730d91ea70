import type { ActiveService } from 'reseller-sdk/comet/portal';
import { summariseActiveServices } from 'reseller-sdk/comet/usage';
import type { StoredSnapshot } from 'reseller-sdk/reconciler';
import { formatMoney } from 'reseller-sdk/reports';
import type { Options } from '../commands/options.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Desk } from '../job.ts';
import { SERVICES } from '../steps/pull-services.ts';
import { type PageColumn, showPage } from './page.ts';

const COLUMNS: readonly PageColumn<ActiveService>[] = [
  { title: 'Service', value: ({ service }) => service },
  { title: 'Type', value: ({ type }) => type },
  { title: 'Cycle', value: ({ cycleDays }) => cycleDays, isNumber: true },
  { title: 'Next due', value: ({ nextDue }) => nextDue },
  { title: 'Unit', value: ({ unitCost }) => unitCost, isNumber: true },
  { title: 'Quantity', value: ({ quantity }) => quantity, isNumber: true },
  { title: 'Amount', value: ({ amount }) => amount, isNumber: true },
  { title: 'Tenant', value: ({ tenantId }) => tenantId },
  { title: 'Device', value: ({ deviceId, name }) => deviceId ?? name?.devicePrefix ?? null },
];

/** The newest snapshot, or the last of a UTC day. */
async function snapshotOf({ store }: Desk, day: string | undefined): Promise<StoredSnapshot | null> {
  if (day === undefined) return store.snapshots.latest(SERVICES);
  const range = { from: `${day}T`, to: `${day}T~` };
  return (await store.snapshots.published(SERVICES, range)).at(-1) ?? null;
}

/** What the portal lists as running, of the newest snapshot or of a day's last one. Exit 0. */
export async function activeServices(desk: Desk, options: Options): Promise<ExitCode> {
  const { store, output, currency } = desk;
  const snapshot = await snapshotOf(desk, options.date);
  const rows = store.services.find(snapshot?.contentHash ?? null);
  const { totalAmount, grandTotal } = summariseActiveServices(rows);
  const sums = `${rows.length} services, ${formatMoney(totalAmount, currency)}`;
  const others = `with those of an unknown type ${formatMoney(grandTotal, currency)}`;
  return showPage(output, options, {
    json: { snapshot, services: rows.map(({ raw: _raw, ...row }) => row), totalAmount, grandTotal },
    rows,
    columns: COLUMNS,
    before: snapshot === null ? [] : [`Pulled at ${snapshot.pulledAt}`, ''],
    after: snapshot === null ? [] : ['', totalAmount === grandTotal ? sums : `${sums}; ${others}`],
    empty:
      options.date === undefined
        ? 'There is no snapshot; make one with portal-pull.'
        : `There is no snapshot of ${options.date}; the command snapshots lists those that are there.`,
  });
}
