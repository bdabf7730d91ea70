import type { PortalRow, PortalUsage, ServerRow, ServerUsage } from 'reseller-sdk/reconciler';

/** One device of acme, changed as wanted. */
export function serverRow(changes: Partial<ServerRow>): ServerRow {
  return {
    serverKey: 'main',
    username: 'acme',
    userSuspended: false,
    deviceId: 'aaaaaa11',
    friendlyName: 'desk',
    categoryId: 'devices',
    quantity: '1',
    basis: null,
    ...changes,
  };
}

/** The line that bills it, changed as wanted. */
export function portalRow(changes: Partial<PortalRow>): PortalRow {
  return {
    rowId: 'p1#1',
    fingerprint: 'p1',
    occurrence: 1,
    type: 'device',
    service: 'Account acme - Device aaaaaa',
    parsed: { account: 'acme', deviceRef: 'aaaaaa', boosterName: null, declaredCount: null },
    categoryId: 'devices',
    quantity: '1',
    printedQuantity: '1',
    unitCost: '2',
    amount: '2',
    currency: 'USD',
    cycleDays: 30,
    nextDue: '2026-08-20',
    parseIssues: [],
    ...changes,
  };
}

/** Both sides, whole and an hour apart. */
export function sides(
  serverRows: readonly ServerRow[],
  portalRows: readonly PortalRow[],
): { readonly server: ServerUsage; readonly portal: PortalUsage } {
  return {
    server: {
      servers: [{ serverKey: 'main', status: 'ok', collectedAt: '2026-08-03T01:00:00Z', error: null }],
      rows: serverRows,
    },
    portal: {
      snapshot: { snapshotId: 's1', pulledAt: '2026-08-03T02:00:00Z', state: 'published' },
      rows: portalRows,
    },
  };
}
