/** Some two hundred customers whose bill is right: what a reconciliation looks like on most days. */
import { fakeProfile, type ReportRow } from 'reseller-sdk/testing';
import { service } from './example-a.ts';

/** One kind of protected item: on every n-th customer, and how the portal prints and prices it. */
interface Booster {
  readonly every: number;
  readonly engine: string;
  readonly label: string;
  /** Statistic that counts; without it each source counts once. */
  readonly statistic?: 'TotalVmCount' | 'TotalAccountsCount';
  readonly counted?: string;
  /** Price of one unit for one billing cycle, in cents. */
  readonly cents: number;
  readonly cycle: 1 | 30;
}

const BOOSTERS: readonly Booster[] = [
  {
    every: 5,
    engine: 'hyperv',
    label: 'Microsoft Hyper-V',
    statistic: 'TotalVmCount',
    counted: 'Guest Count',
    cents: 10,
    cycle: 1,
  },
  {
    every: 7,
    engine: 'vmware',
    label: 'VMware',
    statistic: 'TotalVmCount',
    counted: 'Guest Count',
    cents: 16,
    cycle: 1,
  },
  {
    every: 25,
    engine: 'proxmox',
    label: 'Proxmox',
    statistic: 'TotalVmCount',
    counted: 'Guest Count',
    cents: 10,
    cycle: 1,
  },
  { every: 10, engine: 'windisk', label: 'Disk Image', cents: 100, cycle: 30 },
  { every: 12, engine: 'mssql', label: 'Microsoft SQL Server', cents: 100, cycle: 30 },
  {
    every: 9,
    engine: 'winmsofficemail',
    label: 'Microsoft 365',
    statistic: 'TotalAccountsCount',
    counted: 'Protected Accounts',
    cents: 100,
    cycle: 30,
  },
];

const FIRST_DEVICE = 0x10_00_00;
const LAST_JOB = Date.UTC(2025, 0, 20, 22) / 1000;

/** A device id of the vendor's form, whose first six digits no other device shares. */
function deviceId(customer: number, device: number): string {
  const prefix = (FIRST_DEVICE + customer * 16 + device).toString(16);
  return prefix.padEnd(40, '0e7');
}

function dollars(cents: number): string {
  return (cents / 100).toFixed(2);
}

function sourceOf(booster: Booster, device: string, count: number) {
  const job = { StartTime: LAST_JOB, EndTime: LAST_JOB + 60, Status: 5000 };
  const counted = booster.statistic === undefined ? job : { ...job, [booster.statistic]: count };
  return {
    Engine: `engine1/${booster.engine}`,
    OwnerDevice: device,
    Statistics: { LastStartTime: LAST_JOB, LastBackupJob: counted, LastSuccessfulBackupJob: counted },
  };
}

/** A customer on a server, and the lines that the portal bills for him. */
export interface Customer {
  readonly profile: ReturnType<typeof fakeProfile>;
  readonly services: readonly ReportRow[];
}

function customer(number: number): Customer {
  const account = `customer-${String(number).padStart(3, '0')}`;
  const devices = Array.from({ length: 1 + (number % 3) }, (_, index) => deviceId(number, index));
  const first = deviceId(number, 0);
  const boosters = BOOSTERS.filter(({ every }) => number % every === 0);
  const count = 1 + (number % 4);
  const at = (device: string) => `Account ${account} - Device ${device.slice(0, 6)}`;
  return {
    profile: fakeProfile({
      Username: account,
      Devices: Object.fromEntries(devices.map((id, index) => [id, { FriendlyName: `HOST-${index + 1}` }])),
      Sources: Object.fromEntries(
        boosters.map((booster) => [`${account}-${booster.engine}`, sourceOf(booster, first, count)]),
      ),
    }),
    services: [
      ...devices.map((id) => service('device', `${at(id)}PlanAdvanced Plan ($2/device)`, 1, '2.00', '$2.00')),
      ...boosters.map((booster) => {
        const quantity = booster.statistic === undefined ? 1 : count;
        const counted = booster.counted === undefined ? '' : ` ${booster.counted} ${quantity}`;
        const text = `${at(first)} - Booster (${booster.label})${counted}`;
        return service('booster', text, quantity, dollars(booster.cents * quantity), '', booster.cycle);
      }),
    ],
  };
}

/** `size` customers, always the same ones. */
export function healthyBase(size: number): readonly Customer[] {
  return Array.from({ length: size }, (_, index) => customer(index + 1));
}
