import type { ServerRow } from '../../reconciler/index.ts';
import type { JobStatistic, ServerMeasure } from './category.ts';
import type { UsageDevice, UsageJob } from './profile.ts';

/** A row of server usage that does not know its server and user yet. */
export type ProfileRow = Pick<ServerRow, 'deviceId' | 'friendlyName' | 'categoryId' | 'quantity' | 'basis'>;

/** Something in a profile that could not be counted. */
export interface ProfileUsageIssue {
  /** A statistic is no whole number of at least 0; it counts as 0. */
  readonly code: 'STATISTIC_UNREADABLE';
  readonly sourceId: string;
  readonly statistic: JobStatistic;
}

/** A Protected Item, ready to be counted. */
export interface UsageItem {
  readonly sourceId: string;
  /** Lower-case. */
  readonly engine: string;
  /** Null where the item names no device, or one that is not registered. */
  readonly deviceId: string | null;
  readonly friendlyName: string | null;
  readonly lastJob: UsageJob | undefined;
  readonly lastSuccess: UsageJob | undefined;
}

type SourceMeasure = Exclude<ServerMeasure, { readonly measure: 'deviceCount' }>;
type StatisticMeasure = Extract<ServerMeasure, { readonly measure: 'statistic' }>;

const MAX_UNIX_SECONDS = 253_402_300_799;

/** One row for each registered device. */
export function deviceRows(
  categoryId: string,
  devices: readonly (readonly [string, UsageDevice | null])[],
): ProfileRow[] {
  return devices.map(([deviceId, device]) => {
    return { deviceId, friendlyName: device?.FriendlyName ?? null, categoryId, quantity: '1', basis: null };
  });
}

/** When a job ended, or began if it has not ended, as ISO text; null without a job. */
export function timeOf(job: UsageJob | undefined): string | null {
  const seconds = [job?.EndTime, job?.StartTime]
    .map(Number)
    .find((time) => time > 0 && time <= MAX_UNIX_SECONDS);
  return seconds === undefined ? null : new Date(seconds * 1000).toISOString();
}

/** What a job counted, as decimal text; null where it counted nothing that can be read. */
function countOf(
  job: UsageJob | undefined,
  statistic: JobStatistic,
  onUnreadable: () => void,
): string | null {
  const count = job?.[statistic] ?? null;
  if (count === null) return null;
  if ((typeof count === 'bigint' || Number.isSafeInteger(count)) && count >= 0) return String(count);
  onUnreadable();
  return null;
}

function larger(a: string | null, b: string | null): string {
  const [left, right] = [BigInt(a ?? 0), BigInt(b ?? 0)];
  return String(left > right ? left : right);
}

function quantityOf(
  pick: StatisticMeasure['pick'],
  lastJob: string | null,
  lastSuccess: string | null,
): string {
  if (pick === 'last') return lastJob ?? '0';
  return pick === 'lastSuccess' ? (lastSuccess ?? '0') : larger(lastJob, lastSuccess);
}

function statisticRow(
  categoryId: string,
  { statistic, pick }: StatisticMeasure,
  item: UsageItem,
  issues: ProfileUsageIssue[],
): ProfileRow {
  const { sourceId, deviceId, friendlyName } = item;
  const [lastJob = null, lastSuccess = null] = [item.lastJob, item.lastSuccess].map((job) =>
    countOf(job, statistic, () => issues.push({ code: 'STATISTIC_UNREADABLE', sourceId, statistic })),
  );
  const basis = { ...basisOf(item), statistic, lastJob, lastSuccess };
  return { deviceId, friendlyName, categoryId, quantity: quantityOf(pick, lastJob, lastSuccess), basis };
}

function basisOf({ sourceId, lastJob, lastSuccess }: UsageItem): NonNullable<ProfileRow['basis']> {
  return {
    sourceId,
    statistic: null,
    lastJob: null,
    lastSuccess: null,
    lastJobAt: timeOf(lastJob),
    lastSuccessAt: timeOf(lastSuccess),
  };
}

/** The first item of every device; items without a known device stay one by one. */
function firstOfDevices(items: readonly UsageItem[]): readonly UsageItem[] {
  const seen = new Set<string>();
  return items.filter(({ deviceId }) => {
    if (deviceId === null) return true;
    const isFirst = !seen.has(deviceId);
    seen.add(deviceId);
    return isFirst;
  });
}

/** One row for each Protected Item of the measure's engines, or for each of their devices. */
export function sourceRows(
  categoryId: string,
  measure: SourceMeasure,
  items: readonly UsageItem[],
  issues: ProfileUsageIssue[],
): ProfileRow[] {
  const engines = new Set(measure.engines.map((engine) => engine.toLowerCase()));
  const counted = items.filter(({ engine }) => engines.has(engine));
  if (measure.measure === 'statistic') {
    return counted.map((item) => statisticRow(categoryId, measure, item, issues));
  }
  const units = measure.measure === 'distinctDevices' ? firstOfDevices(counted) : counted;
  return units.map((item) => {
    const { deviceId, friendlyName } = item;
    return { deviceId, friendlyName, categoryId, quantity: '1', basis: basisOf(item) };
  });
}
