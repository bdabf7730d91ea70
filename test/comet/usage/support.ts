import { type ActiveService, readActiveServices } from 'reseller-sdk/comet/portal';
import type { UsageJob, UsageProfile, UsageSource } from 'reseller-sdk/comet/usage';

export const AT = new Date('2026-08-07T02:00:00Z');

/** A Protected Item. */
export function source(
  engine: string,
  owner: string,
  last: UsageJob | null = null,
  success: UsageJob | null = null,
): UsageSource {
  const Statistics = { LastBackupJob: last, LastSuccessfulBackupJob: success };
  return { Engine: engine, OwnerDevice: owner, Statistics };
}

/** The users of example A in the reconciler's contract. */
export const EXAMPLE_A: Readonly<Record<string, UsageProfile>> = {
  acme: {
    Devices: { aaaaaa11: { FriendlyName: 'host-1' }, bbbbbb22: { FriendlyName: 'files' } },
    Sources: {
      s1: source('engine1/hyperv', 'aaaaaa11', { TotalVmCount: 1 }, { TotalVmCount: 3 }),
      s2: source('engine1/hyperv', 'aaaaaa11', { TotalVmCount: 2 }),
      s3: source('engine1/file', 'bbbbbb22'),
    },
    Destinations: {
      v1: { DestinationType: 1003, Statistics: { ClientProvidedSize: { Size: 2 ** 40 } } },
      v2: { DestinationType: 1002, Statistics: { ClientProvidedSize: { Size: 5 } } },
    },
  },
  beta: {
    Devices: { cccccc33: { FriendlyName: 'beta-1' } },
    Sources: {
      s1: source('engine1/vmware', 'cccccc33', { TotalVmCount: 2 }),
      s2: source('ENGINE1/WINDISK', 'cccccc33'),
      s3: source('engine1/mssql', 'gone999'),
      s4: source('engine1/winmsofficemail', 'cccccc33', { TotalAccountsCount: 7 }, { TotalAccountsCount: 9 }),
    },
  },
};

type Line = readonly [type: string, service: string, quantity: string, amount: string];

/** The portal lines of example A. */
const LINES: readonly Line[] = [
  ['device', 'Account acme - Device aaaaaa', '1', '2.00'],
  ['device', 'Account acme - Device bbbbbb', '0', '2.00'],
  ['device', 'Account beta - Device cccccc', '1', '2.00'],
  ['booster', 'Account acme - Device aaaaaa - Booster (Microsoft Hyper-V) Guest Count 3', '3', '0.20'],
  ['booster', 'Account beta - Device cccccc - Booster (VMware) Guest Count 2', '2', '0.13'],
  ['booster', 'Account beta - Device cccccc - Booster (Disk Image)', '1', '1.00'],
  ['booster', 'Account beta - Device cccccc - Booster (Microsoft SQL Server)', '1', '1.00'],
  ['booster', 'Account beta - Device cccccc - Booster (Microsoft 365) Protected Accounts 8', '8', '8.00'],
  ['booster', 'Account vmware-lab - Device dddddd - Booster (Disk Image)', '1', '1.00'],
  ['booster', 'Account beta - Device cccccc - Booster (Exchange)', '1', '1.50'],
  ['account', 'Account beta', '1', '5.00'],
  ['serial', 'Serial 0f3c1a', '1', '49.00'],
  ['serial', 'Serial 0f3c1a', '1', '49.00'],
  ['storage', 'Account beta storage', '4', '21.00'],
];

/** Services out of lines of type, name, quantity and amount. */
export function services(lines: readonly Line[]): ActiveService[] {
  const rows = lines.map(([Type, Service, Quantity, Amount]) => ({ Type, Service, Quantity, Amount }));
  return [...readActiveServices(rows, AT).rows];
}

export function exampleAServices(): ActiveService[] {
  return services(LINES);
}
