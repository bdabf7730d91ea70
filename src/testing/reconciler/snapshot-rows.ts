import { parseDay } from '../../core/time.ts';
import type { PortalRow, SnapshotSeal, SnapshotStart } from '../../reconciler/index.ts';

/** A snapshot of the source `services` that begins on 3 August 2026. */
export function start(snapshotId: string): SnapshotStart {
  const window = { from: parseDay('2026-07-01'), to: parseDay('2026-07-31') };
  return { snapshotId, source: 'services', pulledAt: '2026-08-03T02:00:00.000Z', window };
}

/** A seal without a pointer; the hash is of no rows. */
export function seal(rowCount: number): SnapshotSeal {
  return { rowCount, contentHash: 'e'.repeat(64), sameAs: null };
}

/** A portal row with a number. */
export function line(number: number, changes: Partial<PortalRow> = {}): PortalRow {
  return {
    rowId: `row-${number}#1`,
    fingerprint: `row-${number}`,
    occurrence: 1,
    type: 'device',
    service: `Account acme - Device ${String(number).padStart(6, '0')}`,
    parsed: {
      account: 'acme',
      deviceRef: String(number).padStart(6, '0'),
      boosterName: null,
      declaredCount: null,
    },
    categoryId: 'devices',
    quantity: '1',
    printedQuantity: '1',
    unitCost: '2',
    amount: '2.00',
    currency: 'USD',
    cycleDays: 30,
    nextDue: '2026-08-20',
    parseIssues: [],
    ...changes,
  };
}
