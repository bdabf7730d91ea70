import { type AuditPolicy, defaultAuditPolicy } from '../../../billing-audit/index.ts';

/**
 * Rules of a billing audit for Comet: the default ones, and which categories are charged by guest, can be counted on
 * a server, or have no device. Frozen; spread it to change a rule. Source: billing-audit design 5.
 *
 * @example const policy = { ...cometAuditPolicy, dueDayCharge: 'claim' };
 */
export const cometAuditPolicy: AuditPolicy = /* @__PURE__ */ Object.freeze({
  ...defaultAuditPolicy,
  perUnit: /* @__PURE__ */ Object.freeze(['hyperv_vms', 'vmware_vms', 'proxmox_vms']),
  countable: /* @__PURE__ */ Object.freeze([
    'hyperv_vms',
    'vmware_vms',
    'proxmox_vms',
    'disk_image',
    'mssql',
    'm365_accounts',
  ]),
  deviceless: /* @__PURE__ */ Object.freeze([
    'account_plan',
    'account_fees',
    'server_licenses',
    'other',
    'unknown',
  ]),
});
