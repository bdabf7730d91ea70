import type { CategoryRule } from '../../reconciler/index.ts';
import type { CometCategory, PortalMeasure, QuantityRule, ServerMeasure } from './category.ts';

/** A device line is one device, whatever its quantity says. */
const ONE_DEVICE: QuantityRule = { nullAs: '1', zeroAs: '1', negative: 'clamp' };
const AS_PRINTED: QuantityRule = { nullAs: '1', zeroAs: '0', negative: 'keep' };

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) freeze(member);
  return Object.freeze(value);
}

function vmCount(engine: string): ServerMeasure {
  return { measure: 'statistic', engines: [engine], statistic: 'TotalVmCount', pick: 'max' };
}

function booster(...words: string[]): PortalMeasure {
  return { types: [], words, quantity: AS_PRINTED };
}

function byRow(...types: string[]): PortalMeasure {
  return { types, words: [], quantity: 'row' };
}

const COMPARED: readonly CometCategory[] = [
  {
    id: 'devices',
    label: 'Devices',
    compare: 'quantity',
    server: { measure: 'deviceCount' },
    portal: { types: ['device'], words: [], quantity: ONE_DEVICE },
  },
  {
    id: 'hyperv_vms',
    label: 'Hyper-V VMs',
    compare: 'quantity',
    server: vmCount('engine1/hyperv'),
    portal: booster('hyper-v', 'hyperv'),
  },
  {
    id: 'vmware_vms',
    label: 'VMware VMs',
    compare: 'quantity',
    server: vmCount('engine1/vmware'),
    portal: booster('vmware'),
  },
  {
    id: 'proxmox_vms',
    label: 'Proxmox VMs',
    compare: 'quantity',
    server: vmCount('engine1/proxmox'),
    portal: booster('proxmox'),
  },
  {
    id: 'disk_image',
    label: 'Disk Image',
    compare: 'quantity',
    server: { measure: 'sourceCount', engines: ['engine1/windisk'] },
    portal: booster('disk image'),
  },
  {
    id: 'mssql',
    label: 'MS SQL',
    compare: 'quantity',
    server: { measure: 'sourceCount', engines: ['engine1/mssql'] },
    portal: booster('sql server', 'mssql'),
  },
  {
    id: 'm365_accounts',
    label: 'M365 Accounts',
    compare: 'quantity',
    server: {
      measure: 'statistic',
      engines: ['engine1/winmsofficemail'],
      statistic: 'TotalAccountsCount',
      pick: 'max',
    },
    portal: booster('office 365', 'm365', 'microsoft 365'),
  },
];

const INFORMATIONAL: readonly CometCategory[] = [
  {
    id: 'other_boosters',
    label: 'Other boosters',
    compare: 'quantity',
    informational: { finding: 'UNMAPPED_BOOSTER' },
    server: null,
    portal: booster(),
  },
  {
    id: 'account_fees',
    label: 'Account fees',
    compare: 'quantity',
    informational: {},
    server: null,
    portal: byRow('account'),
  },
  {
    id: 'server_licenses',
    label: 'Server licences',
    compare: 'quantity',
    informational: {},
    server: null,
    portal: byRow('serial'),
  },
  {
    id: 'account_plan',
    label: 'Account plan',
    compare: 'quantity',
    informational: {},
    server: null,
    portal: byRow('plan'),
  },
  { id: 'other', label: 'Other', compare: 'quantity', informational: {}, server: null, portal: byRow() },
  {
    id: 'unknown',
    label: 'Unknown',
    compare: 'quantity',
    informational: { excludeFromTotal: true, finding: 'UNKNOWN_PORTAL_TYPE' },
    server: null,
    portal: byRow(),
  },
];

/** The default categories, frozen: seven that are compared, then those that are only shown. Source: X2. */
export const cometCategories: readonly CometCategory[] = freeze([...COMPARED, ...INFORMATIONAL]);

/** The engine's half of categories: what `reconcile` takes as rules. */
export function categoryRulesOf(categories: readonly CometCategory[]): readonly CategoryRule[] {
  return categories.map(({ server: _server, portal: _portal, ...rule }) => rule);
}

/** The default rules of `reconcile` for Comet usage, frozen. Tolerance 0 everywhere. */
export const cometCategoryRules: readonly CategoryRule[] = freeze(categoryRulesOf(cometCategories));

/**
 * The categories with Disk Image and SQL Server counted once per device instead of once per Protected Item.
 * Whether the vendor bills per device or per item is not settled; the default follows the items.
 */
export function withDistinctDevices(categories: readonly CometCategory[]): readonly CometCategory[] {
  return categories.map((category): CometCategory => {
    const { server } = category;
    if (server?.measure !== 'sourceCount') return category;
    return { ...category, compare: 'presence', server: { ...server, measure: 'distinctDevices' } };
  });
}
