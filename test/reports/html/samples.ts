import { CreditLedger, InMemoryCreditLedgerRepository, packTenPercent } from 'reseller-sdk/credit-ledger';
import { type ReconciliationReport, reconcile } from 'reseller-sdk/reconciler';
import type { CreditReport, JobRun } from 'reseller-sdk/reports/html';
import { portalRow, serverRow } from '../../reconciler/rows.ts';

/** A name that would be markup, a script or an attribute if it were not escaped. */
export const HOSTILE = `"><script>throw 1</script><img src=x onerror='throw 2'>&amp;\u202eevil`;

const RULES = [
  { id: 'devices', label: 'Devices', compare: 'quantity' },
  { id: 'hyperv_vms', label: 'Hyper-V VMs', compare: 'quantity' },
  { id: 'vmware_vms', label: 'VMware VMs', compare: 'quantity', tolerance: { absolute: 2 } },
  { id: 'disk_image', label: 'Disk Image', compare: 'quantity' },
  { id: 'm365_accounts', label: 'M365 Accounts', compare: 'quantity' },
  { id: 'account_fees', label: 'Account fees', compare: 'quantity', informational: {} },
] as const;

/** One device on the servers and in the portal: how many, and how many are billed at which price. */
type Pair = readonly [
  account: string,
  device: string,
  category: string,
  used: number,
  billed: number,
  price: number,
];

const PAIRS: readonly Pair[] = [
  ['acme-dental', '3f9a01c27be4', 'devices', 1, 1, 2],
  ['acme-dental', '3f9a01c27be4', 'hyperv_vms', 3, 5, 4],
  ['birch.legal', '7c10aa9e0023', 'devices', 1, 1, 2],
  ['birch.legal', '7c10aa9e0023', 'disk_image', 1, 1, 3],
  ['canal_books', '90ffde1177aa', 'devices', 1, 0, 2],
  ['canal_books', 'a1b2c3d4e5f6', 'devices', 0, 1, 2],
  ['delta-arch', 'b7777ac00001', 'vmware_vms', 12, 11, 4],
  ['elm-clinic', 'c0ffee123456', 'm365_accounts', 48, 48, 1],
  ['fjord.media', 'd00d1e550001', 'disk_image', 2, 1, 3],
  ['glen-works', 'e5e5e5000111', 'disk_image', 0, 1, 3],
];

function rowsOf(pairs: readonly Pair[]) {
  const server = pairs
    .filter(([, , , used]) => used > 0)
    .map(([username, deviceId, categoryId, used]) =>
      serverRow({
        username,
        deviceId,
        categoryId,
        quantity: used.toString(),
        friendlyName: `${username}-01`,
      }),
    );
  const portal = pairs
    .filter(([, , , , billed]) => billed > 0)
    .map(([account, device, categoryId, , billed, price], index) =>
      portalRow({
        rowId: `row-${index}#1`,
        parsed: { account, deviceRef: device.slice(0, 6), boosterName: null, declaredCount: null },
        categoryId,
        quantity: billed.toString(),
        unitCost: price.toString(),
        amount: (billed * price).toString(),
      }),
    );
  return { server, portal };
}

interface ReconciliationChanges {
  readonly account?: string;
  readonly more?: number;
  readonly failed?: boolean;
}

/** A reconciliation with differences of most kinds, and perhaps a hostile account, many rows, a failed server. */
export function sampleReconciliation(changes: ReconciliationChanges = {}): ReconciliationReport {
  const { account, more = 0, failed = false } = changes;
  const pairs: Pair[] = [...PAIRS];
  if (account !== undefined) pairs.push([account, 'ffff00001111', 'devices', 0, 1, 2]);
  for (let index = 0; index < more; index += 1) {
    pairs.push([`many-${index}`, `${(0xabcd00 + index).toString(16)}999999`, 'devices', 0, 1, 2]);
  }
  return reconcileRows(pairs, failed ? (account ?? 'no route to host') : null);
}

/** @param error why the second server was not read; null if it was */
function reconcileRows(pairs: readonly Pair[], error: string | null = null): ReconciliationReport {
  const { server, portal } = rowsOf(pairs);
  const fee = portalRow({
    rowId: 'fee#1',
    categoryId: 'account_fees',
    quantity: '7',
    amount: '12345.67891',
    parsed: { account: 'elm-clinic', deviceRef: null, boosterName: null, declaredCount: null },
  });
  return reconcile(
    {
      servers: [
        {
          serverKey: 'eu-1',
          status: 'ok',
          collectedAt: '2026-08-03T01:00:00Z',
          error: null,
          totals: { users: 41, devices: 118, protectedItems: 263, storageBytes: '48318382080123' },
        },
        error !== null
          ? { serverKey: 'us-1', status: 'failed', collectedAt: null, error }
          : {
              serverKey: 'us-1',
              status: 'ok',
              collectedAt: '2026-08-03T01:04:10Z',
              error: null,
              totals: { users: 9, devices: 22, protectedItems: 51, storageBytes: '7318382080123' },
            },
      ],
      rows: server.map((row) => ({ ...row, serverKey: 'eu-1' })),
    },
    {
      snapshot: {
        snapshotId: 'snapshot-2026-08-03',
        pulledAt: '2026-08-03T02:00:00Z',
        state: 'published',
        contentHash: '9b74c9897bac770ffc029102a200c5de9b74c9897bac770ffc029102a200c5de',
      },
      rows: [...portal, fee],
    },
    { rules: RULES, reportId: 'reconcile-2026-08-03', generatedAt: '2026-08-03T02:05:00Z' },
  );
}

/** A reconciliation in which both sides agree. */
export function calmReconciliation(): ReconciliationReport {
  return reconcileRows(
    PAIRS.map(([account, device, category, used, , price]) => [account, device, category, used, used, price]),
  );
}

/** A reconciliation of nothing with nothing. */
export function emptyReconciliation(): ReconciliationReport {
  const portal = { snapshot: null, rows: [] };
  return reconcile({ servers: [], rows: [] }, portal, { rules: [] });
}

async function newLedger(): Promise<CreditLedger> {
  const ledger = new CreditLedger({ repository: new InMemoryCreditLedgerRepository() });
  await ledger.openAccount({ id: 'comet', currency: 'USD', bonusRule: packTenPercent });
  return ledger;
}

async function creditOf(ledger: CreditLedger, asOf: string): Promise<CreditReport> {
  return {
    balance: await ledger.balance('comet'),
    signals: await ledger.signals('comet', { asOf, portalBalance: '4000', target: '2026-12-31' }),
    days: await ledger.dailyBalance('comet'),
    lots: (await ledger.lots('comet')).items,
    portalBalance: '4000',
    businessTimeZone: 'UTC',
  };
}

/** Two packs with bonus, of which a good part is used, unevenly. */
export async function sampleCredit(label = '10,000 Dollars'): Promise<CreditReport> {
  const ledger = await newLedger();
  await ledger.recordPurchase('comet', { id: 'pack-1', at: '2026-07-01', cash: '10000', label });
  const usages = Array.from({ length: 33 }, (_unused, index) => {
    const at = new Date(Date.UTC(2026, 6, 1 + index, 12)).toISOString();
    const weekend = [0, 6].includes(new Date(at).getUTCDay());
    const amount = weekend ? '61.37' : (190 + ((index * 37) % 41) + 0.25).toString();
    return { id: `charge-${index}`, at, amount };
  });
  await ledger.allocateMany('comet', usages.slice(0, 20));
  const expiresAt = '2027-07-21T00:00:00Z';
  await ledger.recordPurchase('comet', {
    id: 'pack-2',
    at: '2026-07-21',
    cash: '5000',
    label: '5,000 Dollars',
    expiresAt,
  });
  await ledger.allocateMany('comet', usages.slice(20));
  await ledger.adjust('comet', { id: 'credit-1', at: '2026-07-30', amount: '12.5', reason: 'credited line' });
  return creditOf(ledger, '2026-08-03');
}

/** A pack of which little is used, and nothing to say of it. */
export async function calmCredit(): Promise<CreditReport> {
  const { portalBalance: _none, ...credit } = await sampleCredit();
  return { ...credit, signals: { ...credit.signals, ledgerVsPortalVariance: false } };
}

/** An account on which nothing ever happened. */
export async function emptyCredit(): Promise<CreditReport> {
  const ledger = await newLedger();
  return {
    balance: await ledger.balance('comet'),
    signals: await ledger.signals('comet'),
    days: await ledger.dailyBalance('comet'),
    lots: [],
  };
}

/** Jobs that went well, in part, and wrong. */
export const SAMPLE_JOBS: readonly JobRun[] = [
  { name: 'Collect usage', status: 'ok', at: '2026-08-03T01:04:10Z', note: '2 servers' },
  { name: 'Portal pull', status: 'partial', at: '2026-08-03T02:00:00Z', note: 'purchases were refused' },
  { name: 'Audit', status: 'never', at: null },
];
