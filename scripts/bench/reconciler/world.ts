import type { CategoryRule, PortalRow, PortalUsage, ServerRow, ServerUsage } from '../../../src/reconciler/index.ts';

/** Both sides of a comparison. */
export interface World {
  readonly server: ServerUsage;
  readonly portal: PortalUsage;
}

/** Categories of the rows; every device has a row in as many of them as there are rows per device. */
export const RULES: readonly CategoryRule[] = ['devices', 'hyperv_vms', 'disk_image', 'm365_accounts'].map(
  (id) => ({ id, label: id, compare: 'quantity' }),
);

const PRICES = ['2', '0.2', '1', '1.25'];
const DEVICES_OF_AN_ACCOUNT = 10;

/** Spreads numbers over 32 bits, so that neighbours have unlike ids. Every number has an id of its own. */
function idOf(number: number): string {
  return (Math.imul(number, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0').padEnd(32, 'a0b1c2d3');
}

function accountOf(device: number): string {
  return `account-${Math.floor(device / DEVICES_OF_AN_ACCOUNT)}`;
}

function categoryOf(index: number): string {
  return RULES[index % RULES.length]?.id ?? '';
}

function quantityOf(device: number, category: number): string {
  return category === 1 || category === 3 ? String(1 + (device % 9)) : '1';
}

export function* serverRows(devices: number, perDevice: number): Generator<ServerRow> {
  for (let device = 0; device < devices; device += 1) {
    const deviceId = idOf(device);
    const username = accountOf(device);
    for (let category = 0; category < perDevice; category += 1) {
      yield {
        serverKey: 'main',
        username,
        userSuspended: false,
        deviceId,
        friendlyName: null,
        categoryId: categoryOf(category),
        quantity: quantityOf(device, category),
        basis: null,
      };
    }
  }
}

/** One line in a thousand bills one unit too many. */
export function* portalRows(devices: number, perDevice: number): Generator<PortalRow> {
  let number = 0;
  for (let device = 0; device < devices; device += 1) {
    const deviceRef = idOf(device).slice(0, 6);
    const account = accountOf(device);
    for (let category = 0; category < perDevice; category += 1) {
      number += 1;
      const quantity = number % 1000 === 0 ? '12' : quantityOf(device, category);
      const fingerprint = number.toString(16).padStart(64, '0');
      const price = PRICES[category % PRICES.length] ?? '';
      yield {
        rowId: `${fingerprint}#1`,
        fingerprint,
        occurrence: 1,
        type: category === 0 ? 'device' : 'booster',
        service: `Account ${account} - Device ${deviceRef}`,
        parsed: { account, deviceRef, boosterName: null, declaredCount: null },
        categoryId: categoryOf(category),
        quantity,
        printedQuantity: quantity,
        unitCost: price,
        amount: String(Number(price) * Number(quantity)),
        currency: 'USD',
        cycleDays: 30,
        nextDue: '2026-08-20',
        parseIssues: [],
      };
    }
  }
}
