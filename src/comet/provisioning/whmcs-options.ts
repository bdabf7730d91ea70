import type { Issue } from '../../core/errors/input.ts';
import { quote } from '../../core/secret.ts';
import { flagIssues, shapeIssues } from './check-shape.ts';
import { type AccountLimits, readCount } from './limits.ts';
import { type QuotaSetting, readQuota } from './quota.ts';
import { refuse } from './refuse.ts';

/** The quantity of an option: a whole number, in text as WHMCS passes it. */
export type WhmcsQuantity = string | number | null | undefined;

/** The configurable options of a WHMCS product, by their names; others are passed over. */
export interface WhmcsOptions {
  readonly number_of_devices?: WhmcsQuantity;
  readonly protected_item_quota_gb?: WhmcsQuantity;
  readonly protected_item_quota_tb?: WhmcsQuantity;
  readonly storage_vault_quota_gb?: WhmcsQuantity;
  readonly storage_vault_quota_tb?: WhmcsQuantity;
}

/** What the options of a WHMCS product mean. */
export interface WhmcsLimits {
  readonly limits: AccountLimits;
  /** Absent where the limits of the vaults stay as they are. */
  readonly vaultQuota?: QuotaSetting;
}

/**
 * The limits that a WHMCS product's configurable options mean. GB and TB are GiB and TiB. Options that are absent,
 * empty or `0` lift the limits of devices and Protected Items, and leave those of vaults alone as the vendor's module
 * does; with `liftVaultQuota` they lift them too.
 *
 * Source: contract 1.3 and 2.3.
 * @throws InvalidInputError `CONFLICTING_QUOTA` for both GB and TB, `INVALID_SPEC` for what is no whole number
 */
export function fromWhmcsOptions(
  options: WhmcsOptions,
  { liftVaultQuota = false }: { readonly liftVaultQuota?: boolean | undefined } = {},
): WhmcsLimits {
  const issues: Issue[] = [
    // PHP writes an empty map as `[]`.
    ...(Array.isArray(options) ? [] : shapeIssues(options, '')),
    ...flagIssues(liftVaultQuota, 'liftVaultQuota'),
  ];
  if (issues.length > 0) throw refuse('The WHMCS options', issues);
  const number = (name: keyof WhmcsOptions) => wholeNumber(options[name], name, issues);
  const size = (name: 'protected_item_quota' | 'storage_vault_quota') =>
    sizeOf(name, number(`${name}_gb`), number(`${name}_tb`), issues);
  const devices = number('number_of_devices');
  const count = readCount(devices === 0n ? 'unlimited' : devices, 'number_of_devices');
  if (typeof count !== 'number') issues.push(count);
  const protectedItems = size('protected_item_quota');
  const vaultQuota = size('storage_vault_quota') ?? (liftVaultQuota ? 'unlimited' : undefined);
  if (issues.length > 0) throw refuse('The WHMCS options', issues);
  return {
    limits: {
      devices: devices === 0n ? 'unlimited' : String(devices),
      protectedItems: protectedItems ?? 'unlimited',
    },
    ...(vaultQuota !== undefined && { vaultQuota }),
  };
}

/** The number of an option; 0 where it says nothing, or nothing that can be read. */
function wholeNumber(option: WhmcsQuantity, path: string, issues: Issue[]): bigint {
  const text = option === undefined || option === null ? '' : String(option).trim();
  if (/^\d{0,30}$/.test(text)) return BigInt(text);
  issues.push({ path, message: `${quote(text)} is no whole number`, code: 'INVALID_SPEC' });
  return 0n;
}

function sizeOf(name: string, gb: bigint, tb: bigint, issues: Issue[]): QuotaSetting | undefined {
  if (gb !== 0n && tb !== 0n) {
    const message = `${name}_gb and ${name}_tb are both given; give one of them`;
    issues.push({ path: name, message, code: 'CONFLICTING_QUOTA' });
    return undefined;
  }
  if (gb === 0n && tb === 0n) return undefined;
  const setting = gb === 0n ? { tib: String(tb) } : { gib: String(gb) };
  const read = readQuota(setting, gb === 0n ? `${name}_tb` : `${name}_gb`);
  if (!('bytes' in read)) issues.push(read);
  return setting;
}
