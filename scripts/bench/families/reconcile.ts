import {
  type PortalRow,
  type ReconciliationReport,
  reconcile,
  type ServerRow,
} from '../../../src/reconciler/index.ts';
import type { Family, Figure } from '../family.ts';
import { fresh } from '../processes.ts';
import { headers, portalRows, RULES, serverRows } from '../reconciler/world.ts';
import { agree, medians } from '../rounds.ts';

const LARGE = { devices: 250_000, categories: 4, lines: 1 };
const USUAL = { devices: 100_000, categories: 3, lines: 1 };

interface Sides {
  readonly server: readonly ServerRow[];
  readonly portal: readonly PortalRow[];
}

/** The least that any comparison does: it looks at every field once. */
function touch({ server, portal }: Sides): number {
  let sum = 0;
  for (const row of server) {
    sum += row.serverKey.length + row.username.length + (row.deviceId?.length ?? 0) + row.categoryId.length;
    sum += row.quantity.length + (row.friendlyName?.length ?? 0) + Number(row.userSuspended);
    if (row.basis !== null) sum += 1;
  }
  for (const row of portal) {
    const { account, deviceRef, boosterName, declaredCount } = row.parsed;
    sum += row.rowId.length + row.fingerprint.length + row.occurrence + row.type.length;
    sum += (account?.length ?? 0) + (deviceRef?.length ?? 0) + (boosterName?.length ?? 0);
    sum += (declaredCount?.length ?? 0) + (row.service?.length ?? 0) + row.categoryId.length;
    sum += (row.quantity?.length ?? 0) + (row.printedQuantity?.length ?? 0) + (row.unitCost?.length ?? 0);
    sum += (row.amount?.length ?? 0) + (row.currency?.length ?? 0) + (row.cycleDays ?? 0);
    sum += (row.nextDue?.length ?? 0) + row.parseIssues.length;
  }
  return sum;
}

interface Joined {
  readonly categoryId: string;
  readonly account: string | null;
  readonly device: string | null;
  server: number;
  portal: number;
  billed: number;
}

/**
 * How one would join them: a map on text keys, numbers that lose decimals. It reads 4 fields of a server row and 5 of a
 * portal row, trusts them, and gives the two sums of every key. It knows no repeated row, currency, ambiguous prefix,
 * account under another name, price, finding or order.
 */
function mapJoin({ server, portal }: Sides): Joined[] {
  const joined = new Map<string, Joined>();
  const at = (categoryId: string, account: string | null, device: string | null): Joined => {
    const key = `${categoryId}|${account}|${device}`;
    const known = joined.get(key);
    if (known !== undefined) return known;
    const made = { categoryId, account, device, server: 0, portal: 0, billed: 0 };
    joined.set(key, made);
    return made;
  };
  for (const { categoryId, username, deviceId, quantity } of server) {
    at(categoryId, username, deviceId?.slice(0, 6) ?? null).server += Number(quantity);
  }
  for (const { categoryId, parsed, quantity, amount } of portal) {
    const one = at(categoryId, parsed.account, parsed.deviceRef);
    one.portal += Number(quantity);
    one.billed += Number(amount);
  }
  return [...joined.values()];
}

/**
 * The whole comparison: every number is checked and read exactly, rows that stand twice and mixed currencies are looked
 * for, prefixes are resolved, and the result is a list of items in order, with prices, impacts and findings.
 */
function report({ server, portal }: Sides): ReconciliationReport {
  const { servers, snapshot } = headers;
  return reconcile({ servers, rows: server }, { snapshot, rows: portal }, { rules: RULES });
}

async function large(): Promise<Figure[]> {
  const sides: Sides = { server: [...serverRows(LARGE)], portal: [...portalRows(LARGE)] };
  const { items, totals } = report(sides);
  const joined = mapJoin(sides);
  agree('R9 items', items.length, joined.length);
  agree('R9 variances', items.filter(({ variance }) => variance !== '0').length, wrongOf(joined));
  agree('R9 billed', totals.grandTotal, String(joined.reduce((sum, { billed }) => sum + billed, 0)));
  const us = await medians(
    {
      touch: () => touch(sides),
      reconcile: () => report(sides).items.length,
      map: () => mapJoin(sides).length,
    },
    { rounds: 5, calls: 1, onProcessor: true },
  );
  return [
    { name: 'touch every field of 10^6 and 10^6 rows', value: us.touch / 1000, unit: 'ms' },
    {
      name: 'reconcile / that',
      value: us.reconcile / us.touch,
      unit: 'x',
      target: { atMost: 8 },
      // The target is for a join that gives sums. A report has an object for each item, which alone costs more than
      // touching does, and each device is found twice among 250,000 that are spread over memory.
      budget: 22,
    },
    {
      name: 'join by a Map on text keys / reconcile',
      value: us.map / us.reconcile,
      unit: 'x',
      target: { atLeast: 3.5 },
      budget: 1.2,
    },
  ];
}

function wrongOf(joined: readonly Joined[]): number {
  return joined.filter(({ server, portal }) => server !== portal).length;
}

async function usual(): Promise<Figure[]> {
  const sides: Sides = { server: [...serverRows(USUAL)], portal: [...portalRows(USUAL)] };
  const us = await medians(
    { reconcile: () => report(sides).items.length },
    { rounds: 5, calls: 1, onProcessor: true },
  );
  const name = 'reconcile 100,000 devices, 300,000 lines';
  return [{ name, value: us.reconcile / 1000, unit: 'ms', target: { atMost: 2000 } }];
}

/** Devices that are numbered begin alike, and each printed prefix may mean every one of them. */
function numbered(count: number): Sides {
  const shape = { devices: count, categories: 1, lines: 1 };
  const idOf = (row: number): string => `device-${String(row).padStart(8, '0')}`;
  const server = [...serverRows(shape)].map((row, index) => ({ ...row, deviceId: idOf(index) }));
  const portal = [...portalRows(shape)].map((row, index) => {
    const account = index % 2 === 0 ? 'unknown' : row.parsed.account;
    return { ...row, parsed: { ...row.parsed, account, deviceRef: idOf(index).slice(0, 6) } };
  });
  return { server, portal };
}

async function alike(): Promise<Figure[]> {
  const [few, many] = [numbered(5000), numbered(20_000)];
  const us = await medians(
    { few: () => report(few).items.length, many: () => report(many).items.length },
    { rounds: 5, calls: 1, onProcessor: true },
  );
  const name = '20,000 devices whose ids begin alike / 5,000 of them';
  return [{ name, value: us.many / us.few, unit: 'x', target: { atMost: 6 } }];
}

interface Run {
  readonly ms: number;
  readonly growth: number;
}

async function streamed(mode: string, devices: number, lines: number): Promise<Run> {
  const script = 'scripts/bench/reconciler/main.ts';
  return JSON.parse(await fresh(['--expose-gc', script, mode, String(devices), String(lines)]));
}

/** What a stream holds, in processes of their own. */
async function heapGrowth(): Promise<Figure[]> {
  const few = await streamed('sorted', 100_000, 1);
  const many = await streamed('sorted', 100_000, 10);
  const any = await streamed('unsorted', 100_000, 1);
  return [
    {
      name: 'sorted stream of 300,000 lines, heap growth',
      value: few.growth,
      unit: 'MB',
      target: { atMost: 10 },
    },
    { name: 'sorted stream of 3,000,000 lines', value: many.growth, unit: 'MB', target: { atMost: 10 } },
    { name: 'stream of 300,000 lines in any order', value: any.growth, unit: 'MB' },
  ];
}

const run = async (): Promise<readonly Figure[]> => [
  ...(await heapGrowth()),
  ...(await usual()),
  ...(await alike()),
  ...(await large()),
];

export const reconcileFamily: Family = { title: 'R9 reconciliation, by rows and by memory', run };
