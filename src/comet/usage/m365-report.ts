import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { type Day, isDay, utcDay } from '../../core/time.ts';
import type { ActiveService } from '../portal/index.ts';
import { cometCategories } from './categories.ts';
import { categoryOf } from './categorise.ts';
import type { CometCategory } from './category.ts';
import { DecimalSum } from './decimal-sum.ts';
import { m365AccountsOfService } from './m365-accounts.ts';

/** Active services at one time, such as a report of the portal. */
export interface ServiceSnapshot {
  readonly fetchedAt: Date;
  readonly rows: Iterable<ActiveService>;
}

/** One Microsoft 365 line. */
export interface M365Line {
  readonly account: string | null;
  readonly devicePrefix: string | null;
  readonly accounts: number;
  /** Charge of one cycle as a plain decimal; null if it is missing or unreadable. */
  readonly amount: string | null;
  readonly nextDue: Day | null;
}

/** Protected Microsoft 365 accounts of the newest snapshot of a period. */
export interface M365Report {
  readonly snapshotAt: Date;
  /** Sorted by account, then device, in code-unit order; lines without account last. */
  readonly lines: readonly M365Line[];
  readonly totalAccounts: number;
  /** Sum of the amounts that could be read, as a plain decimal. */
  readonly totalAmount: string;
}

/** Options of {@link m365Report}: UTC days, both included; a missing end is open. */
export interface M365ReportOptions {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly categories?: readonly CometCategory[] | undefined;
}

const LAST = '\uffff';

function checkPeriod({ from, to }: M365ReportOptions): void {
  const issues: Issue[] = Object.entries({ from, to })
    .filter(([, day]) => day !== undefined && !isDay(day))
    .map(([path]) => ({ path, message: 'must be a calendar day YYYY-MM-DD' }));
  if (issues.length === 0 && from !== undefined && to !== undefined && from > to) {
    issues.push({ path: 'from', message: 'must not be after to' });
  }
  if (issues.length > 0) throw new InvalidInputError('m365Report', issues);
}

function newestWithin(
  snapshots: Iterable<ServiceSnapshot>,
  { from, to }: M365ReportOptions,
): ServiceSnapshot | undefined {
  let newest: ServiceSnapshot | undefined;
  for (const snapshot of snapshots) {
    const day = utcDay(snapshot.fetchedAt);
    if ((from !== undefined && day < from) || (to !== undefined && day > to)) continue;
    if (newest === undefined || snapshot.fetchedAt >= newest.fetchedAt) newest = snapshot;
  }
  return newest;
}

function sortKey({ account, devicePrefix }: M365Line): string {
  return `${account ?? LAST} ${devicePrefix ?? LAST}`;
}

function byKey(a: M365Line, b: M365Line): number {
  const left = sortKey(a);
  const right = sortKey(b);
  return left === right ? 0 : left < right ? -1 : 1;
}

function lineOf(service: ActiveService): M365Line {
  return {
    account: service.name?.account ?? null,
    devicePrefix: service.name?.devicePrefix ?? null,
    accounts: m365AccountsOfService(service),
    amount: service.amount,
    nextDue: service.nextDue,
  };
}

/**
 * The Microsoft 365 lines of the newest snapshot within a period; null when there is none.
 *
 * @throws InvalidInputError for ends that are no days or are reversed
 */
export function m365Report(
  snapshots: Iterable<ServiceSnapshot>,
  options: M365ReportOptions = {},
): M365Report | null {
  checkPeriod(options);
  const { categories = cometCategories } = options;
  const snapshot = newestWithin(snapshots, options);
  if (snapshot === undefined) return null;
  const lines: M365Line[] = [];
  for (const service of snapshot.rows) {
    if (categoryOf(service, categories).categoryId === 'm365_accounts') lines.push(lineOf(service));
  }
  const total = new DecimalSum();
  for (const { amount } of lines) if (amount !== null) total.add(amount);
  return {
    snapshotAt: snapshot.fetchedAt,
    lines: lines.sort(byKey),
    totalAccounts: lines.reduce((sum, { accounts }) => sum + accounts, 0),
    totalAmount: total.toString(),
  };
}
