import type { CategoryRule, PortalRow, ServerRow } from '../../../src/reconciler/index.ts';

/** How many rows there are. */
export interface Shape {
  readonly devices: number;
  /** Categories of every device, at most as many as there are rules. */
  readonly categories: number;
  /** Lines that bill a device in a category; each bills its part of what runs. */
  readonly lines: number;
}

export const RULES: readonly CategoryRule[] = ['devices', 'hyperv_vms', 'disk_image', 'm365_accounts'].map(
  (id) => ({ id, label: id, compare: 'quantity' }),
);

/** What both sides say of themselves: whole, and an hour apart. */
export const headers = {
  servers: [{ serverKey: 'main', status: 'ok', collectedAt: '2026-08-03T01:00:00Z', error: null }],
  snapshot: { snapshotId: 's1', pulledAt: '2026-08-03T02:00:00Z', state: 'published' },
} as const;

const DEVICES_OF_AN_ACCOUNT = 10;
/** One line in so many bills too much. */
const WRONG = 1000;

/** Ids in order, spread over all prefixes. Every number has an id of its own. */
function idOf(number: number, { devices }: Shape): string {
  const spread = Math.floor((number * 2 ** 32) / devices);
  return spread.toString(16).padStart(8, '0').padEnd(32, 'a0b1c2d3');
}

/** Accounts whose devices are apart from each other. */
function accountOf(device: number, { devices }: Shape): string {
  return `account-${device % Math.ceil(devices / DEVICES_OF_AN_ACCOUNT)}`;
}

function idOfCategory(index: number): string {
  return RULES[index % RULES.length]?.id ?? '';
}

/** What a line bills: some categories always one, others more. */
function unitsOf(device: number, category: number): number {
  return category % 2 === 0 ? 1 : 1 + (device % 9);
}

/** In the order of the ids, which is how a database or a collector would give them. */
export function* serverRows(shape: Shape): Generator<ServerRow> {
  for (let device = 0; device < shape.devices; device += 1) {
    const deviceId = idOf(device, shape);
    const username = accountOf(device, shape);
    for (let category = 0; category < shape.categories; category += 1) {
      yield {
        serverKey: 'main',
        username,
        userSuspended: false,
        deviceId,
        friendlyName: null,
        categoryId: idOfCategory(category),
        quantity: String(unitsOf(device, category) * shape.lines),
        basis: null,
      };
    }
  }
}

export function* portalRows(shape: Shape): Generator<PortalRow> {
  let number = 0;
  for (let device = 0; device < shape.devices; device += 1) {
    const deviceRef = idOf(device, shape).slice(0, 6);
    const account = accountOf(device, shape);
    for (let place = 0; place < shape.categories * shape.lines; place += 1) {
      number += 1;
      const category = place % shape.categories;
      const units = unitsOf(device, category) + (number % WRONG === 0 ? 1 : 0);
      yield line(number, account, deviceRef, category, units);
    }
  }
}

function line(
  number: number,
  account: string,
  deviceRef: string,
  category: number,
  units: number,
): PortalRow {
  const fingerprint = number.toString(16).padStart(64, '0');
  return {
    rowId: `${fingerprint}#1`,
    fingerprint,
    occurrence: 1,
    type: category === 0 ? 'device' : 'booster',
    service: `Account ${account} - Device ${deviceRef}`,
    parsed: { account, deviceRef, boosterName: null, declaredCount: null },
    categoryId: idOfCategory(category),
    quantity: String(units),
    printedQuantity: String(units),
    unitCost: '2',
    amount: String(units * 2),
    currency: 'USD',
    cycleDays: 30,
    nextDue: '2026-08-20',
    parseIssues: [],
  };
}
