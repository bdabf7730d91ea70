import { type AmountInput, readAmount } from '../../core/amount.ts';
import type { Issue } from '../../core/errors/input.ts';
import { quote } from '../../core/secret.ts';
import type { QuotaSetting } from './quota.ts';

/** A limit of a count: a whole number from 1 on, or none at all. Left out, the limit stays as it is. */
export type CountSetting = 'unlimited' | AmountInput;

/** What an account may use. What is left out stays as it is. Source: contract 2.3. */
export interface AccountLimits {
  /** Registered devices (`MaximumDevices`). */
  readonly devices?: CountSetting | undefined;
  /** Bytes of all Protected Items together (`AllProtectedItemsQuotaBytes`). */
  readonly protectedItems?: QuotaSetting | undefined;
  /** Protected Microsoft 365 accounts (`QuotaOffice365ProtectedAccounts`). Server 22.12 or later. */
  readonly office365?: CountSetting | undefined;
  /** Hyper-V guests (`QuotaHyperVGuests`). Server 24.9.1 or later. */
  readonly hyperv?: CountSetting | undefined;
  /** VMware guests (`QuotaVMwareGuests`). Server 24.9.1 or later. */
  readonly vmware?: CountSetting | undefined;
}

/** The name of a limit that is a count. */
export type CountLimit = Exclude<keyof AccountLimits, 'protectedItems'>;

/** Where a count is stored, and the first server that has it. */
export interface CountField {
  readonly limit: CountLimit;
  readonly field: string;
  readonly since?: string;
}

/** Every limit that is a count. */
export const COUNT_FIELDS: readonly CountField[] = [
  { limit: 'devices', field: 'MaximumDevices' },
  { limit: 'office365', field: 'QuotaOffice365ProtectedAccounts', since: '22.12' },
  { limit: 'hyperv', field: 'QuotaHyperVGuests', since: '24.9.1' },
  { limit: 'vmware', field: 'QuotaVMwareGuests', since: '24.9.1' },
];

const MAX_COUNT = BigInt(Number.MAX_SAFE_INTEGER);

/** A count as Comet stores it (0 for no limit), or the issue that it raises. */
export function readCount(setting: CountSetting, path: string): number | Issue {
  if (setting === 'unlimited') return 0;
  const amount = readAmount(setting, path);
  if (!('units' in amount)) return { ...amount, code: 'INVALID_SPEC' };
  if (amount.scale === 0 && amount.units >= 1n && amount.units <= MAX_COUNT) return Number(amount.units);
  const message = `${quote(String(setting))} is no whole number of at least 1; say 'unlimited' for no limit`;
  return { path, message, code: 'INVALID_SPEC' };
}
