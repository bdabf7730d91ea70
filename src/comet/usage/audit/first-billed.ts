import type { Charge, FirstBilledOptions } from '../../../billing-audit/index.ts';
import { m365Accounts } from '../m365-accounts.ts';

const BUCKETS: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ['devices', 'devices'],
  ...['hyperv_vms', 'vmware_vms', 'proxmox_vms', 'disk_image', 'mssql'].map(
    (id) => [id, 'boosters'] as const,
  ),
  ['m365_accounts', 'm365'],
]);

function unitsOf({ category, quantity, text, amount }: Charge): number {
  return category === 'm365_accounts' ? m365Accounts(quantity, text, amount) : 1;
}

/**
 * How `firstBilled` counts Comet's products: devices, boosters and Microsoft 365, the last by protected account; plans,
 * fees and licences are left out. Source: billing-audit 4.13.
 */
export const cometFirstBilled: Required<Pick<FirstBilledOptions, 'bucketOf' | 'unitsOf'>> =
  /* @__PURE__ */ Object.freeze({
    bucketOf: (category: string) => BUCKETS.get(category) ?? null,
    unitsOf,
  });
