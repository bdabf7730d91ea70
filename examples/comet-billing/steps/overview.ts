import { summariseActiveServices } from 'reseller-sdk/comet/usage';
import { Decimal } from 'reseller-sdk/decimal';
import type { CombinedDay, SavedReportHeader, StoredSnapshot } from 'reseller-sdk/reconciler';
import { type DashboardInput, type DashboardModel, dashboardModel, type JobRun } from 'reseller-sdk/reports';
import type { Desk } from '../job.ts';
import { allLots } from './all-lots.ts';
import { combinedDays } from './combined-days.ts';
import { type Credit, creditPosition } from './credit-position.ts';
import { type JobState, jobStates } from './job-states.ts';
import { SERVICES } from './pull-services.ts';

/** Where everything stands, as plain data. */
export interface Overview extends Pick<DashboardModel, 'status' | 'alerts' | 'claims'> {
  readonly generatedAt: string;
  readonly currency: string;
  readonly credit: Credit & {
    /** Of what is left, in percent at 1 decimal; null when nothing is left. */
    readonly purchasedPercent: string | null;
    readonly bonusPercent: string | null;
  };
  /** The newest snapshot of the portal, and what it lists. */
  readonly portal: (StoredSnapshot & { readonly totalAmount: string; readonly ageHours: number }) | null;
  /** The newest day of usage; a server that is missing is named in it. */
  readonly usage: CombinedDay | null;
  /** The comparison that was saved last. */
  readonly lastReport: SavedReportHeader | null;
  readonly data: {
    readonly charges: number;
    readonly firstChargeDay: string | null;
    readonly lastChargeDay: string | null;
    readonly snapshots: number;
    readonly lots: number;
  };
  readonly jobs: readonly JobState[];
  /** Data that should be newer than it is, and servers that are configured no more. */
  readonly overdue: readonly JobRun[];
  /** What has to be done once, and whether it was. */
  readonly checklist: Readonly<
    Record<'creditRecorded' | 'usageCollected' | 'portalPulled' | 'chargesBooked' | 'reportSaved', boolean>
  >;
}

const HOUR_MS = 3_600_000;

function percentOf(part: string, whole: string): string | null {
  const all = new Decimal(whole);
  return all.isZero() ? null : new Decimal(part).times(100).div(all).toFixed(1, Decimal.ROUND_HALF_UP);
}

async function portalOf(
  { store, clock }: Desk,
  snapshots: readonly StoredSnapshot[],
): Promise<Overview['portal']> {
  const newest = snapshots.at(-1);
  if (newest === undefined) return null;
  const { totalAmount } = summariseActiveServices(store.services.find(newest.contentHash));
  const ageHours = Math.floor((clock.now().getTime() - Date.parse(newest.pulledAt)) / HOUR_MS);
  return { ...newest, totalAmount, ageHours };
}

/** Reads where everything stands, beside what a dashboard joins. */
export async function overviewOf(
  desk: Desk,
  input: DashboardInput,
  overdue: readonly JobRun[],
): Promise<Overview> {
  const { status, alerts, claims } = dashboardModel(input);
  const { store, ledger, clock, currency } = desk;
  const credit = await creditPosition(desk);
  const { purchased, bonus, total, consumed } = credit.balance;
  const snapshots = await store.snapshots.published(SERVICES, { from: '', to: '~' });
  const portal = await portalOf(desk, snapshots);
  const newestDay = store.serverUsage.newestDay('~') ?? '';
  const usage = combinedDays(desk, newestDay, newestDay).at(-1) ?? null;
  const [lastReport = null] = await store.reports.list(1);
  const [days, lots] = [store.charges.days(), await allLots(ledger)];
  const data = {
    charges: store.charges.count(),
    firstChargeDay: days[0] ?? null,
    lastChargeDay: days.at(-1) ?? null,
    snapshots: snapshots.length,
    lots: lots.length,
  };
  return {
    generatedAt: clock.now().toISOString(),
    status,
    alerts,
    claims,
    currency,
    credit: {
      ...credit,
      purchasedPercent: percentOf(purchased, total),
      bonusPercent: percentOf(bonus, total),
    },
    portal,
    usage,
    lastReport,
    data,
    jobs: jobStates(desk),
    overdue,
    checklist: {
      creditRecorded: lots.some(({ origin }) => origin.type === 'purchase' || origin.type === 'opening'),
      usageCollected: usage !== null,
      portalPulled: portal !== null,
      chargesBooked: Object.values(consumed).some((amount) => amount !== '0') || credit.balance.debt !== '0',
      reportSaved: lastReport !== null,
    },
  };
}
