import { InvalidInputError, type Issue } from '../../core/errors/input.ts';
import { ChargeReader } from '../charge-reader.ts';
import { dayOfMs } from '../days.ts';
import type { LifeBook } from '../lifecycle/life-book.ts';
import { round, Total } from '../money.ts';
import type { AuditWindow, Charge, PlanLine } from '../records.ts';
import type { Listing } from '../rhythm/listing.ts';
import { PlanLineReader, refusePlanLines } from '../rhythm/plan-line-reader.ts';
import { readWindow } from '../window.ts';

/** Whether what is listed was charged as well, both in whole cents. */
export type ListedState =
  /** Listed, and not charged: there is nothing to claim. */
  'phantom' | 'verified' | 'charge_only' | 'none';

/** One service that is listed, charged or both. Amounts are exact decimal text. */
export interface ListedService {
  readonly category: string;
  /** Of the known device, else as printed. */
  readonly account: string | null;
  /** Full id of the known device, else as printed, in lower case. */
  readonly device: string | null;
  /** Amount of the newest snapshot within the window that lists it. */
  readonly listed: string;
  /** Charges of the window, less credits. */
  readonly charged: string;
  readonly state: ListedState;
}

interface Sums {
  readonly category: string;
  readonly account: string | null;
  readonly device: string | null;
  listed: Total;
  listedAt: number;
  readonly charged: Total;
}

const CENTS = 2;

/**
 * Whether each listed service is really charged, so that nobody claims money that was never taken. Lines and charges
 * meet by the device that `lives` resolves them to; what names no known device meets by what is printed.
 *
 * Source: billing-audit 4.14.
 * @throws InvalidInputError with every line or charge that cannot be read
 */
export function listedVersusCharged(
  lines: Iterable<PlanLine>,
  charges: Iterable<Charge>,
  window: AuditWindow,
  lives: LifeBook,
): readonly ListedService[] {
  const { from, to } = readWindow(window);
  const services = new Map<string, Sums>();
  for (const listing of readLines(lines)) {
    const day = dayOfMs(listing.at);
    if (day >= from && day <= to) list(sumsOf(services, listing.line, lives), listing);
  }
  for (const read of readCharges(charges)) {
    if (read.day >= from && read.day <= to) sumsOf(services, read.charge, lives).charged.add(read.amount);
  }
  return [...services].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sums]) => written(sums));
}

/** A newer snapshot replaces what an older one listed; lines of one snapshot add up. */
function list(sums: Sums, { at, amount }: Listing): void {
  if (at < sums.listedAt) return;
  if (at > sums.listedAt) sums.listed = new Total();
  sums.listedAt = at;
  if (amount !== null) sums.listed.add(amount);
}

function sumsOf(services: Map<string, Sums>, line: PlanLine | Charge, lives: LifeBook): Sums {
  const { account: printed, deviceRef: reference, text, category } = line;
  const { known } = lives.identify({ reference, account: printed, text }, category);
  const account = known?.service.account ?? printed?.trim() ?? null;
  const device = known?.service.device ?? (reference?.trim().toLowerCase() || null);
  const key = JSON.stringify([category, account, device]);
  let sums = services.get(key);
  if (sums === undefined) {
    const never = Number.NEGATIVE_INFINITY;
    sums = { category, account, device, listed: new Total(), listedAt: never, charged: new Total() };
    services.set(key, sums);
  }
  return sums;
}

function written({ category, account, device, listed, charged }: Sums): ListedService {
  const isListed = round(listed.value, CENTS).units > 0n;
  const isCharged = round(charged.value, CENTS).units > 0n;
  const state = isListed ? (isCharged ? 'verified' : 'phantom') : isCharged ? 'charge_only' : 'none';
  return { category, account, device, listed: listed.toString(), charged: charged.toString(), state };
}

function readLines(lines: Iterable<PlanLine>): Listing[] {
  const issues: Issue[] = [];
  const reader = new PlanLineReader();
  const read = Array.from(lines, (line, index) => reader.read(line, `lines[${index}]`, issues));
  refusePlanLines(issues);
  return read.filter((line) => line !== undefined);
}

function readCharges(charges: Iterable<Charge>) {
  const reader = new ChargeReader();
  const issues: Issue[] = [];
  const read = Array.from(charges, (charge, index) => {
    const one = reader.read(charge);
    if (one === undefined) {
      issues.push({ path: `charges[${index}]`, message: 'needs a calendar day and a decimal amount' });
    }
    return one;
  });
  if (issues.length > 0) throw new InvalidInputError('charges', issues);
  return read.filter((one) => one !== undefined);
}
