/**
 * Two customers with every kind of trouble: guests that are billed too low, a device that nobody runs, a source
 * of a deleted device, a licence that is listed twice, an account name that looks like a product.
 */
import { fakeProfile, type ReportRow } from 'reseller-sdk/testing';

const TIB = 1_099_511_627_776;

interface Job {
  readonly TotalVmCount?: number;
  readonly TotalAccountsCount?: number;
}

function source(engine: string, device: string, lastJob?: Job, lastSuccess?: Job) {
  const at = Date.UTC(2025, 0, 20, 22) / 1000;
  const ran = (job: Job | undefined, Status: number) =>
    job === undefined ? {} : { StartTime: at, EndTime: at + 60, Status, ...job };
  return {
    Engine: engine,
    OwnerDevice: device,
    Statistics: { LastBackupJob: ran(lastJob, 7002), LastSuccessfulBackupJob: ran(lastSuccess, 5000) },
  };
}

function vault(DestinationType: number, Size: number) {
  return {
    DestinationType,
    Statistics: { ClientProvidedSize: { Size, MeasureStarted: 1, MeasureCompleted: 2 } },
  };
}

/** Customer of the first server. */
export const acme = fakeProfile({
  Username: 'acme',
  Devices: { aaaaaa11: { FriendlyName: 'ACME-HV1' }, bbbbbb22: { FriendlyName: 'ACME-FILES' } },
  Sources: {
    'acme-hv-1': source('engine1/hyperv', 'aaaaaa11', { TotalVmCount: 1 }, { TotalVmCount: 3 }),
    'acme-hv-2': source('engine1/hyperv', 'aaaaaa11', { TotalVmCount: 2 }),
    'acme-files': source('engine1/file', 'bbbbbb22'),
  },
  Destinations: { cloud: vault(1003, TIB), local: vault(1002, 5) },
});

/** Customer of the second server. */
export const beta = fakeProfile({
  Username: 'beta',
  Devices: { cccccc33: { FriendlyName: 'BETA-ESX' } },
  Sources: {
    'beta-esx': source('engine1/vmware', 'cccccc33', { TotalVmCount: 2 }, { TotalVmCount: 2 }),
    'beta-disk': source('ENGINE1/WINDISK', 'cccccc33'),
    'beta-sql': source('engine1/mssql', 'gone999'),
    'beta-m365': source(
      'engine1/winmsofficemail',
      'cccccc33',
      { TotalAccountsCount: 7 },
      { TotalAccountsCount: 9 },
    ),
  },
});

/** A row of the active services report. */
export function service(
  Type: string,
  Service: string,
  quantity: number,
  amount: string,
  unitCost = '',
  cycle = 30,
): ReportRow {
  return {
    Service,
    Type,
    'Billing Cycle (Days)': String(cycle),
    'Next Due Date': '04 Feb 2025',
    'Unit Cost': unitCost,
    Quantity: String(quantity),
    Amount: `$${amount}`,
  };
}

/** What the portal bills the two customers, and three rows that belong to nobody. */
export const exampleServices: readonly ReportRow[] = [
  service('device', 'Account acme - Device aaaaaaPlanAdvanced Plan ($2/device)', 1, '2.00', '$2.00'),
  service('device', 'Account acme - Device bbbbbbPlanAdvanced Plan ($2/device)', 0, '2.00', '$2.00'),
  service('device', 'Account beta - Device ccccccPlanAdvanced Plan ($2/device)', 1, '2.00', '$2.00'),
  service(
    'booster',
    'Account acme - Device aaaaaa - Booster (Microsoft Hyper-V) Guest Count 3',
    3,
    '0.20',
    '',
    1,
  ),
  service('booster', 'Account beta - Device cccccc - Booster (VMware) Guest Count 2', 2, '0.13', '', 1),
  service('booster', 'Account beta - Device cccccc - Booster (Disk Image)', 1, '1.00', '$1.00'),
  service('booster', 'Account beta - Device cccccc - Booster (Microsoft SQL Server)', 1, '1.00', '$1.00'),
  service(
    'booster',
    'Account beta - Device cccccc - Booster (Microsoft 365) Protected Accounts 8',
    8,
    '8.00',
    '$1.00',
  ),
  service('booster', 'Account vmware-lab - Device dddddd - Booster (Disk Image)', 1, '1.00', '$1.00'),
  service('booster', 'Account beta - Device cccccc - Booster (Microsoft Exchange)', 1, '1.50', '$1.50'),
  service('account', 'Account beta', 1, '5.00', '$5.00'),
  service('serial', 'Serial 0f3c1a', 1, '49.00', '$49.00'),
  service('serial', 'Serial 0f3c1a', 1, '49.00', '$49.00'),
  service('storage', 'Storage pool', 4, '21.00', '$5.25'),
];
