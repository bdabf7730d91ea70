import fc from 'fast-check';
import type { PortalRow, PortalUsage, ServerRow, ServerUsage } from 'reseller-sdk/reconciler';

const ACCOUNTS = ['acme', 'Acme', 'beta', 'joanne', 'ann', '__proto__', 'constructor'];
const DEVICES = ['aaaaaa11', 'aaaaaa22', 'bbbbbb11', 'cccccc33', 'cccccc34'];
const REFERENCES = ['aaaaaa', 'bbbbbb', 'cccccc3', 'dddddd', 'aaa', 'AAAAAA11'];
const CATEGORIES = ['devices', 'vms', 'sites', 'fees', 'unruled', '__proto__'];

/** Rules for the categories above: both ways to compare, a tolerance, a price, an informational one. */
export const RULES = [
  { id: 'devices', label: 'Devices', compare: 'quantity' },
  { id: 'vms', label: 'VMs', compare: 'quantity', tolerance: { absolute: 1 }, unitPrice: '0.25' },
  { id: 'sites', label: 'Sites', compare: 'presence' },
  { id: '__proto__', label: 'Odd', compare: 'quantity' },
  { id: 'fees', label: 'Fees', compare: 'quantity', informational: {} },
] as const;

const quantity = fc.constantFrom('0', '1', '1', '1', '2', '3', '0.5', '-1');
const amount = fc.constantFrom(null, '0', '0.20', '1', '2.00', '3.333333333', '-2');
const count = fc.constantFrom(null, '1', '2', '2.0');

function serverRow(): fc.Arbitrary<ServerRow> {
  return fc.record({
    serverKey: fc.constantFrom('one', 'two'),
    username: fc.constantFrom(...ACCOUNTS),
    userSuspended: fc.boolean(),
    deviceId: fc.constantFrom(null, ...DEVICES),
    friendlyName: fc.constantFrom(null, 'desk', 'a long name', 'b long name'),
    categoryId: fc.constantFrom(...CATEGORIES),
    quantity: fc.constantFrom('0', '1', '1', '2', '2.5'),
    basis: fc.option(
      fc.record({
        sourceId: fc.constantFrom(null, 's1', 's2'),
        statistic: fc.constantFrom(null, 'vms'),
        lastJob: count,
        lastSuccess: count,
        lastJobAt: fc.constant(null),
        lastSuccessAt: fc.constant(null),
      }),
    ),
  });
}

function portalRow(): fc.Arbitrary<Omit<PortalRow, 'rowId' | 'fingerprint' | 'occurrence'>> {
  return fc.record({
    type: fc.constantFrom('device', 'booster', 'serial'),
    service: fc.constant(null),
    parsed: fc.record({
      account: fc.constantFrom(null, ...ACCOUNTS),
      deviceRef: fc.constantFrom(null, ...REFERENCES),
      boosterName: fc.constant(null),
      declaredCount: fc.constant(null),
    }),
    categoryId: fc.constantFrom(...CATEGORIES),
    quantity: fc.option(quantity),
    printedQuantity: fc.option(quantity),
    unitCost: amount,
    amount,
    currency: fc.constant(null),
    cycleDays: fc.constantFrom(1, 30, null),
    nextDue: fc.constant(null),
    parseIssues: fc.constantFrom([], ['unreadable']),
  });
}

/** Both sides, with few names so that rows meet, collide and contradict each other. */
export function usage(): fc.Arbitrary<{ readonly server: ServerUsage; readonly portal: PortalUsage }> {
  const ok = { status: 'ok', collectedAt: '2026-08-03T01:00:00Z', error: null } as const;
  return fc
    .record({
      serverRows: fc.array(serverRow(), { maxLength: 14 }),
      portalRows: fc.array(portalRow(), { maxLength: 14 }),
    })
    .map(({ serverRows, portalRows }) => ({
      server: {
        servers: [
          { serverKey: 'one', ...ok },
          { serverKey: 'two', ...ok },
        ],
        rows: serverRows,
      },
      portal: {
        snapshot: { snapshotId: 's', pulledAt: '2026-08-03T02:00:00Z', state: 'published' as const },
        rows: portalRows.map((row, index) => ({
          ...row,
          rowId: `row${index}#1`,
          fingerprint: `row${index}`,
          occurrence: 1,
        })),
      },
    }));
}
